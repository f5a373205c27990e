"""What is sent out: events to Prefect, messages to webhooks."""
