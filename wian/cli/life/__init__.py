"""Commands that change or end a live directive: amend, withdraw, close."""
