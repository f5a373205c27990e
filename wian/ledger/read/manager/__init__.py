"""What a manager's pages ask the ledger: directives, and how far each is at every office."""
