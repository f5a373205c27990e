"""Commands for operators: offices, plan, propagate, status, schema."""
