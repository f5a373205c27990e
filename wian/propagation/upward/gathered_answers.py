"""What has an office of the answers below it, and what do they come to?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from wian.ledger.acts import Act
from wian.ledger.life.upward.gathering_acts import (
    Adjusted,
    AnswerRef,
    ReportedUp,
    ReportReturned,
)
from wian.ledger.life.upward.reported_sums import Sums, added_sums, corrected, sums_of
from wian.ledger.life.upward.standing_answers import standing_answers
from wian.propagation.plan import Plan


@dataclass(frozen=True, slots=True)
class BelowAnswer:
    """The answer of an office below, as whoever gathers has it.

    Attributes:
        office: The office.
        asked: How many offices are asked there: below it, and itself.
        act: The answer that holds; a report where the office gathers itself; ``None``: none yet.
        adjusted: The corrections of it that hold, by field.
        sums: What it comes to, as it was given.
    """

    office: str
    asked: int
    act: Act | None
    adjusted: Mapping[str, Act]
    sums: Sums

    @property
    def answered(self) -> int:
        """Of how many offices it holds answers."""
        if self.act is None:
            return 0
        return self.act.body.answered if isinstance(self.act.body, ReportedUp) else 1

    @property
    def ref(self) -> AnswerRef:
        """Its act."""
        if self.act is None:
            raise KeyError(self.office)
        return AnswerRef(self.office, self.act.kind.value, self.act.key)

    @property
    def corrected(self) -> Sums:
        """What it comes to with the corrections that hold beside it."""
        return corrected(self.sums, self.adjusted)


@dataclass(frozen=True)
class GatheredAnswers:
    """What an office has gathered.

    Attributes:
        office: The office.
        below: The answers of those that it wrote to, in the order of their ids.
        own: Its own answer, where it is asked for one and has given it.
        asked: How many offices are asked below it, and itself.
        reports: The reports that it has sent, the first one first.
        went_back: Whether the office that asked has returned the last of them.
    """

    office: str
    below: tuple[BelowAnswer, ...]
    own: BelowAnswer | None
    asked: int
    reports: tuple[Act, ...]
    went_back: bool = False

    @property
    def parts(self) -> tuple[BelowAnswer, ...]:
        """The answers that are there, its own last."""
        there = tuple(each for each in self.below if each.act is not None)
        return (*there, self.own) if self.own else there

    @property
    def answered(self) -> int:
        """Of how many offices answers are there."""
        return sum(each.answered for each in self.parts)

    @property
    def silent(self) -> tuple[str, ...]:
        """Those below it whose answers are missing."""
        return tuple(each.office for each in self.below if each.act is None)

    @cached_property
    def sums(self) -> Sums:
        """What they come to: exactly the sum of what was given, and corrections beside it."""
        return added_sums(each.corrected for each in self.parts)

    @property
    def corrections(self) -> tuple[str, ...]:
        """Keys of the corrections in it."""
        return tuple(act.key for each in self.parts for _, act in sorted(each.adjusted.items()))


def gathered_answers(plan: Plan, office: str, acts: Iterable[Act]) -> GatheredAnswers:
    """What an office has gathered.

    Args:
        plan: The propagation, whose directive has a form.
        office: The office.
        acts: Acts of the office, of those that it wrote to, and of the one that wrote to it; those
            of an office in the order in which they were entered; of any kinds.
    """
    way, form, known = plan.way_up, plan.directive.answer, list(acts)
    if way is None or form is None:
        raise KeyError(plan.id)
    answers = standing_answers(known)
    reports: dict[str, list[Act]] = {}
    returned = set[tuple[str, str]]()
    for act in known:
        if isinstance(act.body, ReportedUp):
            reports.setdefault(act.office, []).append(act)
        elif isinstance(act.body, ReportReturned):
            returned.add((act.body.sender, act.body.report))
    last = {name: sent[-1] for name, sent in reports.items()}
    holding = {name: act for name, act in last.items() if (name, act.key) not in returned}
    mine = [act for act in known if act.office == office and isinstance(act.body, Adjusted)]
    corrections = _by_answer(mine)

    def one(name: str, act: Act | None, asked: int) -> BelowAnswer:
        ref = AnswerRef(name, act.kind.value, act.key) if act else None
        adjusted = corrections.get(ref, {}) if ref else {}
        return BelowAnswer(name, asked, act, adjusted, sums_of(form, act) if act else {})

    below = []
    for name in way.children.get(office, ()):
        holds = (holding if way.gathers(name) else answers).get(name)
        below.append(one(name, holds, way.asked_below[name]))
    given = answers.get(office) if office in way.asked else None
    return GatheredAnswers(
        office,
        tuple(below),
        one(office, given, 1) if given else None,
        way.asked_below.get(office, 0),
        tuple(reports.get(office, ())),
        office in last and office not in holding,
    )


def _by_answer(corrections: Sequence[Act]) -> dict[AnswerRef, dict[str, Act]]:
    """The last correction of each field of each answer."""
    found: dict[AnswerRef, dict[str, Act]] = {}
    for act in corrections:
        if isinstance(act.body, Adjusted):
            found.setdefault(act.body.of, {})[act.body.field] = act
    return found
