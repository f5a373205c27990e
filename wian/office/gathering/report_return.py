"""Returns a report that is wrong to the office that wrote it, which corrects and reports again."""

from __future__ import annotations

from dataclasses import dataclass

from wian.ledger.acts import Act, ActKind
from wian.ledger.life.upward.gathering_acts import ReportedUp, ReportReturned, ReportStamped
from wian.ledger.outbox.events import Event, News
from wian.ledger.write.cohort import CohortWriter
from wian.letters.letter import Letter
from wian.letters.sandbox import kept_templates
from wian.office.actor import Acting
from wian.office.gathering.refusals import (
    NoReport,
    ReportReplaced,
    ReportReturnedBefore,
    ReportUnstamped,
)
from wian.office.held_letter import (
    refuse_ended,
    refuse_other_keeper,
    refuse_unless_live,
    register_year,
)
from wian.office.inputs import GivenReason, checked
from wian.office.share import refuse_undivided
from wian.office.trusted_clock import refuse_wrong_clock
from wian.propagation.issued_letter import numbered, numbered_as


@dataclass(frozen=True, slots=True)
class ReportGivenBack:
    """A report that went back, as it stands in the ledger.

    Attributes:
        propagation: Of which propagation.
        act: The act of the office that returned it.
        body: Whose report, why, and the letter that says so.
        new: This call returned it; it was before otherwise.
    """

    propagation: str
    act: Act
    body: ReportReturned
    new: bool


def return_report(
    acting: Acting, sender: str, reason: str, report: str | None = None
) -> ReportGivenBack:
    """Return a report of an office below by a numbered letter; twice returns it once.

    Its answers are not gathered any more, and that office owes a report again.

    Args:
        acting: The office that asked, whose desks have stamped the report.
        sender: Whose report it is.
        reason: What is wrong, as it follows "because" in the letter.
        report: Which of its reports, by its key; its last one where ``None``.

    Raises:
        Refusal: There is no such report, a later one took its place, a desk has not stamped it, it
            went back for another reason, or the directive has ended.
        InputFaults: The reason is no plain line of text.
        LedgerError: The ledger cannot be used; nothing was written.
    """
    why = checked(GivenReason, reason=reason).reason
    plan, office = acting.plan, acting.office
    refuse_unless_live(plan)
    with kept_templates(), acting.ledger.cohort(plan.id, plan.clock) as writer:
        writer.share_life()
        writer.hold(sender)  # who is below first, as each of both may report meanwhile
        writer.hold(office)
        sent = _sent(writer, sender, office)
        last = report or next(reversed(sent), None)
        if last is None or last not in sent:
            raise NoReport(office, sender, report)
        key = f"{sender}|{last}"
        done = {act.key: act for act in writer.acts_among([office], ActKind.REPORT_RETURNED)}
        if there := done.get(key):
            return _again(acting, there, why)
        _refuse_undone(writer, acting, sent, (sender, last))
        refuse_ended(writer)
        refuse_wrong_clock(writer, acting)
        refuse_other_keeper(writer, acting)
        refuse_undivided(writer, acting)
        return _returned(writer, acting, sent[last], (sender, last, why))


def _sent(writer: CohortWriter, sender: str, office: str) -> dict[str, Letter]:
    """The letters of the reports of one office to another by their keys, the oldest first."""
    reports = sorted(writer.acts_among([sender], ActKind.REPORTED), key=lambda act: int(act.key))
    return {
        act.key: act.body.letter
        for act in reports
        if isinstance(act.body, ReportedUp) and act.body.to == office
    }


def _again(acting: Acting, act: Act, why: str) -> ReportGivenBack:
    body = act.body
    if not isinstance(body, ReportReturned):
        raise TypeError(f"act {act.key} returns no report")
    if body.reason != why:
        raise ReportReturnedBefore(acting.office, body.letter.number)
    return ReportGivenBack(acting.plan.id, act, body, new=False)


def _refuse_undone(
    writer: CohortWriter, acting: Acting, sent: dict[str, Letter], which: tuple[str, str]
) -> None:
    """Refuse to return what a later report replaced, or what a desk has not stamped."""
    sender, report = which
    newest = next(reversed(sent))
    if newest != report:
        raise ReportReplaced(sender, sent[report].number, sent[newest].number)
    stamps = [
        act.body
        for act in writer.acts_among([acting.office], ActKind.REPORT_STAMPED)
        if isinstance(act.body, ReportStamped)
        and (act.body.sender, act.body.report) == (sender, report)
    ]
    if not any(each.last for each in stamps):
        desk = acting.plan.office(acting.office).desks[len(stamps)]
        raise ReportUnstamped(acting.plan.id, acting.office, desk, sender)


def _returned(
    writer: CohortWriter, acting: Acting, letter: Letter, said: tuple[str, str, str]
) -> ReportGivenBack:
    (sender, report, why), plan, office = said, acting.plan, acting.office
    key = f"{sender}|{report}"
    writer.act_as(office, acting.keeper)
    year = register_year(plan, office, acting.now)
    register = writer.send_register(numbered(plan, office, year), circular=False)
    entry = writer.reserve(office, ActKind.REPORT_RETURNED, key, year, register)
    dated = plan.clock_of(office).date(acting.now)
    number = numbered_as(plan, office, entry, dated, circular=False)
    back = plan.composer.give_back(
        letter, office, reason=why, meant_for=None, number=number, dated=dated, report=True
    )
    body = ReportReturned(sender=sender, report=report, reason=why, letter=back)
    act = Act(office, key, acting.by, acting.now, body, entry, register)
    writer.act(act)
    told = {
        "sender": sender,
        "recipient": office,
        "report": int(report),
        "number": back.number,
        "at": acting.shown_now,
    }
    writer.tell(News(Event.REPORT_RETURNED, plan.id, (sender,), (office, sender), told))
    return ReportGivenBack(plan.id, act, body, new=True)
