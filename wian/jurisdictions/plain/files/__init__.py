"""A jurisdiction as a folder of files that a user keeps outside the program."""
