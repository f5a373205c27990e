"""What an office does with a letter: stamp, route, draft, issue, answer, correct."""
