"""Which copies of a letter there are: the one sent, the one received, the one passed on."""

from __future__ import annotations

from enum import StrEnum


class Copy(StrEnum):
    """Which copy of a letter is meant."""

    ISSUED = "issued"
    """As the office sent it out."""
    RECEIVED = "received"
    """As the office received it from above, with the stamps of its desks."""
    BUNDLE = "bundle"
    """As issued, with the letters that it encloses behind it, each with its stamps."""
