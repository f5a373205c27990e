"""The ledger proves itself: registers, contents, acts, routes, imports."""
