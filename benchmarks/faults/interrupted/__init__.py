"""Work that a kill interrupts, in steps that are safe to repeat."""
