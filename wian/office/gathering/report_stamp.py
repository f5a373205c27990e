"""Stamps a report that came from below, at one desk of the office that asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wian.ledger.acts import Act, ActKind
from wian.ledger.life.upward.gathering_acts import ReportedUp, ReportStamped
from wian.ledger.write.cohort import CohortWriter
from wian.office.actor import Acting
from wian.office.gathering.refusals import NoReport
from wian.office.held_letter import refuse_other_keeper, refuse_unless_live, register_year
from wian.office.trusted_clock import refuse_wrong_clock
from wian.propagation.issued_letter import numbered


@dataclass(frozen=True, slots=True)
class ReportStamping:
    """A stamp on a report, as it stands in the ledger.

    Attributes:
        propagation: Of which propagation.
        act: The act; its number is the receipt number.
        body: Whose report, and which desk.
        letter: Number of the report's letter.
        left: How many reports of that office a desk has still to stamp.
        last: It is the last desk's.
        new: This call made it; it was there before otherwise.
    """

    propagation: str
    act: Act
    body: ReportStamped
    letter: str
    left: int
    last: bool
    new: bool


def stamp_report(acting: Acting, sender: str) -> ReportStamping:
    """Stamp a report of an office below at the next desk; once all have, it changes nothing.

    The oldest of that office's reports that a desk has not stamped is taken: registers receive
    letters in the order in which they came.

    Args:
        acting: The office that asked, and who stamps when.
        sender: Whose report it is.

    Raises:
        Refusal: That office sent it no report.
        LedgerError: The ledger cannot be used; nothing was written.
    """
    plan, office = acting.plan, acting.office
    refuse_unless_live(plan)
    desks = plan.office(office).desks
    with acting.ledger.cohort(plan.id, plan.clock) as writer:
        writer.hold(office)
        sent = _sent(writer, sender, office)
        if not sent:
            raise NoReport(office, sender)
        made = {act.key: act for act in writer.acts_among([office], ActKind.REPORT_STAMPED)}
        open_ = [
            ReportStamped(sender=sender, report=key, position=position, desk=desk)
            for key in sent
            for position, desk in enumerate(desks)
            if _key(sender, key, position) not in made
        ]
        act = _stamped(writer, acting, open_[0]) if open_ else None
    last = act or made[_key(sender, [*sent][-1], len(desks) - 1)]
    left = len({each.report for each in open_[1:]})
    return _stamping(acting, last, sent, left, new=bool(open_))


def _sent(writer: CohortWriter, sender: str, office: str) -> dict[str, str]:
    """The numbers of the letters by which one office reported to another, the oldest first."""
    reports = sorted(writer.acts_among([sender], ActKind.REPORTED), key=lambda act: int(act.key))
    return {
        act.key: act.body.letter.number
        for act in reports
        if isinstance(act.body, ReportedUp) and act.body.to == office
    }


def _key(sender: str, report: str, position: int) -> str:
    return f"{sender}|{report}|{position}"


def _stamped(writer: CohortWriter, acting: Acting, body: ReportStamped) -> Act:
    plan, office = acting.plan, acting.office
    refuse_wrong_clock(writer, acting)
    refuse_other_keeper(writer, acting)
    writer.act_as(office, acting.keeper)
    year = register_year(plan, office, acting.now)
    register = writer.receive_register(numbered(plan, office, year), body.desk)
    key = _key(body.sender, body.report, body.position)
    entry = writer.reserve(office, ActKind.REPORT_STAMPED, key, year, register)
    act = Act(office, key, acting.by, acting.now, body, entry, register)
    writer.act(act)
    return act


def _stamping(
    acting: Acting, act: Act, sent: Mapping[str, str], left: int, *, new: bool
) -> ReportStamping:
    body = act.body
    if not isinstance(body, ReportStamped):
        raise TypeError(f"{act.kind} is no stamp on a report")
    last = body.position == len(acting.plan.office(acting.office).desks) - 1
    return ReportStamping(acting.plan.id, act, body, sent[body.report], left, last, new)
