"""Which numbers stand on two letters: one of wian, and one of a register that was imported."""
