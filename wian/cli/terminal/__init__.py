"""What commands print: tables, JSON, sentences that fit the terminal."""
