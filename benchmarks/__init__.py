"""What each promise of speed and memory costs, beside its floor or peer in the same run."""
