"""Owns the charts of reports."""
