"""The commands ``wian registers``: where offices' numbers stand."""
