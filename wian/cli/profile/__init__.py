"""Commands for delay profiles."""
