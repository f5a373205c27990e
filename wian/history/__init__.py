"""History: past letters and registers read back, with what was read and inferred kept apart."""
