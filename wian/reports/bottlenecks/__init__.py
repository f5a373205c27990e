"""What held up whom, and what halving it would save."""
