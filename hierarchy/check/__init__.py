"""What makes offices one hierarchy, and which office a mistyped name means."""
