"""Whether offices form one sound hierarchy, and which office a mistyped name means."""
