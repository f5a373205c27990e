"""The events that an export holds: hops with every stamp, and what offices did."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from wian.delays.hop_record import Source
from wian.delays.working_time import working_time
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.acts import Act
from wian.ledger.database import Ledger
from wian.ledger.read.corrections import as_corrected, moments_of
from wian.ledger.read.live_letters import acts
from wian.ledger.read.recorded import receptions
from wian.ledger.records import Reception
from wian.ledger.write.propagations import load_propagation
from wian.letters.secrecy import public_subject
from wian.reports.hop_frame import INSTANTS
from wian.reports.scope.recorded_hops import frame_of

Advance = Callable[[int], None]
"""Is told how many hops more are written."""
Row = Mapping[str, Any]
SECOND = "second"
"""The precision of a moment of which the seconds are known, beside those of an instant."""


@dataclass(frozen=True, slots=True)
class SentDirective:
    """What was sent down, as an export tells it; what a file does not say is ``None``.

    Attributes:
        propagation, directive: Ids.
        origin: Id of the office that wrote first.
        clock, jurisdiction: Of the propagation.
        window_opens, window_closes: First and last day of the window.
        urgency: Mark of the letters.
        subject: What it is about, where it is not secret.
    """

    propagation: str
    directive: str
    origin: str
    clock: str | None
    jurisdiction: str
    window_opens: date | None
    window_closes: date | None
    urgency: str | None = None
    subject: str | None = None


@dataclass(frozen=True)
class Tale:
    """One propagation, as an export tells it.

    Attributes:
        sent: What was sent.
        rows: Its hops, as rows of ``wian.reports.hop_frame.SCHEMA``.
        zone: The offices' clock.
        stamps: Each recipient's stamps in the order of its desks, with the moments meant; of
            recipients that have none here, the reception is told as the row has it.
        acts: What offices did, by office and time.
    """

    sent: SentDirective
    rows: Sequence[Row]
    zone: ZoneInfo
    stamps: Mapping[str, Sequence[Reception]] = field(default_factory=dict)
    acts: Sequence[Act] = ()

    @cached_property
    def above(self) -> Mapping[tuple[str, str | None], Row]:
        """The hop by which an office had what it forwarded, by office and moment of its letter."""
        return {(row["recipient"], row["forwarded_at"]): row for row in reversed(self.rows)}

    @cached_property
    def first_letters(self) -> Mapping[str, str | None]:
        """The number of each sender's first letter: it may have written several."""
        found: dict[str, str | None] = {}
        for row in sorted(self.rows, key=lambda row: row["issued_minute"] or 0):
            found.setdefault(row["sender"], row["letter_number"])
        return found

    @property
    def revisits(self) -> bool:
        """Whether offices may have a case more than once, as in logs of other programs."""
        return any(row["source"] == Source.IMPORTED.value for row in self.rows[:1])

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
        second: Seconds within the minute, where they are known.
    """

    name: str
    at: Instant
    office: str
    stamp: Reception | None = None
    second: float | None = None

    @property
    def precision(self) -> str:
        """How precisely it is known: ``day``, ``minute`` or ``second``."""
        return SECOND if self.second is not None else self.at.precision.value

    def told(self, zone: ZoneInfo) -> str:
        """Its moment as a date and time with offset, seconds and thousandths: ISO 8601."""
        return told(self.at, zone, self.second)


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
        sent = SentDirective(
            propagation=known.id,
            directive=known.directive.id,
            origin=known.directive.origin,
            clock=known.clock.value,
            jurisdiction=known.jurisdiction,
            window_opens=known.window_opens,
            window_closes=known.window_closes,
            urgency=known.directive.urgency.value,
            subject=public_subject(known.directive),
        )
        yield Tale(sent, rows, zone, stamps, acted)


def tales_of(hops: pl.DataFrame) -> Iterator[Tale]:
    """The propagations of a frame of ``wian.reports.hop_frame.SCHEMA``, in the frame's order."""
    for part in hops.partition_by("propagation", maintain_order=True):
        rows = part.rows(named=True)
        first = min(rows, key=lambda row: row["wave"] or 0)
        sent = SentDirective(
            propagation=str(first["propagation"]),
            directive=str(first["directive"]),
            origin=str(first["sender"]),
            **{n: first[n] for n in ("clock", "jurisdiction", "window_opens", "window_closes")},
        )
        yield Tale(sent, rows, working_time(first["jurisdiction"]).clock.zone)


def events(tale: Tale, row: Row) -> Iterator[HopEvent]:
    """What happened in a hop, in order; what is not known to have happened is left out."""
    issued, received, ready, forwarded = (tale.instant(row, name) for name in INSTANTS)
    sender, recipient = row["sender"], row["recipient"]
    stamps = tale.stamps.get(recipient, ())
    if issued is not None:
        yield HopEvent("issue", issued, sender, second=row["issued_second"])
    for stamp in stamps:
        yield HopEvent("receive", stamp.at, recipient, stamp)
    if received is not None and not stamps:
        yield HopEvent("receive", received, recipient, second=row["received_second"])
    if ready is not None:
        yield HopEvent("ready", ready, recipient, second=row["ready_second"])
    if forwarded is not None:
        yield HopEvent("forward", forwarded, recipient, second=row["forwarded_second"])


def told(at: Instant, zone: ZoneInfo, second: float | None = None) -> str:
    """An instant as a date and time with offset, seconds and thousandths: ISO 8601."""
    local = at.local(zone) + timedelta(seconds=second or 0.0)
    return local.isoformat(timespec="microseconds" if _micro(second) else "milliseconds")


def _micro(second: float | None) -> bool:
    return bool(second) and round((second or 0.0) * 1e6) % 1000 > 0
