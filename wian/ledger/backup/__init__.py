"""One file that holds a whole ledger, and the ledger made again from it."""
