"""Reading from the ledger: letters, hops, stamps, reminders, questions in SQL."""
