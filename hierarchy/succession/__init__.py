"""Offices that begin, end and take each other's place: who is there on a day, and what changed."""
