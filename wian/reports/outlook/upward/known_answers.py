"""What is known at one moment of the answers that a directive asks for?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from wian.delays.hop_arrays import InstantColumn
from wian.delays.working_time import WorkingTime
from wian.jurisdictions.instant import Instant
from wian.reports.outlook.monte_carlo.known_times import position_bounds
from wian.reports.outlook.monte_carlo.normal_law import Numbers
from wian.reports.outlook.monte_carlo.office_tree import OfficeTree
from wian.reports.outlook.monte_carlo.stage_laws import Rows

ISSUED, RECEIVED, READY = range(3)
"""Instants of an answer on its way: given, at the first desk of whoever asked, at the last."""


class SentUp(NamedTuple):
    """An answer that an office sent up.

    Attributes:
        issued: When it was given.
        received: When the first desk of whoever asked had it; ``None`` while it has not.
        ready: The same of the last desk.
    """

    issued: Instant
    received: Instant | None
    ready: Instant | None


@dataclass(frozen=True, slots=True)
class AnswersSoFar:
    """What was known of a directive's answers at a moment.

    Attributes:
        given: When each office gave its own answer, where it has.
        sent: What went up: own answers of those who gather none, and reports that lack nothing.
        typed: An answer that is no report is there as soon as it is given, as at the desk.
    """

    given: Mapping[str, Instant] = field(default_factory=dict)
    sent: Mapping[str, SentUp] = field(default_factory=dict)
    typed: bool = True


@dataclass(frozen=True, slots=True)
class KnownAnswers:
    """The same by row of the offices, as working positions from now; NaN where it is not known.

    Attributes:
        given: Own answers, by the clock of who gave them; shape (offices,).
        sent: The instants of what went up: when it was given, by the clock of who gave it, and
            when it came, by the clock of whoever asked. Shape (3, offices).
        typed: As above.
    """

    given: Numbers
    sent: Numbers
    typed: bool


def known_answers(
    so_far: AnswersSoFar, tree: OfficeTree, now: Numbers, working: WorkingTime
) -> KnownAnswers:
    """What was known, by row.

    Args:
        so_far: What was known at the moment.
        tree: The offices.
        now: The working position of the moment, by the clock of each office.
        working: Working time of the offices.

    Raises:
        OutsideCalendarError: A moment lies outside the calendar.
    """
    rows = [at for at, office in enumerate(tree.offices) if office in so_far.sent]
    here, sent = np.array(rows, dtype=np.int64), np.full((3, len(tree)), np.nan)
    up = [so_far.sent[tree.offices[at]] for at in rows]
    above = tree.parent[here]
    sent[ISSUED, here] = _positions([each.issued for each in up], here, tree, now, working)
    sent[RECEIVED, here] = _positions([each.received for each in up], above, tree, now, working)
    sent[READY, here] = _positions([each.ready for each in up], above, tree, now, working)
    own = [at for at, office in enumerate(tree.offices) if office in so_far.given]
    given, gave = np.full(len(tree), np.nan), np.array(own, dtype=np.int64)
    moments = [so_far.given[tree.offices[at]] for at in own]
    given[gave] = _positions(moments, gave, tree, now, working)
    return KnownAnswers(given, sent, so_far.typed)


def _positions(
    instants: list[Instant | None] | list[Instant],
    clocks: Rows,
    tree: OfficeTree,
    now: Numbers,
    working: WorkingTime,
) -> Numbers:
    """The latest positions that instants may have, by the clocks of offices, none after now."""
    if not instants:
        return np.zeros(0)
    own = working.own.parts([tree.offices[each] for each in clocks]) if working.own else None
    bounds = position_bounds(InstantColumn.of(instants), own, working)[:, 1]
    return np.minimum(bounds - now[clocks], 0)
