"""Messages to webhooks, written in the transaction that they report."""
