"""Indonesia: its offices, letters, calendar, words and the reading of its paper."""
