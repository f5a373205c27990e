"""Reading letters that come in on paper, as Indonesian offices write them."""
