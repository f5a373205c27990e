"""The parts that only letters in a foreign language have (annex 4 of the Regulation)."""
