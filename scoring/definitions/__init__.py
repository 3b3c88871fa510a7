"""What we measure against: forms and rubrics as typed data, and the expression language inside them.

Pure: no files, no database, no clock. ``codec`` is the only module that knows pydantic.
"""
