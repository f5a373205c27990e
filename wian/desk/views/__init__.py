"""What pages show, as plain values: pure functions of what the ledger holds."""
