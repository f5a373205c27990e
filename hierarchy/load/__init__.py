"""Reads a hierarchy from YAML or CSV, and says what such a file may hold."""
