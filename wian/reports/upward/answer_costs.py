"""What the way back up cost: how long offices answered, how long answers travelled, who waited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from wian.delays.hop_arrays import HopColumns
from wian.delays.hop_figures import Figure, measure
from wian.delays.hop_record import HopRecord, Source
from wian.delays.upward.answering_figures import answering_days
from wian.delays.working_time import WorkingTime
from wian.reports.offices_in_words import Namer


class AnswerStretch(StrEnum):
    """The three parts of a hop on the way up."""

    ANSWERING = "answering"
    TRAVEL = "travel"
    GATHERING = "gathering"


@dataclass(frozen=True, slots=True)
class AnswerSegment:
    """One stretch of one wave of the way up, over all its hops of one source.

    Attributes:
        wave: Wave number, from 1: the one farthest from the origin.
        stretch: Answering (last desk to answer), travel (answer to the asker's last desk) or
            gathering (that desk to the asker's own report, others waited for).
        name: In words.
        hops: How many finished hops the figures are of.
        open_hops: How many are not finished.
        days, working_days: Median length.
        slowest_days: Longest, in calendar days.
        source: Where the figures come from.
    """

    wave: int
    stretch: AnswerStretch
    name: str
    hops: int
    open_hops: int
    days: float | None
    working_days: float | None
    slowest_days: float | None
    source: Source


@dataclass(frozen=True, slots=True)
class LateAnswers:
    """Answers against their days.

    Attributes:
        due: Answers that the directive names a day for.
        late: How many of them arrived after it, or have not arrived and it is over.
        arrived: How many of them have arrived.
        last: The day on which the last answer reached the origin; ``None`` while not all have.
    """

    due: int
    late: int
    arrived: int
    last: date | None


def answer_segments(
    records: Sequence[HopRecord], namer: Namer, working: WorkingTime
) -> list[AnswerSegment]:
    """The table of the way up: wave by wave, answering before travel before gathering."""
    figures = _figures(records, working)
    rows = []
    for wave, source in sorted({(record.wave, record.source) for record in records}):
        at = [i for i, r in enumerate(records) if r.wave == wave and r.source is source]
        for stretch in AnswerStretch:
            index = [i for i in at if _has(records[i], stretch)]
            if index:
                name = _name(stretch, [records[i] for i in index], namer)
                of = tuple(figure[index] for figure in figures[stretch])
                rows.append(_segment(wave, stretch, name, source, *of))
    return rows


def late_answers(
    records: Sequence[HopRecord], days: Mapping[str, date], working: WorkingTime, today: date
) -> LateAnswers:
    """How many answers arrived after their day.

    Args:
        records: Hops of the way up.
        days: By which day each office is to have answered.
        working: Tells the local date.
        today: Until when what has not arrived may still be in time.
    """
    day_of = working.clocks.day_of
    due = [record for record in records if record.sender in days]
    there = [(r, day_of(r.recipient, r.received)) for r in due if r.received is not None]
    late = sum(day > days[record.sender] for record, day in there)
    silent = sum(r.received is None and days[r.sender] < today for r in due)
    top = [r for r in records if not r.forwards]
    ready = [day_of(r.recipient, r.ready) for r in top if r.ready is not None]
    last = max(ready) if ready and len(ready) == len(top) else None
    return LateAnswers(len(due), late + silent, len(there), last)


def _figures(
    records: Sequence[HopRecord], working: WorkingTime
) -> dict[AnswerStretch, tuple[Figure, Figure]]:
    found = measure(HopColumns.of(records, working.own), working, None)
    return {
        AnswerStretch.ANSWERING: answering_days(records, working),
        AnswerStretch.TRAVEL: (
            found.transit_days + found.routing_days,
            found.transit_working_days + found.routing_working_days,
        ),
        AnswerStretch.GATHERING: (
            found.handling_days + found.suspended_days,
            found.handling_working_days + found.suspended_working_days,
        ),
    }


def _has(record: HopRecord, stretch: AnswerStretch) -> bool:
    if stretch is AnswerStretch.ANSWERING:
        return record.asked is not None
    return stretch is AnswerStretch.TRAVEL or record.forwards


def _segment(  # noqa: PLR0913, PLR0917 - what a row shows
    wave: int, stretch: AnswerStretch, name: str, source: Source, days: Figure, working: Figure
) -> AnswerSegment:
    known = days[~np.isnan(days)]
    return AnswerSegment(
        wave,
        stretch,
        name,
        len(known),
        len(days) - len(known),
        _median(days),
        _median(working),
        float(known.max()) if known.size else None,
        source,
    )


def _median(figure: Figure) -> float | None:
    known = figure[~np.isnan(figure)]
    return float(np.median(known)) if known.size else None


def _name(stretch: AnswerStretch, hops: Sequence[HopRecord], namer: Namer) -> str:
    senders, recipients = (namer.many(list(dict.fromkeys(each))) for each in _ends(hops))
    if stretch is AnswerStretch.ANSWERING:
        return f"{senders}: last desk to own answer"
    if stretch is AnswerStretch.GATHERING:
        return f"{recipients}: answer to own report"
    return f"{senders} -> {recipients}"


def _ends(hops: Sequence[HopRecord]) -> Iterator[list[str]]:
    yield [hop.sender for hop in hops]
    yield [hop.recipient for hop in hops]
