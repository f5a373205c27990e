"""Finished rehearsals: counted, and frozen to columns."""
