"""What the ledger holds of single offices: letters on their way, and what they did with them."""
