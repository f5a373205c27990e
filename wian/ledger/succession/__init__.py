"""Which office took the place of which from a day on, as acts of the ledger."""
