"""The parts of a Thai letter, each read from its lines: head, body, close, stamps."""
