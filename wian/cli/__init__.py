"""The commands: what an operator, an analyst or a clerk types."""
