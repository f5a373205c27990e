"""Which requests a letter carries, for its addressees or for those below them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hierarchy.graph import Hierarchy
from hierarchy.office import Office
from hierarchy.route.route import Hop, Route
from hierarchy.route.selector import select
from wian.jurisdictions.jurisdiction import Wording
from wian.letters.composition.vocabulary import Vocabulary
from wian.letters.directive import Directive


@dataclass(frozen=True, slots=True)
class Point:
    """One ask as a letter carries it.

    Attributes:
        named: Who is to do it.
        text: What.
        passed: No addressee of this letter is among them: the addressees pass it on.
        answer_by: Last day for their answer, where one is asked for.
    """

    named: str
    text: str
    passed: bool
    answer_by: date | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What one letter wants of its addressees.

    Attributes:
        points: The asks that concern them or somebody below them.
        act: Some ask is for an addressee of the letter.
        pass_on: Some addressee forwards.
        all_do_both: Every addressee forwards and is asked something itself.
        through: The forwarding addressees, as a group.
        whom: Those below, whom they pass it on to, as a group.
        reach: Which of those, seen from the forwarders ("in its area").
    """

    points: tuple[Point, ...]
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

    @property
    def answers(self) -> tuple[tuple[str, bool, date], ...]:
        """Who is to answer, whether the addressees pass it on to them, and by which day."""
        wanted = [(p.named, p.passed, p.answer_by) for p in self.points if p.answer_by]
        return tuple(dict.fromkeys(wanted))


class Asking:
    """The asks of a directive, spread over a route.

    A set of asks is held as the bits of one number, so that a route of a hundred thousand hops
    is gone through once.
    """

    def __init__(
        self,
        hierarchy: Hierarchy,
        route: Route,
        directive: Directive,
        words: Vocabulary,
        wording: Wording,
    ) -> None:
        self._hierarchy, self._directive = hierarchy, directive
        self._words, self._wording = words, wording
        self._names: list[str] = []
        self._asked: dict[str, int] = {}
        for number, ask in enumerate(directive.asks):
            targets = set(select(hierarchy, [ask.to])).intersection(route.offices[1:])
            self._names.append(ask.named or self._group(sorted(targets)))
            for office in targets:
                self._asked[office] = self._asked.get(office, 0) | 1 << number
        self._below = _gathered(route, self._asked)
        self._last = self._group(route.addressees)

    def request(self, hops: Sequence[Hop], *, named_more_widely: bool) -> Request:
        """What the letter that makes these hops wants.

        Args:
            hops: The hops, all of one sender.
            named_more_widely: The letter names more addressees than the route does, so that its
                forwarders cannot be named as a group.
        """
        direct = _union(self._asked, [hop.recipient for hop in hops])
        forwarders = [hop.recipient for hop in hops if hop.forwards]
        below = _union(self._below, forwarders)
        offices = [self._hierarchy.office(office) for office in forwarders]
        return Request(
            points=tuple(self._points(direct, below)),
            act=bool(direct),
            pass_on=bool(forwarders),
            all_do_both=all(hop.forwards and self._asked.get(hop.recipient) for hop in hops),
            through="" if named_more_widely else self._through(offices),
            whom=self._whom(below),
            reach=self._words.reach(offices) if offices else "",
        )

    def _points(self, direct: int, below: int) -> Iterator[Point]:
        for number, ask in enumerate(self._directive.asks):
            if (direct | below) >> number & 1:
                passed = not direct >> number & 1
                yield Point(self._names[number], ask.text, passed, ask.answer_by)

    def _through(self, forwarders: Sequence[Office]) -> str:
        if len(forwarders) == 1:
            return forwarders[0].name
        return self._wording.join(self._words.nouns(forwarders)) if forwarders else ""

    def _whom(self, below: int) -> str:
        names = dict.fromkeys(
            name for number, name in enumerate(self._names) if below >> number & 1
        )
        return self._wording.join(tuple(names)) if names else self._last

    def _group(self, offices: Sequence[str]) -> str:
        members = [self._hierarchy.office(office) for office in offices]
        nouns = self._words.nouns(members) if members else (self._words.unknown["noun"],)
        return self._wording.join(nouns)


def _gathered(route: Route, asked: Mapping[str, int]) -> dict[str, int]:
    """For each forwarder, the asks of everybody below it."""
    below: dict[str, int] = {}
    for hop in reversed(route.hops):
        mine = asked.get(hop.recipient, 0) | below.get(hop.recipient, 0)
        below[hop.sender] = below.get(hop.sender, 0) | mine
    return below


def _union(asks: Mapping[str, int], offices: Sequence[str]) -> int:
    found = 0
    for office in offices:
        found |= asks.get(office, 0)
    return found
