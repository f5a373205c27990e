"""What the way back up cost, and which answers are late."""
