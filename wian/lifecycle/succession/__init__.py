"""An office is renamed, merged or split: who says so, and what passes to whom."""
