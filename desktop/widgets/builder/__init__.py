"""Conditions and measures built by choosing: rows with fields, operators and values, their reading beneath, the expression at hand."""
