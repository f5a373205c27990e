"""A directive that goes out again and again: which time it is, and the one before."""
