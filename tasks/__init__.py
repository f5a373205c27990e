"""Prefect tasks: thin verbs around the rooms below."""
