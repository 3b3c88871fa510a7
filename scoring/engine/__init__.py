"""Measures effective rows by a rubric: figures, points, grade, and the way back to the rows. Exact and pure.

``aggregates`` says what to count and sum, ``measure`` makes figures of it, ``scale`` points, ``score`` totals, ``grade``
the grade, ``trace`` the explanation. The only way to data is the ``Query`` handed in.
"""

ENGINE_VERSION = "1"
"""Printed on receipts; rises when the same definitions and data could give other figures."""
