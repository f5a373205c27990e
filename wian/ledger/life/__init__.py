"""What became of propagations: withdrawn, amended, closed."""
