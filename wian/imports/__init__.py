"""Putting letters and registers of the past into the ledger."""
