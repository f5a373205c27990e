"""Reading the parts of a Thai letter on paper: head, body, close, stamps."""
