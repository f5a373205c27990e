"""What is due: reminders, escalation, the sweep."""
