"""At every office: how many of those below it have received, and have answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hierarchy.route.route_places import RoutePlaces
from wian.reports.progress.answers import AnswerStanding
from wian.reports.progress.delivery import Standing, Standings

_Counts = NDArray[np.int32]
_STANDINGS, _COLUMNS = len(Standing), len(Standing) + len(AnswerStanding)


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


@dataclass(frozen=True, eq=False)
class RollUps(Mapping[str, RollUp]):
    """The roll-up of every office of a route, in the route's order.

    Attributes:
        places: The route's offices.
        counts: What stands below each, a column for each standing; shape (offices, standings).
    """

    places: RoutePlaces
    counts: _Counts

    def __getitem__(self, office: str) -> RollUp:
        place = self.places.place(office)
        if place < 0:
            raise KeyError(office)
        found = self.counts[place].tolist()
        standing, answers = found[:_STANDINGS], found[_STANDINGS:]
        return RollUp(office, *[sum(standing), *standing, sum(answers), *answers])

    def __iter__(self) -> Iterator[str]:
        return iter(self.places.offices)

    def __len__(self) -> int:
        return len(self.places.offices)


def roll_up(standing: Standings, answers: NDArray[np.int8]) -> RollUps:
    """The roll-up of every office of a route; one pass, from below.

    Args:
        standing: The standing of every office that it reaches.
        answers: Where their answers stand, as ``answer_codes`` gives it.
    """
    places = standing.places
    own = np.zeros((len(places.offices), _COLUMNS), dtype=np.int32)
    rows = np.arange(1, len(own))
    own[rows, standing.codes] = 1
    asked = answers >= 0
    own[rows[asked], _STANDINGS + answers[asked]] = 1
    below = np.zeros_like(own)
    for hops in reversed(list(places.waves)):
        those = slice(hops.start + 1, hops.stop + 1)
        np.add.at(below, places.senders[hops], own[those] + below[those])
    return RollUps(places, below)
