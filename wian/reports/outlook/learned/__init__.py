"""What past directives say of how long offices take."""
