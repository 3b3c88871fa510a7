"""名册: who takes part."""
