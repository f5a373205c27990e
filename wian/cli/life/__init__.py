"""Commands that change or end a live directive: withdraw, close."""
