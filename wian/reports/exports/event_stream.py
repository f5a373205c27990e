"""The events that an export holds: hops with every stamp, and what offices did."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from wian.delays.working_time import working_time
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.acts import Act
from wian.ledger.database import Ledger
from wian.ledger.read.corrections import as_corrected, moments_of
from wian.ledger.read.live_letters import acts
from wian.ledger.read.recorded import receptions
from wian.ledger.records import Propagation, Reception
from wian.ledger.write.propagations import load_propagation
from wian.reports.hop_frame import INSTANTS, frame_of

Advance = Callable[[int], None]
"""Is told how many hops more are written."""
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Tale:
    """One propagation, as an export tells it.

    Attributes:
        propagation: The propagation.
        rows: Its hops, as rows of ``wian.reports.hop_frame.SCHEMA``.
        stamps: Each recipient's stamps in the order of its desks, with the moments meant.
        acts: What offices did, by office and time.
        zone: The offices' clock.
    """

    propagation: Propagation
    rows: Sequence[Row]
    stamps: Mapping[str, Sequence[Reception]]
    acts: Sequence[Act]
    zone: ZoneInfo

    def instant(self, row: Row, name: str) -> Instant | None:
        """One of a hop's four instants."""
        minute, dated = row[f"{name}_minute"], row[f"{name}_dated"]
        if minute is None:
            return None
        return Instant(minute, Precision.DAY if dated else Precision.MINUTE)


@dataclass(frozen=True, slots=True)
class HopEvent:
    """One thing that happened in a hop.

    Attributes:
        name: ``issue``, ``receive``, ``ready`` or ``forward``.
        at: When; a day is told as its midnight, and flagged.
        office: Whose doing it was.
        stamp: The stamp, where a desk received.
    """

    name: str
    at: Instant
    office: str
    stamp: Reception | None = None


NAMES = ("issue", "receive", "ready", "forward")
"""The events of a hop, in their order."""


def tales(ledger: Ledger, propagations: Iterable[str]) -> Iterator[Tale]:
    """Propagations, one at a time.

    Raises:
        UnknownPropagation: One is not recorded.
    """
    for name in dict.fromkeys(propagations):
        known = load_propagation(ledger, name)
        acted = acts(ledger, known.id)
        moments = moments_of(acted)
        stamps: dict[str, list[Reception]] = {}
        for stamp in as_corrected(receptions(ledger, known.id), moments):
            stamps.setdefault(stamp.recipient, []).append(stamp)
        zone = working_time(known.jurisdiction).clock.zone
        rows = frame_of(ledger, [known.id]).rows(named=True)
        yield Tale(known, rows, stamps, acted, zone)


def events(tale: Tale, row: Row) -> Iterator[HopEvent]:
    """What happened in a hop, in order; what is not known to have happened is left out."""
    issued, _, ready, forwarded = (tale.instant(row, name) for name in INSTANTS)
    sender, recipient = row["sender"], row["recipient"]
    if issued is not None:
        yield HopEvent("issue", issued, sender)
    for stamp in tale.stamps.get(recipient, ()):
        yield HopEvent("receive", stamp.at, recipient, stamp)
    if ready is not None:
        yield HopEvent("ready", ready, recipient)
    if forwarded is not None:
        yield HopEvent("forward", forwarded, recipient)


def told(at: Instant, zone: ZoneInfo) -> str:
    """An instant as a date and time with offset, seconds and thousandths: ISO 8601."""
    return at.local(zone).isoformat(timespec="milliseconds")
