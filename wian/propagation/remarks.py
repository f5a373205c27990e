"""What must the author of a directive know before it is sent?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from hierarchy.graph import Hierarchy
from hierarchy.office import Office
from hierarchy.route.route import Route
from wian.delays.profile import DelayProfile
from wian.delays.working_time import WorkingTime
from wian.jurisdictions.instant import Instant, day_of
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.counted import agreeing, counted, number
from wian.ledger.database import Ledger
from wian.ledger.life.replacement import live_of
from wian.ledger.records import Clock
from wian.letters.composition.address import Addressing
from wian.letters.composition.foreign_texts import foreign_texts
from wian.letters.composition.vocabulary import vocabulary
from wian.letters.directive import Directive
from wian.reports.outlook.answer_days import early_answer_days
from wian.reports.outlook.at_risk import Usual


class Planned(Protocol):
    """What of a plan there is something to remark on; see ``Plan``."""

    @property
    def directive(self) -> Directive:
        """What is sent down."""

    @property
    def hierarchy(self) -> Hierarchy:
        """The offices."""

    @property
    def jurisdiction(self) -> Jurisdiction:
        """Their country."""

    @property
    def route(self) -> Route:
        """Who writes to whom."""

    @property
    def profile(self) -> DelayProfile:
        """What hops are assumed to cost."""

    @property
    def clock(self) -> Clock:
        """Whether it happens."""

    @property
    def working(self) -> WorkingTime:
        """Working time of the offices."""

    @property
    def origin_issue(self) -> Instant:
        """When the origin issues, where it is not live."""


def remarks(plan: Planned, now: Instant | None = None) -> list[str]:
    """What a plan's author must know, a sentence each; nothing of it is wrong in itself.

    Args:
        plan: What is to be sent.
        now: When this is. A live directive without a day of issue is issued then; without ``now``
            its answer days are not judged.
    """
    from wian.letters.oddities import proofread  # noqa: PLC0415 - it loads the typesetter

    writers = [office for wave in plan.route.waves for office in wave.forwarders]
    offices = [plan.hierarchy.office(office) for office in writers]
    odd = proofread(plan.directive, offices, plan.jurisdiction.wording)
    issued = now if plan.clock is Clock.LIVE else plan.origin_issue
    early = _early(plan, issued) if issued else []
    other = another_day(plan, now) if now else ""
    days = [other, *early] if other else early
    return [*plan.hierarchy.remarks, *_foreign(plan, offices), *odd, *_several(plan), *days]


def another_day(plan: Planned, now: Instant) -> str:
    """That a live directive names another day of issue than the one on which it goes out.

    Args:
        plan: What is to be sent.
        now: When it is sent.

    Returns:
        A sentence; empty where it names none, names today, or is not live.
    """
    named = plan.directive.issued
    if plan.clock is not Clock.LIVE or named is None or plan.directive.occurrence is not None:
        return ""
    today = now.date(plan.jurisdiction.calendar.zone)
    if day_of(named) == today:
        return ""
    shown = plan.jurisdiction.wording.long_date
    return (
        f"issued says {shown(day_of(named))}; a live directive is issued on the day on which it "
        f"is sent, and today is {shown(today)}."
    )


def not_live(plan: Planned, ledger: Ledger) -> list[str]:
    """Earlier directives that a live one names and that are not live here: no letter cites them.

    The time before of a recurring directive, which wian names itself, may well be none.

    Args:
        plan: What is to be sent.
        ledger: Where it is to be sent.
    """
    if plan.clock is not Clock.LIVE:
        return []
    sent = plan.directive
    before = sent.occurrence.before if sent.occurrence else None
    named = [("replaces", sent.replaces), *(("references", each) for each in sent.references)]
    return [
        f"{field} names {name}, and no directive of that id is live in this ledger: no letter "
        "refers to it."
        for field, name in named
        if name and name != before and not live_of(ledger, name)
    ]


def _foreign(plan: Planned, writers: Sequence[Office]) -> list[str]:
    """Offices and a directive that are in another script than their jurisdiction's letters."""
    names = {office.id: office.name for office in writers}
    sent = plan.directive
    texts = {"subject": sent.subject, "decided": sent.decided, "purpose": sent.purpose}
    return foreign_texts(names, texts, plan.jurisdiction)


def _several(plan: Planned) -> list[str]:
    """How many letters offices write that cannot write one to all, in one sentence."""
    wording, to = plan.jurisdiction.wording, dict[str, list[str]]()
    words = vocabulary(wording)
    addressing = Addressing(plan.hierarchy, words, wording)
    for hop in plan.route.hops:
        to.setdefault(hop.sender, []).append(hop.recipient)
    seen = (
        {letter.office for letter in plan.directive.observed.letters}
        if plan.directive.observed
        else set()
    )
    letters = {
        office: len(
            addressing.apart(recipients, words.parts_of(plan.hierarchy.office(office).form))
        )
        for office, recipients in to.items()
        if office not in seen
    }
    several = {office: count for office, count in letters.items() if count > 1}
    if not several:
        return []
    first, most = next(iter(several.items()))
    who, write = counted(len(several), "office"), agreeing(len(several), "writes", "write")
    more = sum(several.values())
    told = (
        f"{who} {write} to recipients whom one salutation and close do not fit, and "
        f"{agreeing(len(several), 'sends', 'send')} a letter to those of each: "
        f"{counted(more, 'letter')} instead of {number(len(several))} ({first}: {number(most)})."
    )
    return [told]


def _early(plan: Planned, issued: Instant) -> list[str]:
    usual = Usual(plan.hierarchy, plan.profile, plan.working.minutes_a_day)
    where = (plan.hierarchy, plan.route, usual, plan.working)
    return early_answer_days(plan.directive, *where, issued)
