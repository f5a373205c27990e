"""What is said: directives, and the letters that carry them down."""
