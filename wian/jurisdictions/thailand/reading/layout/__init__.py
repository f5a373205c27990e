"""How do the lines of a page become the lines of a letter, one thing on each?"""
