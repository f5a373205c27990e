"""The hops of propagations: by column, and the question that they all begin with."""
