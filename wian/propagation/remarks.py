"""What must the author of a directive know before it is sent?"""

from __future__ import annotations

from typing import Protocol

from hierarchy.graph import Hierarchy
from hierarchy.route.route import Route
from wian.delays.profile import DelayProfile
from wian.delays.working_time import WorkingTime
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.counted import agreeing, counted
from wian.ledger.records import Clock
from wian.letters.composition.address import Addressing
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
    return [*plan.hierarchy.remarks, *odd, *_mixed(plan), *early]


def _mixed(plan: Planned) -> list[str]:
    """Letters to recipients whom one salutation and one close do not fit, in one sentence."""
    wording = plan.jurisdiction.wording
    addressing = Addressing(plan.hierarchy, vocabulary(wording), wording)
    greeted: dict[str, set[tuple[str, str]]] = {}
    for hop in plan.route.hops:
        greeted.setdefault(hop.sender, set()).add(addressing.courtesy(hop.recipient))
    mixed = [office for office, courtesies in greeted.items() if len(courtesies) > 1]
    if not mixed:
        return []
    first = ", ".join(sorted({salutation for salutation, _ in greeted[mixed[0]]}))
    who, write = counted(len(mixed), "office"), agreeing(len(mixed), "writes", "write")
    have = agreeing(len(mixed), "its letter has", "their letters have")
    told = (
        f"{who} {write} to recipients whom one salutation and close do not fit "
        f"({mixed[0]}: {first}): {have} the usual ones. Send the others a directive of their own, "
        "or give them the same salutation and close."
    )
    return [told]


def _early(plan: Planned, issued: Instant) -> list[str]:
    usual = Usual(plan.hierarchy, plan.profile, plan.working.minutes_a_day)
    where = (plan.hierarchy, plan.route, usual, plan.working)
    return early_answer_days(plan.directive, *where, issued)
