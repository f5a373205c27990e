"""What is known of one hop, whatever its source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wian.delays.rests import GOES_ON, Rest
from wian.jurisdictions.instant import Instant


class Source(StrEnum):
    """Where a figure comes from."""

    LIVE = "live"
    OBSERVED = "observed"
    IMPORTED = "imported"
    SIMULATED = "simulated"


class Direction(StrEnum):
    """Which way a hop goes."""

    DOWN = "down"
    """An office forwards the directive."""
    UP = "up"
    """An office answers whoever wrote to it."""


@dataclass(frozen=True, slots=True)
class HopRecord:
    """What is known of one hop.

    Attributes:
        propagation: Id of the propagation.
        directive: Id of the directive.
        wave: Wave number, from 1.
        sender: Office that wrote.
        recipient: Office that received.
        letter_number: Number of the sender's letter; ``None`` where unknown.
        source: Where the record comes from; ``observed`` only where every instant in it is.
        issued: The sender issued its letter.
        received: First desk of the recipient stamped it.
        ready: Last desk of the recipient stamped it.
        forwarded: The recipient issued its own letter; ``None`` while it has not.
        forwards: The recipient has to forward (an unforwarded one is *open*).
        receipt_number: Number that the recipient's first desk gave it; ``None`` where unknown.
        recognised: The sender's or the recipient's letter was recognised from a picture (OCR), so
            that nothing of it is sure.
        part: Which of the sender's letters brought it: 0 for the first. A later one may have gone
            out after the sender forwarded.
        rests: When the recipient's clock rested while it waited for another office.
        way: Whether it brings the directive down or an answer up.
        asked: On the way up, when the sender's last desk had what it answers; ``None`` where it
            gathered answers of others, and while it is not known.
    """

    propagation: str
    directive: str
    wave: int
    sender: str
    recipient: str
    letter_number: str | None
    source: Source
    issued: Instant | None
    received: Instant | None
    ready: Instant | None
    forwarded: Instant | None
    forwards: bool
    receipt_number: str | None = None
    recognised: bool = False
    part: int = 0
    rests: tuple[Rest, ...] = ()
    way: Direction = Direction.DOWN
    asked: Instant | None = None

    @property
    def rests_still(self) -> bool:
        """The recipient's clock rests: it was stopped, and nothing has started it again."""
        return bool(self.rests) and self.rests[-1].ended == GOES_ON and self.forwarded is None

    @property
    def open(self) -> bool:
        """The hop is not finished: not received and ready, or to be forwarded and not yet."""
        return self.ready is None or (self.forwards and self.forwarded is None)
