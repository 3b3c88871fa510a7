"""The number of a sealed run that people quote."""

from __future__ import annotations


def receipt_number(receipt_hash: str, year: int) -> str:
    """The number people quote: the year and the first digits of the receipt's hash."""
    return f"{year}-{receipt_hash[:12].upper()}"
