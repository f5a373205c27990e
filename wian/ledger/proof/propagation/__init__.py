"""How a propagation is verified: its contents, acts, route and delays."""
