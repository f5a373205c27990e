"""Who answered in time, late or not at all, and when the letter had reached them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from hierarchy.route.route import Route
from hierarchy.route.route_places import RoutePlaces
from wian.delays.hop_record import HopRecord
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.office_clocks import OfficeClock, OfficeClocks
from wian.ledger.acts import Answered
from wian.letters.answer_form.values import Values
from wian.letters.enclosed_file import KeptFile


class AnswerStanding(StrEnum):
    """Where the answer of an office stands."""

    IN_TIME = "in-time"
    """Given by the day that was named."""
    LATE = "late"
    """Given after it."""
    MISSING = "missing"
    """Not given, and the day is over."""
    PENDING = "pending"
    """Not given, and there is time."""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """The answer of one office that is asked for one.

    Attributes:
        office: Its id.
        answer_by: Last day for the answer.
        reached: When its first desk stamped the letter; ``None`` while none has.
        answered: When it answered; ``None`` while it has not.
        standing: In time, late, missing or pending.
        late_days: Days after ``answer_by``: of the answer, or of today where it is missing; 0
            where nothing is late.
        text: The answer; empty while there is none.
        files: The files that went with it.
        values: What it fills in of the directive's form.
    """

    office: str
    answer_by: date
    reached: Instant | None
    answered: Instant | None
    standing: AnswerStanding
    late_days: int
    text: str
    files: tuple[KeptFile, ...] = ()
    values: Values = field(default_factory=dict)


def answer_rows(  # noqa: PLR0913 - what the table is made of
    route: Route,
    records: Sequence[HopRecord],
    given: Mapping[str, Answered],
    wanted: Mapping[str, date],
    *,
    today: date,
    clocks: OfficeClocks,
) -> list[AnswerRow]:
    """A row for every office that is asked for an answer, in the route's order.

    Args:
        route: The plan.
        records: What the ledger holds of it, as corrected.
        given: The answer that holds, by office.
        wanted: By which day each is to answer.
        today: What is not answered by then and was due before is missing.
        clocks: The clocks of the offices: a day ends on the office's own.
    """
    reached = {record.recipient: record.received for record in records}
    return [
        answer_row(
            office,
            wanted[office],
            reached.get(office),
            given.get(office),
            today,
            clocks.of(office),
        )
        for office in (hop.recipient for hop in route.hops)
        if office in wanted
    ]


def answer_codes(
    places: RoutePlaces,
    wanted: NDArray[np.datetime64],
    given: Mapping[str, Answered],
    *,
    today: date,
    clocks: OfficeClocks,
) -> NDArray[np.int8]:
    """Where every answer stands, as its number in ``AnswerStanding``; -1 where none is asked.

    Args:
        places: The offices of the route.
        wanted: By which day each is to answer, in its order; NaT where it is not.
        given: The answer that holds, by office.
        today: What is not answered by then and was due before is missing.
        clocks: The clocks of the offices.
    """
    stands = list(AnswerStanding)
    over = wanted < np.datetime64(today, "D")
    pending, missing = map(stands.index, (AnswerStanding.PENDING, AnswerStanding.MISSING))
    codes = np.where(over, missing, pending).astype(np.int8)
    codes[np.isnat(wanted)] = -1
    asked = zip(places.of(list(given)).tolist(), given.items(), strict=True)
    for place, (office, answer) in asked:
        if place > 0 and codes[place - 1] >= 0:
            by = wanted[place - 1].astype(date)
            row = answer_row(office, by, None, answer, today, clocks.of(office))
            codes[place - 1] = stands.index(row.standing)
    return codes


def answer_row(  # noqa: PLR0913, PLR0917 - what a row is made of
    office: str,
    by: date,
    reached: Instant | None,
    given: Answered | None,
    today: date,
    clock: OfficeClock,
) -> AnswerRow:
    """The answer of one office; its arguments are those of :func:`answer_rows` for it alone."""
    if given is None:
        late = max((today - by).days, 0)
        standing = AnswerStanding.MISSING if late else AnswerStanding.PENDING
        return AnswerRow(office, by, reached, None, standing, late, "")
    answered = given.answered.instant
    late = max((clock.date(answered) - by).days, 0)
    standing = AnswerStanding.LATE if late else AnswerStanding.IN_TIME
    said = (given.text, given.files, given.values)
    return AnswerRow(office, by, reached, answered, standing, late, *said)
