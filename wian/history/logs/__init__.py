"""Reading event logs of other programs."""
