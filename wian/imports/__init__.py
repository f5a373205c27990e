"""Records letters and registers of the past in the ledger."""
