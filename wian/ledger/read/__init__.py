"""What the ledger holds: letters, hops, stamps, reminders, answers to SQL queries."""
