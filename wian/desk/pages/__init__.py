"""Owns the pages of the desk, a router each."""
