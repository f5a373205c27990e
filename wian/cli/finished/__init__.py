"""The commands for finished rehearsals."""
