"""The form of an answer at the desk: drawn, read back, and shown once it was filled in."""
