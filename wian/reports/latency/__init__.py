"""How long hops take, group by group, with the open ones counted in."""
