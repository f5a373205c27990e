"""Does a propagation wait for offices, or is it simulated, and from which seed?"""

from __future__ import annotations

from enum import StrEnum

DEFAULT_SEED = 1
"""Also that of every live propagation: nothing is drawn for it."""


class ClockChoice(StrEnum):
    """Which time a propagation runs in."""

    VIRTUAL = "virtual"
    LIVE = "live"
