"""The offices of a directive's tree as a page shows them: where it is, since when, who waits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from wian.desk.views.deadline import working_days
from wian.followup.current_outlook import CurrentOutlook
from wian.followup.directive_tree import AtOffice, DirectiveTree, OfficeBranch
from wian.followup.due import Debt
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.acts import Act, Owed, Reminded, Telephoned

PLACES = {
    AtOffice.NOT_SENT: "not-sent",
    AtOffice.NOT_STAMPED: "not-stamped",
    AtOffice.NOT_FORWARDED: "not-forwarded",
    AtOffice.DONE: "done",
}
"""What words and style sheets call the steps of a letter at an office."""
_NUMBER = re.compile(r"[+0-9][0-9 ()-]{2,}")
LITTLE = 0.5
"""Gains below this are not told."""
LEVEL = 100
"""Offices of one level that a page shows: those that hold up most."""


@dataclass(frozen=True, slots=True)
class TreeRow:
    """An office of the tree as a page shows it.

    Attributes:
        branch: The office.
        name: Its name.
        days: Working days for which it has held what it owes; ``None`` where it holds nothing.
        overdue: Working days since the first thing that it owes was due; ``None``: it is in time.
        due: The last day for what it owes first; ``None`` where it owes nothing.
        owed: What that is.
        phone: Its telephone, as its letters print it, in 0 to 9; where they print none that of the
            nearest office above it that is below the one that looks; empty where none is known.
        answers: The name of the office above that answers there; empty where it is its own.
        above: Id of the office that writes to it; empty of the origin.
        rests: Its clock rests, as it waits for another office.
        reminder: Number of the office's last reminder to it of what it owes; empty without one.
        remindable: The office that looks can remind it now.
        calls: How many calls to it the office that looks has noted.
        called: When the last one was.
        chance: How sure it is that it is in time, in percent; of one with others below the share of
            them that is expected to be. ``None`` where that is not known, or it has the letter.
        if_called: What a call to it gains: addressees more in time, without a deadline office-days
            less; ``None`` where that is not known, or little.
        if_reminded: What a reminder gains.
        open: Those below it are shown.
        below: Those that are.
        more: How many more there are.
    """

    branch: OfficeBranch
    name: str
    days: int | None
    overdue: int | None
    due: date | None
    owed: str
    phone: str
    answers: str
    above: str
    rests: bool
    reminder: str = ""
    remindable: bool = False
    calls: int = 0
    called: Instant | None = None
    chance: int | None = None
    if_called: float | None = None
    if_reminded: float | None = None
    open: bool = False
    below: tuple[TreeRow, ...] = ()
    more: int = 0

    @property
    def office(self) -> str:
        """Its id."""
        return self.branch.office

    @property
    def at(self) -> str:
        """How far the letter is there, as words name it."""
        return PLACES[self.branch.at]

    @property
    def idle(self) -> bool:
        """Nothing is to be done there, nor below it."""
        counts = self.branch.below
        open_below = counts.not_sent + counts.not_stamped + counts.not_forwarded
        return self.branch.at is AtOffice.DONE and not open_below and not counts.overdue

    @property
    def call(self) -> str:
        """The same telephone as a link names it: up to an extension, or a second number."""
        found = _NUMBER.match(self.phone)
        return "".join(sign for sign in found[0] if sign in "+0123456789") if found else ""


def _percent(share: float) -> int:
    """A share in percent: 0 and 100 are said only where nothing is left open."""
    return round(share * 100) if share in {0.0, 1.0} else min(max(round(share * 100), 1), 99)


def _worth(gains: Mapping[str, float], office: str) -> float | None:
    """An office's gain, if it is worth a word."""
    gain = gains.get(office, 0.0)
    return gain if gain >= LITTLE else None


