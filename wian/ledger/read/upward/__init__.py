"""What comes back up, read from the ledger."""
