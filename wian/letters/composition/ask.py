"""Which requests a letter carries, for its addressees or for those below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from hierarchy.graph import Hierarchy
from hierarchy.office import Office
from hierarchy.route.route import Hop, Route
from hierarchy.route.selector import marks
from wian.jurisdictions.jurisdiction import Wording
from wian.letters.composition.address import MOST_NAMED
from wian.letters.composition.vocabulary import Vocabulary
from wian.letters.directive import Directive

_Positions = NDArray[np.intp]
_NAMED = 256
"""Names of those asked that are remembered: letters of a wave name nearly the same."""


@dataclass(frozen=True, slots=True)
class Point:
    """One ask as a letter carries it.

    Attributes:
        named: Who is to do it.
        text: What.
        passed: No addressee of this letter is among them: the addressees pass it on.
    """

    named: str
    text: str
    passed: bool


@dataclass(frozen=True, slots=True)
class AnswerWanted:
    """An answer that a letter asks for.

    Attributes:
        named: Who is to answer.
        passed: No addressee of this letter is among them: the addressees pass it on.
        day: Last day for it.
        points: Numbers of the points that it is to, from 1; none where it is to all of them.
    """

    named: str
    passed: bool
    day: date
    points: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """What one letter wants of its addressees.

    Attributes:
        points: The asks that concern them or somebody below them; none in a letter for
            information.
        answers: Who of these is to answer, and by which day.
        act: Some ask is for an addressee of the letter.
        pass_on: Some addressee forwards.
        all_do_both: Every addressee forwards and is asked something itself.
        through: The forwarding addressees, as a group.
        whom: Those below, whom they pass it on to, as a group.
        reach: Which of those, seen from the forwarders ("in its area").
    """

    points: tuple[Point, ...]
    answers: tuple[AnswerWanted, ...]
    act: bool
    pass_on: bool
    all_do_both: bool
    through: str
    whom: str
    reach: str

    @property
    def alike(self) -> bool:
        """All points are for the same ones, in the same way."""
        return len({(point.named, point.passed) for point in self.points}) == 1


class Asking:
    """The asks of a directive, spread over a route.

    An ask is in parts, one for each level of those asked, so that a letter names only those of
    levels that it reaches. A set of parts is held as the bits of one number, so that a route of a
    hundred thousand hops is gone through once.
    """

    def __init__(
        self,
        hierarchy: Hierarchy,
        route: Route,
        directive: Directive,
        words: Vocabulary,
        wording: Wording,
    ) -> None:
        self._hierarchy, self._directive, self._route = hierarchy, directive, route
        self._words, self._wording = words, wording
        reached = route.reached(hierarchy)
        targets = [np.flatnonzero(reached & marks(hierarchy, [ask.to])) for ask in directive.asks]
        self._named = lru_cache(_NAMED)(self._in_words)
        self._apart = self._told_apart(targets)
        self._parts: list[tuple[Office, ...]] = []
        self._masks = [0] * len(targets)
        self._by_day: list[dict[date | None, int]] = [{} for _ in targets]
        self._asked = [0] * len(hierarchy.offices)
        for number, offices in enumerate(targets):
            self._spread(number, offices)
        self._below = self._gathered(self._asked)

    def request(self, hops: Sequence[Hop], *, named_more_widely: bool) -> Request:
        """What the letter that makes these hops wants.

        Args:
            hops: The hops, all of one sender.
            named_more_widely: The letter names more addressees than the route does, so that its
                forwarders cannot be named as a group.
        """
        direct = self._union(self._asked, [hop.recipient for hop in hops])
        forwarders = [hop.recipient for hop in hops if hop.forwards]
        below = self._union(self._below, forwarders)
        offices = [self._hierarchy.office(office) for office in forwarders]
        points = dict(self._points(direct, below))
        return Request(
            points=tuple(points.values()),
            answers=self._answers(direct, below, list(points)),
            act=bool(direct),
            pass_on=bool(forwarders),
            all_do_both=all(
                hop.forwards and self._union(self._asked, [hop.recipient]) for hop in hops
            ),
            through="" if named_more_widely else self._through(offices),
            whom=self._whom(below, forwarders),
            reach=self._words.reach(offices) if offices else "",
        )

    def _told_apart(self, targets: Sequence[_Positions]) -> list[bool]:
        """Whether those of each ask are named one by one: a few whom a name would not tell from
        those of another.
        """
        asks = self._directive.asks
        names = [a.named or self._group(t) for a, t in zip(asks, targets, strict=True)]
        meant: dict[str, set[bytes]] = {}
        for name, offices in zip(names, targets, strict=True):
            meant.setdefault(name, set()).add(offices.tobytes())
        return [
            len(meant[name]) > 1 and not ask.named and len(offices) <= MOST_NAMED
            for ask, name, offices in zip(asks, names, targets, strict=True)
        ]

    def _spread(self, number: int, offices: _Positions) -> None:
        """Enter an ask: a part for each level or office, and its bit for each office in it."""
        ask, levels = self._directive.asks[number], self._hierarchy.offices.levels
        level = np.frombuffer(levels.numbers, np.uint32)[offices]
        part = offices if self._apart[number] else level
        parts, first = np.unique(part, return_index=True)
        for each in parts[np.argsort(first)].tolist():
            members = offices[part == each]
            bit = 1 << len(self._parts)
            self._parts.append(tuple(self._hierarchy.one_of_each_at(members)))
            self._masks[number] |= bit
            day = ask.day_for(levels[members[0]])
            self._by_day[number][day] = self._by_day[number].get(day, 0) | bit
            for office in members.tolist():
                self._asked[office] |= bit

    def _in_words(self, number: int, mask: int, given: str | None) -> str:
        """What those of an ask are called together, of whom a set of parts has some.

        Args:
            number: Number of the ask.
            mask: The parts, all of this ask.
            given: The author's name for them, if there is one that fits.
        """
        members = self._members(mask)
        if self._apart[number]:
            return self._wording.join([member.name for member in members])
        return given or self._wording.join(self._words.nouns(members))

    def _members(self, mask: int) -> list[Office]:
        """One of each level and kind in a set of parts."""
        found = (part for place, part in enumerate(self._parts) if mask >> place & 1)
        return list(chain.from_iterable(found))

    def _all_named(self, mask: int) -> tuple[str, ...]:
        """What those in a set of parts are called, whatever their asks, each once."""
        names: list[str] = []
        alike = 0
        for ask, apart, parts in zip(self._directive.asks, self._apart, self._masks, strict=True):
            mine = mask & parts
            if apart:
                names += [member.name for member in self._members(mine)]
            elif mine and ask.named:
                names.append(ask.named)
            else:
                alike |= mine
        nouns = self._words.nouns(self._members(alike)) if alike else ()
        return tuple(dict.fromkeys((*names, *nouns)))

    def _points(self, direct: int, below: int) -> Iterator[tuple[int, Point]]:
        for number, ask in enumerate(self._directive.asks):
            if mine := (direct | below) & self._masks[number]:
                named = self._named(number, mine, ask.named)
                yield number, Point(named, ask.text, not direct & mine)

    def _answers(self, direct: int, below: int, asks: Sequence[int]) -> tuple[AnswerWanted, ...]:
        """The answers that are asked for; each says to which points, unless all are to all."""
        wanted: dict[tuple[str, bool, date], list[int]] = {}
        for point, number in enumerate(asks, start=1):
            days = self._by_day[number]
            given = self._directive.asks[number].named if len(days) == 1 else None
            for day, mask in days.items():
                if day is not None and (mine := (direct | below) & mask):
                    named = self._named(number, mine, given)
                    wanted.setdefault((named, not direct & mine, day), []).append(point)
        everything = [*range(1, len(asks) + 1)]
        alike = all(numbers == everything for numbers in wanted.values())
        return tuple(
            AnswerWanted(*whose, () if alike else tuple(numbers))
            for whose, numbers in wanted.items()
        )

    def _through(self, forwarders: Sequence[Office]) -> str:
        if len(forwarders) == 1:
            return forwarders[0].name
        return self._wording.join(self._words.nouns(forwarders)) if forwarders else ""

    def _whom(self, below: int, forwarders: Sequence[str]) -> str:
        """Those below who are asked something; the addressees below where nobody is."""
        if below:
            return self._wording.join(self._all_named(below))
        alike, under = self._addressees_below
        found = self._union(under, forwarders)
        return self._group([one for place, one in enumerate(alike) if found >> place & 1] or alike)

    @cached_property
    def _addressees_below(self) -> tuple[list[int], list[int]]:
        """One addressee of each level and kind; and for each forwarder which of those are below."""
        levels, kinds = (
            self._hierarchy.offices.levels.numbers,
            self._hierarchy.offices.kinds.numbers,
        )
        places: dict[tuple[int, int], int] = {}
        alike: list[int] = []
        mine = [0] * len(levels)
        for at in np.flatnonzero(self._route.addressed(self._hierarchy)).tolist():
            place = places.setdefault((levels[at], kinds[at]), len(alike))
            if place == len(alike):
                alike.append(at)
            mine[at] = 1 << place
        return alike, self._gathered(mine)

    def _group(self, offices: Sequence[int] | _Positions) -> str:
        members = self._hierarchy.one_of_each_at(offices)
        nouns = self._words.nouns(members) if members else (self._words.unknown["noun"],)
        return self._wording.join(nouns)

    def _gathered(self, asked: Sequence[int]) -> list[int]:
        """For each forwarder, the asks of everybody below it."""
        below = [0] * len(asked)
        for sender, recipient in self._route.ends(self._hierarchy):
            below[sender] |= asked[recipient] | below[recipient]
        return below

    def _union(self, asks: Sequence[int], offices: Iterable[str]) -> int:
        found = 0
        for office in offices:
            found |= asks[self._hierarchy.position(office)]
        return found
