"""The sample district: a deterministic generator of two years' returns of two kinds of carriers.

``dice`` → ``names`` → ``firms`` (a firm's life) → ``returns`` (what its carrier declares of a year), ``spaces`` (maker spaces),
``mistakes`` (what carriers get wrong), ``district`` (all of it). What is said of whom stands in ``resources/samples/district.toml``.
"""
