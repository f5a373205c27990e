"""The way back up level by level: who has answered, and how long it took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wian.delays.hop_arrays import HopColumns
from wian.delays.hop_figures import Figure, measure
from wian.delays.hop_record import HopRecord, Source
from wian.delays.upward.answering_figures import answering_days
from wian.delays.working_time import WorkingTime
from wian.reports.progress.way_back import LevelBack, WayBack


@dataclass(frozen=True, slots=True)
class LevelReturn:
    """The answers of a level, and how long they took in calendar days.

    Attributes:
        back: Who has answered.
        own: Median from the last desk to the answer, or, where offices gather, from an answer that
            came to the report that took it up; ``None`` where none is known.
        slowest: The longest of them.
        travel: Median from the answer to the last desk of whoever asked.
        sources: Where the figures come from.
    """

    back: LevelBack
    own: float | None
    slowest: float | None
    travel: float | None
    sources: tuple[Source, ...]


def level_returns(
    back: WayBack, records: Sequence[HopRecord], working: WorkingTime
) -> list[LevelReturn]:
    """The levels, those who answer first before those who gather.

    Args:
        back: How far the answers are.
        records: The hops up.
        working: Working time of the offices.
    """
    found = measure(HopColumns.of(records, working.own), working, None)
    answering = answering_days(records, working)[0]
    travel = found.transit_days + found.routing_days
    gathering = found.handling_days + found.suspended_days
    return [_level(each, records, answering, travel, gathering) for each in back.levels]


def _level(
    back: LevelBack, records: Sequence[HopRecord], answering: Figure, travel: Figure, rest: Figure
) -> LevelReturn:
    here = frozenset(back.offices)
    sent = np.array([record.sender in here for record in records], dtype=np.bool_)
    held = np.array([r.recipient in here and r.forwards for r in records], dtype=np.bool_)
    own = np.concatenate([answering[sent], rest[held]])
    known = own[~np.isnan(own)]
    sources = {record.source for record, is_here in zip(records, sent, strict=True) if is_here}
    return LevelReturn(
        back,
        _median(own),
        float(known.max()) if known.size else None,
        _median(travel[sent]),
        tuple(each for each in Source if each in sources),
    )


def _median(figure: Figure) -> float | None:
    known = figure[~np.isnan(figure)]
    return float(np.median(known)) if known.size else None
