"""A directive made ready and rehearsed: request, plan, rehearsal."""
