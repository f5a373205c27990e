"""The command that shows the offices of a hierarchy, and what changed in it."""
