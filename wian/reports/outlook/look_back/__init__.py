"""What outlooks of past directives would have said, and what came."""
