"""What held up answers on their way back: the last answer's chain, and what others waited for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from hierarchy.route.way_up import WayUp
from wian.delays.hop_record import HopRecord, Source
from wian.delays.local_clock import DAY
from wian.jurisdictions.instant import Instant


class AnswerPart(StrEnum):
    """What an office's answer takes its time for."""

    ANSWERING = "answering"
    """From its last desk's stamp to its answer."""
    REPORTING = "reporting"
    """From the last answer that it waits for to its report."""
    TRAVEL = "travel"
    """From its answer or report to the last desk of whoever asked."""


@dataclass(frozen=True, slots=True)
class HeldAnswers:
    """One part at one office.

    Attributes:
        office: Whose answer or report it is.
        part: What the time went on.
        days: Calendar days; up to now where it is open.
        waited: How many asked offices' answers waited for it.
        open: It is not over.
        source: Where it comes from; ``None`` where nothing came of it yet.
        half: How many days earlier the origin would have all answers, had it taken half as long;
            ``None`` while they are not all there.
    """

    office: str
    part: AnswerPart
    days: float
    waited: int
    open: bool
    source: Source | None
    half: float | None = None

    @property
    def answer_days(self) -> float:
        """Days times the answers that waited."""
        return self.days * self.waited


@dataclass(frozen=True, slots=True)
class AnswerBottlenecks:
    """What held up the answers to a directive.

    Attributes:
        complete: The origin has all of them.
        chain: The parts of the last answer's way, the first one first; of a way that is not
            complete that of the branch for which most answers wait.
        parts: All parts, those for which answers waited longest together first.
    """

    complete: bool
    chain: tuple[HeldAnswers, ...]
    parts: tuple[HeldAnswers, ...]


def answer_bottlenecks(
    way: WayUp,
    ready: Mapping[str, Instant | None],
    own: Mapping[str, Instant],
    records: Iterable[HopRecord],
    now: Instant,
) -> AnswerBottlenecks:
    """What held up answers.

    Args:
        way: Who answers to whom.
        ready: When each office's last desk had the directive.
        own: When each office gave its own answer.
        records: Hops up; of an office's several the last one counts.
        now: Until when open parts last.
    """
    found = _Answers(way, ready, own, {each.sender: each for each in records}, now.minute)
    parts = [part for office in way.wave_of for part in found.parts(office)]
    last = found.chain()
    half = {(each.office, each.part): found.saved(each) for each in last} if found.complete else {}
    told = [replace(each, half=half.get((each.office, each.part), _none(found))) for each in parts]
    by_part = {(each.office, each.part): each for each in told}
    told.sort(key=lambda each: (-each.answer_days, each.office, each.part))
    chain = tuple(by_part[each.office, each.part] for each in last)
    return AnswerBottlenecks(found.complete, chain, tuple(told))


def _none(found: _Answers) -> float | None:
    """What halving a part saves that the last answer did not wait for."""
    return 0.0 if found.complete else None


class _Answers:
    """The answers as moments, in UTC minutes."""

    def __init__(
        self,
        way: WayUp,
        ready: Mapping[str, Instant | None],
        own: Mapping[str, Instant],
        sent: Mapping[str, HopRecord],
        now: int,
    ) -> None:
        self._way, self._ready, self._own, self._sent, self._now = way, ready, own, sent, now
        self._there: dict[str, int | None] = {}
        for office in (*way.wave_of, way.route.origin):
            if way.gathers(office):
                self._there[office] = _last(self._awaited(office))

    @property
    def complete(self) -> bool:
        """Whether the origin has all answers."""
        return self._there.get(self._way.route.origin) is not None

    def _awaited(self, office: str) -> list[int | None]:
        """When all that an office waits for was there."""
        waits: list[int | None] = [self._arrived(each) for each in self._way.children[office]]
        if office in self._way.asked:
            given = self._own.get(office)
            waits.append(given.minute if given else None)
        return waits

    def _arrived(self, office: str) -> int | None:
        sent = self._sent.get(office)
        return sent.ready.minute if sent and sent.ready else None

    def _begun(self, office: str) -> int | None:
        if self._way.gathers(office):
            return self._there[office]
        at = self._ready.get(office)
        return at.minute if at else None

    def parts(self, office: str) -> Iterator[HeldAnswers]:
        """What an office's answer took, as far as it is known."""
        gathers, sent, begun = (
            self._way.gathers(office),
            self._sent.get(office),
            self._begun(office),
        )
        own = AnswerPart.REPORTING if gathers else AnswerPart.ANSWERING
        issued = sent.issued.minute if sent and sent.issued else None
        if begun is not None and (issued is None or issued >= begun):
            yield self._part(office, own, begun, issued)
        if issued is not None:
            yield self._part(office, AnswerPart.TRAVEL, issued, self._arrived(office))

    def _part(self, office: str, part: AnswerPart, begun: int, ended: int | None) -> HeldAnswers:
        days = max((self._now if ended is None else ended) - begun, 0) / DAY
        sent, waited = self._sent.get(office), self._way.asked_below[office]
        return HeldAnswers(office, part, days, waited, ended is None, sent.source if sent else None)

    def chain(self) -> Sequence[HeldAnswers]:
        """The parts of the way of the last answer, or of the branch that most wait for."""
        way, at, found = self._way, self._way.route.origin, list[HeldAnswers]()
        while way.gathers(at):
            at = max(way.children[at], key=self._lateness)
            found[:0] = self.parts(at)
        return found

    def _lateness(self, office: str) -> tuple[bool, int, int, str]:
        arrived = self._arrived(office)
        missing = arrived is None
        return missing, self._way.asked_below[office] if missing else 0, arrived or 0, office

    def saved(self, part: HeldAnswers) -> float:
        """How many days earlier the origin has all answers where a part takes half as long."""
        way, at, less = self._way, part.office, part.days * DAY / 2
        while (above := way.asker(at)) is not None:
            others = [each for each in self._others(above, at) if each is not None]
            arrived = self._arrived(at) or 0
            less = min(less, arrived - max(others, default=arrived - less))
            if less <= 0:
                return 0.0
            at = above
        return less / DAY

    def _others(self, above: str, office: str) -> list[int | None]:
        waits = [self._arrived(each) for each in self._way.children[above] if each != office]
        if above in self._way.asked and (given := self._own.get(above)):
            waits.append(given.minute)
        return waits


def _last(moments: Sequence[int | None]) -> int | None:
    known = [each for each in moments if each is not None]
    return max(known) if known and len(known) == len(moments) else None
