"""What hops can be grouped by."""

from __future__ import annotations

from enum import StrEnum


class By(StrEnum):
    """What hops can be grouped by; all of it is the recipient's, or the letter's."""

    WAVE = "wave"
    LEVEL = "level"
    KIND = "kind"
    OFFICE = "office"
    CHANNEL = "channel"
    MONTH = "month"
    DIRECTIVE = "directive"
    PROVINCE = "province"

    @property
    def column(self) -> str:
        """The column of the frame of hops."""
        return "recipient" if self is By.OFFICE else self.value
