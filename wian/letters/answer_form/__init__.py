"""The form that a directive asks to have filled in: its fields, what is entered, and totals."""
