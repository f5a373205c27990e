"""Verifies what stands in the ledger of the way back up."""
