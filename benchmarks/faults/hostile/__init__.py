"""Hostile inputs: what they are made of, and who reads them."""
