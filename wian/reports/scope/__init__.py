"""What a report covers, and what made it."""