class TreeRows:
    """Makes rows of one tree.

    Args:
        tree: The tree.
        name: Names an office by its id.
        now: When this is.
        own: Id of the office that looks.
        acts: Its reminders and telephone calls.
        outlook: What is to be expected, where that is known.
    """

    def __init__(  # noqa: PLR0913 - what rows are made of
        self,
        tree: DirectiveTree,
        name: Callable[[str], str],
        *,
        now: Instant,
        own: str,
        acts: Iterable[Act] = (),
        outlook: CurrentOutlook | None = None,
    ) -> None:
        self._tree, self._name, self._now, self._own = tree, name, now, own
        self._outlook = outlook
        self._clock = tree.plan.clock_of(own)
        self._working = tree.plan.working
        self._calls: dict[str, list[Instant]] = {}
        self._reminders: dict[tuple[str, Owed], tuple[int, str]] = {}
        for act in acts:
            self._note(act)

    def _note(self, act: Act) -> None:
        match act.body:
            case Telephoned():
                self._calls.setdefault(act.body.recipient, []).append(act.at)
            case Reminded():
                said = (act.body.due.minute, act.body.letter.number)
                self._reminders |= {(to, act.body.owed): said for to in act.body.recipients}
            case _:
                pass

    def level(self, office: str, chain: Sequence[str], most: int = LEVEL) -> list[TreeRow]:
        """The offices that one writes to, those on a chain opened.

        Args:
            office: Who writes.
            chain: The offices that are opened, from the top.
            most: How many are shown; whoever is opened always is.
        """
        places = self._tree.children(office)
        shown = self._tree.branches(places[:most])
        wanted = [each for each in chain if each in {b.office for b in shown}]
        if not wanted and len(places) > most:
            rest = self._tree.branches(places[most:])
            shown += [each for each in rest if each.office in chain]
        return [self._opened(each, chain, most) for each in shown]

    def _opened(self, branch: OfficeBranch, chain: Sequence[str], most: int) -> TreeRow:
        row = self.row(branch)
        if branch.office not in chain or not branch.below.offices:
            return row
        below = self.level(branch.office, chain, most)
        more = len(self._tree.children(branch.office)) - len(below)
        return replace(row, open=True, below=tuple(below), more=more)

    def rows(self, branches: Iterable[OfficeBranch]) -> list[TreeRow]:
        """Some offices, without those below them."""
        return [self.row(each) for each in branches]

    def row(self, branch: OfficeBranch) -> TreeRow:
        """One office."""
        since, late = branch.since, [each for each in branch.debts if each[2] < self._now.minute]
        due = [Instant(each[2], Precision.MINUTE) for each in late or branch.debts[:1]]
        phone, answers = self._phone(branch.office)
        return TreeRow(
            branch,
            self._name(branch.office),
            None if since is None else self._days(since),
            self._days(due[0]) if late else None,
            self._clock.date(due[0]) if due else None,
            (late or branch.debts)[0][1].value if branch.debts else "",
            phone,
            answers,
            self._tree.plan.route.parent(branch.office) or "",
            branch.moments is not None and branch.moments.rests_still,
            **self._done(branch, late),
        )

    def _phone(self, office: str) -> tuple[str, str]:
        """A number that reaches an office, and who answers there where that is another one.

        Nobody is told to call the office that looks, or one above it.
        """
        plan, above = self._tree.plan, self._tree.plan.route.chain(self._own)
        for each in reversed(plan.route.chain(office)):
            if each != office and each in above:
                break
            if found := plan.hierarchy.office(each).phone:
                digits = (str(int(sign)) if sign.isdecimal() else sign for sign in found)
                return "".join(digits), "" if each == office else self._name(each)
        return "", ""

    def _done(self, branch: OfficeBranch, late: Sequence[Debt]) -> dict[str, Any]:
        """What the office that looks has done about it, and whether it can remind it now."""
        ahead = self._outlook
        calls = self._calls.get(branch.office, ())
        known = [(owed, self._reminders.get((branch.office, owed))) for _, owed, _ in late]
        numbers = [found[1] for _, found in known if found]
        above = branch.moments.sender if branch.moments else ""
        return {
            "reminder": numbers[-1] if numbers else "",
            "remindable": above == self._own and len(numbers) < len(late),
            "calls": len(calls),
            "called": max(calls, key=lambda at: at.minute, default=None),
            "chance": self._chance(branch),
            "if_called": _worth(ahead.calls if ahead else {}, branch.office),
            "if_reminded": _worth(ahead.reminders if ahead else {}, branch.office),
        }

    def _chance(self, branch: OfficeBranch) -> int | None:
        if self._outlook is None:
            return None
        below = self._outlook.below.get(branch.office)
        if below is None or not branch.below.offices:
            known = self._outlook.chances.get(branch.office)
            return None if known is None else _percent(known)
        if below.in_time is None or not below.addressees:
            return None
        return _percent(below.in_time.expected / below.addressees)

    def direct(self) -> list[TreeRow]:
        """Those that the office that looks wrote to."""
        return self.rows(self._tree.branches(self._tree.children(self._own)))

    def way(self, top: str, office: str) -> tuple[str, ...]:
        """The names of the offices between two, from above."""
        chain = self._tree.plan.route.chain(office)
        return tuple(map(self._name, chain[chain.index(top) + 1 : -1]))

    def _days(self, since: Instant) -> int | None:
        return working_days(since, self._now, self._working, self._clock)
