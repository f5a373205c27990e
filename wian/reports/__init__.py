"""What it means: the hops of a propagation as tables, forecasts and standings."""
