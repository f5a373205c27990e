"""What varies by country: offices, calendar, numerals, dates, letter forms and wording."""
