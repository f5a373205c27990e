"""Where an office's registers stand: opened at a number, and numbers given elsewhere."""
