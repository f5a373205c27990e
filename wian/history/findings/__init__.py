"""What is odd in letters read back, a module for each kind of finding."""
