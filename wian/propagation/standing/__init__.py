"""How a propagation stands: as a whole, and below one office."""
