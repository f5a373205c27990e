"""The commands `wian import`."""
