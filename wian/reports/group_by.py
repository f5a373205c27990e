"""What hops can be grouped by, and the column that each such thing stands in."""

from __future__ import annotations

from enum import StrEnum


class HopKey(StrEnum):
    """What hops are told apart by; an office is the recipient."""

    @property
    def column(self) -> str:
        """The column of the frame of hops."""
        return "recipient" if self.value == "office" else self.value


class WayStep(HopKey):
    """What a step of a way is called by."""

    OFFICE = "office"
    LEVEL = "level"
    KIND = "kind"


class By(HopKey):
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


UNITS = frozenset({By.OFFICE, By.PROVINCE, By.MONTH, By.DIRECTIVE, By.SENDER})
"""What makes groups that are alike: one office of a level says something of another one.

A wave, a level, a kind, a channel or a weekday says nothing of the others.
"""
