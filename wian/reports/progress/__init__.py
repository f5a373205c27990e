"""Where a propagation is: who has received it, who has not, who answered."""
