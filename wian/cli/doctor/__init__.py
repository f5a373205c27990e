"""The command that looks at an installation, and what it looks at."""
