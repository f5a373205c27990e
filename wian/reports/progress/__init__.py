"""Where a propagation is: who has it, who is silent, who answered."""
