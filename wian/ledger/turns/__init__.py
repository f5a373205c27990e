"""Which of several processes does a piece of work: each piece is one process's at a time."""
