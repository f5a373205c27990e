"""The tables that reports print."""
