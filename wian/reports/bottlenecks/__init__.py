"""Who held up whom, and what halving a step would save."""
