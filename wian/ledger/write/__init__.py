"""What is written to the ledger: cohorts, numbers, propagations, imports."""
