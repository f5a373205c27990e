"""Which office writes to which: from an origin and its addressees to waves of hops."""
