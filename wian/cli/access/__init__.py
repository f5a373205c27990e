"""Commands for access: accounts, tokens, webhooks."""
