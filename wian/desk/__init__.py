"""Owns the desk of an office on the web: who comes in, and the pages where they work."""
