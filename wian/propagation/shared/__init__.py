"""A rehearsal that several processes work on."""
