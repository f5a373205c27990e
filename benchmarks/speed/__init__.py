"""How fast the main jobs run and what memory they take, beside a floor or a peer."""
