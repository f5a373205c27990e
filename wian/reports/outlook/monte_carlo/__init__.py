"""Many possible futures of a directive, drawn from where it stands."""
