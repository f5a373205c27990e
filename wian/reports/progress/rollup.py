"""At every office: how many of those below it have received, and have answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hierarchy.route.route import Route
from wian.reports.progress.answers import AnswerStanding
from wian.reports.progress.delivery import Standing

_Counts = NDArray[np.int64]
_STANDINGS = len(Standing)
_COLUMN = {name: column for column, name in enumerate((*Standing, *AnswerStanding))}


@dataclass(frozen=True, slots=True)
class RollUp:
    """What an office sees of those below it: whoever it, or an office under it, writes to.

    Attributes:
        office: Its id.
        below: How many they are: those confirmed, silent and unreachable.
        confirmed: A desk of them has stamped.
        silent: A letter was issued to them, and no desk has stamped.
        unreachable: They cannot know: nobody has written to them yet.
        asked: How many of them are asked for an answer: in time, late, missing and pending.
        in_time: They answered by the day that was named.
        late: They answered after it.
        missing: They have not answered, and the day is over.
        pending: They have not answered, and there is time.
    """

    office: str
    below: int
    confirmed: int
    silent: int
    unreachable: int
    asked: int
    in_time: int
    late: int
    missing: int
    pending: int


def roll_up(
    route: Route, standing: Mapping[str, Standing], answers: Mapping[str, AnswerStanding]
) -> dict[str, RollUp]:
    """The roll-up of every office of a route, in the route's order; one pass, from below.

    Args:
        route: The plan.
        standing: The standing of every office that it reaches.
        answers: Where the answer of each stands that is asked for one.
    """
    offices = route.offices
    place = {office: index for index, office in enumerate(offices)}
    own = _own(offices[1:], standing, answers)
    below = np.zeros_like(own)
    for wave in reversed(route.waves):
        hops = wave.hops
        children = np.array([place[hop.recipient] for hop in hops])
        parents = np.array([place[hop.sender] for hop in hops])
        np.add.at(below, parents, own[children] + below[children])
    rows = zip(offices, below.tolist(), strict=True)
    return {office: _roll_up(office, counts) for office, counts in rows}


def _own(
    recipients: tuple[str, ...],
    standing: Mapping[str, Standing],
    answers: Mapping[str, AnswerStanding],
) -> _Counts:
    """A row an office, the origin first: one for its standing, one for its answer's."""
    counts = np.zeros((len(recipients) + 1, len(_COLUMN)), dtype=np.int64)
    known = np.array([_COLUMN[standing[office]] for office in recipients], dtype=np.int64)
    counts[np.arange(1, len(recipients) + 1), known] = 1
    asked = [row for row, office in enumerate(recipients, start=1) if office in answers]
    stand = [_COLUMN[answers[recipients[row - 1]]] for row in asked]
    counts[asked, stand] = 1
    return counts


def _roll_up(office: str, counts: list[int]) -> RollUp:
    standing, answers = counts[:_STANDINGS], counts[_STANDINGS:]
    return RollUp(office, *[sum(standing), *standing, sum(answers), *answers])
