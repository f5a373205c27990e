"""Commands that prove the ledger: verify and checkpoint."""
