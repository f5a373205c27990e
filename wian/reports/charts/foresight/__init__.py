"""Charts of what is to come, and of how well that was foretold."""
