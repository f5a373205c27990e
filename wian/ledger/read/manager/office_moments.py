"""When did a letter reach each office of a live propagation, and when did it go on from there?

A page asks this of some thousand offices: each table is read by itself, with few columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, select

from wian.delays.hop_record import HopRecord, Source
from wian.delays.rests import GOES_ON, Rest
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import Ledger
from wian.ledger.life.life import life_of
from wian.ledger.life.suspensions import read_rests
from wian.ledger.read.corrections import corrected_moments
from wian.ledger.tables import ActRow, HopRow, LetterRow, ReceptionRow

_Key = tuple[str, int]


class OfficeMoments(NamedTuple):
    """What is known of a letter at one office that it was sent to.

    Attributes:
        recipient, sender: Who received it, and who wrote.
        wave, part: In which wave, and which of the sender's letters it is.
        forwards: The office has to forward it.
        issued: When the sender issued it.
        received, ready: When its first and its last desk stamped, as corrected.
        forwarded: When it issued its own letter.
        rests: When its clock rested.
    """

    recipient: str
    sender: str
    wave: int
    part: int
    forwards: bool
    issued: Instant | None
    received: Instant | None
    ready: Instant | None
    forwarded: Instant | None
    rests: tuple[Rest, ...] = ()

    @property
    def rests_still(self) -> bool:
        """Its clock rests: it was stopped, and nothing has started it again."""
        return bool(self.rests) and self.rests[-1].ended == GOES_ON and self.forwarded is None

    def record(self, propagation: str, directive: str) -> HopRecord:
        """The same as the record of a hop, without numbers."""
        return HopRecord(
            propagation,
            directive,
            self.wave,
            self.sender,
            self.recipient,
            None,
            Source.LIVE,
            self.issued,
            self.received,
            self.ready,
            self.forwarded,
            self.forwards,
            part=self.part,
            rests=self.rests,
        )


def office_moments(ledger: Ledger, propagation: str) -> dict[str, OfficeMoments]:
    """What is known at every office that a letter of a live propagation was sent to."""
    bound = {"propagation": propagation}
    known: dict[tuple[int, str], Instant] = {}

    def instant(minute: int, precision: str) -> Instant:
        key = (minute, precision)
        if (found := known.get(key)) is None:
            found = known[key] = Instant(minute, Precision(precision))
        return found

    with ledger.reading() as connection:
        hops = connection.execute(_hops(), bound).all()
        issued = {
            (office, part): instant(minute, precision)
            for office, part, minute, precision in connection.execute(_letters(), bound)
        }
        stamps: dict[_Key, Instant] = {
            (office, desk): instant(minute, precision)
            for office, desk, minute, precision in connection.execute(_stamps(), bound)
        }
        stamps.update(corrected_moments(connection, propagation))
        growth = life_of(connection, propagation).growth
        rests: Mapping[str, tuple[Rest, ...]] = read_rests(connection, propagation)
    return {
        office: OfficeMoments(
            office,
            sender,
            wave,
            part,
            growth.forwards(office, sent=forwards),
            issued.get((sender, part)),
            stamps.get((office, 0)),
            stamps.get((office, desks - 1)),
            issued.get((office, 0)),
            rests.get(office, ()),
        )
        for office, sender, wave, part, desks, forwards in hops
    }


# Statements are built once: that costs more than asking.


@cache
def _hops() -> Select[Any]:
    return select(
        HopRow.recipient, HopRow.sender, HopRow.wave, HopRow.part, HopRow.desks, HopRow.forwards
    ).where(HopRow.propagation == bindparam("propagation"))


@cache
def _letters() -> Select[Any]:
    return select(
        LetterRow.office, LetterRow.part, LetterRow.issued_minute, LetterRow.issued_precision
    ).where(LetterRow.propagation == bindparam("propagation"))


@cache
def _stamps() -> Select[Any]:
    return select(
        ReceptionRow.recipient,
        ReceptionRow.position,
        ReceptionRow.at_minute,
        ReceptionRow.at_precision,
    ).where(ReceptionRow.propagation == bindparam("propagation"))


@cache
def _acted() -> Select[Any]:
    return select(ActRow.office).where(
        ActRow.propagation == bindparam("propagation"), ActRow.kind == bindparam("kind")
    )
