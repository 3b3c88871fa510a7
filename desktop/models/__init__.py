"""Windows onto tuples of frozen rows: no query and no rule in here."""
