"""Who may use the desk: accounts, tokens, and settings of an office."""
