"""What we measure against: forms, rubrics, conditions and policies as typed data, and the expression language inside them.

Pure: no files, no database, no clock. ``codec`` is the only module that knows pydantic.
"""
