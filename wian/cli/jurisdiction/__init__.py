"""The commands ``wian jurisdiction``: a country of your own as a folder, and its check."""
