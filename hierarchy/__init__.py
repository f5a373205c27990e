"""The offices: who stands under whom, the graph that they form, and routes down it."""
