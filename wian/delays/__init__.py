"""What a hop costs: working time, hop records, measuring, sampling and simulating."""
