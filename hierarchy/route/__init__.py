"""From an origin and its addressees to the waves of hops that reach them."""
