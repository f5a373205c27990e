"""The commands of the way back up, and its tables."""
