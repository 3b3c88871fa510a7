"""Excel in, blank Excel out: workbook → located cells → records → findings, one module per station.

``cells`` are the evidence, ``container`` and ``workbook`` gather it from a file nobody trusts (``legacy`` from .xls, .ods and .et,
with ``biff`` and ``odf`` looking beside the library), ``archive`` unpacks ZIPs of returns, ``reader`` does all of this in a
process of its own that ``child`` guards, ``locate`` finds the form's tables, ``values`` reads one cell, ``records`` makes
the return. ``template`` writes the blank workbook from the same form.
"""
