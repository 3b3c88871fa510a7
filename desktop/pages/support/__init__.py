"""扶持: what each carrier may get, what is open, the budgets, and the decision."""
