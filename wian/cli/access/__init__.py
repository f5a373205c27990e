"""Commands for who may come in: accounts, tokens, webhooks."""
