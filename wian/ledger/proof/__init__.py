"""How the ledger is verified: registers, contents, acts, routes, imports."""
