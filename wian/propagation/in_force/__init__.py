"""Who acts in a propagation now, and what an office is called now."""
