"""Stamps a report that came from below, at one desk of the office that asked."""

from __future__ import annotations

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
        last: It is the last desk's.
        new: This call made it; it was there before otherwise.
    """

    propagation: str
    act: Act
    body: ReportStamped
    last: bool
    new: bool


def stamp_report(acting: Acting, sender: str) -> ReportStamping:
    """Stamp a report of an office below at the next desk; once all have, it changes nothing.

    The first of that office's reports that a desk has not stamped is taken.

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
        reports = writer.acts_among([sender], ActKind.REPORTED)
        sent = [
            act for act in reports if isinstance(act.body, ReportedUp) and act.body.to == office
        ]
        if not sent:
            raise NoReport(office, sender)
        made = {act.key: act for act in writer.acts_among([office], ActKind.REPORT_STAMPED)}
        for each in sorted(sent, key=lambda act: int(act.key)):
            for position, desk in enumerate(desks):
                if _key(sender, each.key, position) not in made:
                    return _stamped(writer, acting, ReportStamped(
                        sender=sender, report=each.key, position=position, desk=desk
                    ))  # fmt: skip
        last = made[_key(sender, sent[-1].key, len(desks) - 1)]
    return _stamping(acting, last, new=False)


def _is_to(act: Act, office: str) -> bool:
    return isinstance(act.body, ReportedUp) and act.body.to == office


def _key(sender: str, report: str, position: int) -> str:
    return f"{sender}|{report}|{position}"


def _stamped(writer: CohortWriter, acting: Acting, body: ReportStamped) -> ReportStamping:
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
    return _stamping(acting, act, new=True)


def _stamping(acting: Acting, act: Act, *, new: bool) -> ReportStamping:
    if not isinstance(act.body, ReportStamped):
        raise TypeError(f"{act.kind} is no stamp on a report")
    last = act.body.position == len(acting.plan.office(acting.office).desks) - 1
    return ReportStamping(acting.plan.id, act, act.body, last, new)
