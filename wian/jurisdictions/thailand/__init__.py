"""Thailand: offices, calendar, numerals, dates and wording of its administration."""
