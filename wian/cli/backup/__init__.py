"""The commands that back the ledger up and restore it."""
