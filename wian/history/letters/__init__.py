"""From lines to letters: what each says, who it is from, and what it passes on."""
