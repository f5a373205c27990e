"""What the commands print as JSON, a contract for other programs."""
