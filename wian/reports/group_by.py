"""What hops can be grouped by."""

from __future__ import annotations

from enum import StrEnum


class By(StrEnum):
    """What hops can be grouped by; but for the sender all of it is the recipient's or letter's."""

    WAVE = "wave"
    LEVEL = "level"
    KIND = "kind"
    OFFICE = "office"
    CHANNEL = "channel"
    MONTH = "month"
    DIRECTIVE = "directive"
    PROVINCE = "province"
    SENDER = "sender"
    WEEKDAY = "weekday"

    @property
    def column(self) -> str:
        """The column of the frame of hops."""
        return "recipient" if self is By.OFFICE else self.value


UNITS = frozenset({By.OFFICE, By.PROVINCE, By.MONTH, By.DIRECTIVE, By.SENDER})
"""What makes groups that are alike: one office of a level says something of another one.

A wave, a level, a kind, a channel or a weekday says nothing of the others.
"""
