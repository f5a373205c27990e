"""How a letter is worded: who is addressed, who is asked for what, and what is passed on."""
