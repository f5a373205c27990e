"""The commands ``wian mail``."""
