"""What do the answers below an office come to: in whole, by office below it, and body by body?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from wian.kit.errors import WianError
from wian.ledger.database import Ledger
from wian.ledger.read.upward.answer_values import FilledAnswer, filled_answers
from wian.letters.answer_form.form import AnswerForm
from wian.letters.answer_form.totals import Totals, added, totals
from wian.propagation.plan import Plan
from wian.propagation.standing.below_office import below


class NothingToTotal(WianError):
    """A directive asks for no values that could be added up.

    Args:
        propagation: Id of its propagation.
    """

    def __init__(self, propagation: str) -> None:
        super().__init__(f"{propagation} has no form to fill in; wian answers lists its answers.")


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """What stands below one of the offices that an office wrote to, and in its own answer.

    Attributes:
        office: Its id.
        totals: What its answer, and those below it, come to.
        silent: Asked, sent the letter, and without an answer.
        unknown: Asked, and the letter was not even sent to them: they cannot know.
        answer: Its own answer, where it is asked for one and has given it.
        leads: Whether others below it are asked: there is more to see.
    """

    office: str
    totals: Totals
    silent: int
    unknown: int
    answer: FilledAnswer | None
    leads: bool


@dataclass(frozen=True)
class AnswerBoard:
    """The answers below an office, and its own where it is asked for one.

    Attributes:
        plan: The propagation.
        office: Id of the office.
        form: The form that was to be filled in.
        asked: The bodies that are asked, in the route's order.
        answers: The answer that holds, by body.
        sent: Those to which the letter was sent.
    """

    plan: Plan
    office: str
    form: AnswerForm
    asked: tuple[str, ...]
    answers: Mapping[str, FilledAnswer]
    sent: frozenset[str]

    @cached_property
    def groups(self) -> tuple[AnswerGroup, ...]:
        """One for each office that it wrote to where somebody is asked, then one for itself."""
        under = self._under()
        hops = self.plan.sending(self.office)[1]
        places = (*(hop.recipient for hop in hops), self.office)
        return tuple(self._group(each, under[each]) for each in places if each in under)

    @cached_property
    def totals(self) -> Totals:
        """What all of them come to: exactly the sum of the groups."""
        found = [each.totals for each in self.groups]
        return added(found) if found else totals(self.form, ())

    def by_level(self, level: str) -> Iterator[tuple[str, Totals]]:
        """What the answers under each office of a level come to, in the route's order."""
        members: dict[str, list[str]] = {}
        for body in self.asked:
            for each in self.plan.route.chain(body):
                if self.plan.hierarchy.level(each) == level:
                    members.setdefault(each, []).append(body)
        for office, bodies in members.items():
            yield office, self._totals(bodies)

    def _totals(self, bodies: list[str]) -> Totals:
        known = [(each, self.answers[each].values) for each in bodies if each in self.answers]
        return totals(self.form, known, bodies=len(bodies))

    def _under(self) -> dict[str, list[str]]:
        """The bodies that are asked, by the office right below this one that leads to them."""
        found: dict[str, list[str]] = {}
        top: dict[str, str] = {}
        parent = self.plan.route.parent
        for body in self.asked:
            way, at = [body], body
            while (
                at != self.office
                and (above := parent(at)) is not None
                and above != self.office
                and at not in top
            ):
                way.append(above)
                at = above
            end = top.get(at, at)
            top |= dict.fromkeys(way, end)
            found.setdefault(end, []).append(body)
        return found

    def _group(self, office: str, bodies: list[str]) -> AnswerGroup:
        silent = sum(each in self.sent and each not in self.answers for each in bodies)
        unknown = sum(each not in self.sent and each not in self.answers for each in bodies)
        own, leads = self.answers.get(office), bodies != [office]
        return AnswerGroup(office, self._totals(bodies), silent, unknown, own, leads)


def answer_board(ledger: Ledger, plan: Plan, office: str) -> AnswerBoard:
    """The answers below an office, from the ledger as it stands.

    Args:
        ledger: Where the propagation is recorded.
        plan: The propagation.
        office: The origin, or an office between.

    Raises:
        NothingToTotal: The directive has none.
    """
    form, wanted = plan.directive.answer, plan.answers_by
    if form is None:
        raise NothingToTotal(plan.id)
    whole = office == plan.route.origin
    asked = tuple(wanted if whole else (each for each in below(plan, office) if each in wanted))
    if asked and not whole and office in wanted:
        asked = (*asked, office)
    found = filled_answers(ledger, plan.id, None if whole else asked)
    known = set(asked)
    answers = {name: each for name, each in found.answers.items() if name in known}
    return AnswerBoard(plan, office, form, asked, answers, found.sent)
