"""Writing to the ledger: cohorts, numbers, propagations, imports."""
