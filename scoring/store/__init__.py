"""The store: one workspace file (*.fuping) that keeps what came in, who changed what, and what was sealed.

The only room with SQL on disk. ``opening`` makes and opens the file, ``connection`` guards it, ``journal`` chains every
verb; then one module per thing kept: ``definitions files carriers people rounds returns amendments runs papers``.
``truth`` reads what is immutable, ``applied`` and ``effective`` make the disposable typed rows of it, ``doctor`` proves
that everything still agrees. Rows stop here: what goes in and out are frozen dataclasses.
"""
