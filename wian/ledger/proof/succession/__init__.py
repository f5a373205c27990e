"""Whether successors did what is theirs to do, and nobody else did."""
