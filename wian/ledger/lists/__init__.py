"""The lists of an office: what it was sent and what it sent, found, ordered and paged in SQL."""
