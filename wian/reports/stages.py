"""The stages of a hop that reports show, and the two ways of counting their time."""

from __future__ import annotations

from enum import StrEnum


class HopStage(StrEnum):
    """The parts of a hop, and the whole: from the sender's letter to the recipient's own.

    Where the recipient does not forward, the whole ends at its last desk. Suspended is for as long
    as the recipient's clock rested before its own letter; no handling is counted meanwhile.
    """

    TRANSIT = "transit"
    ROUTING = "routing"
    HANDLING = "handling"
    HOP = "hop"
    SUSPENDED = "suspended"


class WayStage(StrEnum):
    """The same where hops may go up: answering is from an office's last desk to its own answer."""

    ANSWERING = "answering"
    TRANSIT = HopStage.TRANSIT.value
    ROUTING = HopStage.ROUTING.value
    HANDLING = HopStage.HANDLING.value
    HOP = HopStage.HOP.value
    SUSPENDED = HopStage.SUSPENDED.value


class Time(StrEnum):
    """Whether all days count, or the offices' working time alone."""

    CALENDAR = "calendar"
    WORKING = "working"
