"""What the hops mean: tables, forecasts, who has received what."""
