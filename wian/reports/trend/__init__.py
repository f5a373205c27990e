"""How delays change from one period to the next."""
