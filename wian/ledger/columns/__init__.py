"""Values that take less room in the tables than in the program."""
