"""The way back up of a propagation: who gathers from whom, by which day, and when they did."""
