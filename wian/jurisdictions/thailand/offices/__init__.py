"""The offices that Thailand has built in, and the lists that they are read from."""
