"""Stamps a report that came from below, at one desk of the office that asked."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from wian.ledger.acts import Act, ActKind
from wian.ledger.life.upward.gathering_acts import ReportedUp, ReportStamped
from wian.ledger.outbox.events import Event, News
from wian.ledger.write.cohort import CohortWriter
from wian.office.actor import Acting
from wian.office.gathering.refusals import NoReport
from wian.office.held_letter import refuse_other_keeper, refuse_unless_live, register_year
from wian.office.refusals import DeskBeforeIsSilent, NoSuchDesk
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


def stamp_report(
    acting: Acting, sender: str, report: str | None = None, position: int | None = None
) -> ReportStamping:
    """Stamp a report of an office below at the next desk; once all have, it changes nothing.

    Args:
        acting: The office that asked, and who stamps when.
        sender: Whose report it is.
        report: Which of its reports, by its key; where ``None``, the oldest that a desk has not
            stamped: registers receive letters in the order in which they came.
        position: The desk that stamps, from 0; the next one where ``None``. A desk that has
            stamped stamps nothing again.

    Raises:
        Refusal: That office sent it no such report, or a desk before has not stamped.
        LedgerError: The ledger cannot be used; nothing was written.
    """
    plan, office = acting.plan, acting.office
    refuse_unless_live(plan)
    desks = plan.office(office).desks
    with acting.ledger.cohort(plan.id, plan.clock) as writer:
        writer.hold(office)
        sent = _sent(writer, sender, office)
        if not sent or report not in {None, *sent}:
            raise NoReport(office, sender, report)
        made = {act.key: act for act in writer.acts_among([office], ActKind.REPORT_STAMPED)}
        open_ = _unstamped(sender, sent, desks, made)
        mine = [each for each in open_ if report in {None, each.report}]
        if position is not None:
            mine = _from_desk(acting, mine, position)
        act = _stamped(writer, acting, mine[0], sent[mine[0].report]) if mine else None
    at = len(desks) - 1 if position is None else position
    last = act or made[_key(sender, report or [*sent][-1], at)]
    left = len({each.report for each in open_ if not mine or each != mine[0]})
    return _stamping(acting, last, sent, left, new=act is not None)


def _unstamped(
    sender: str, sent: Iterable[str], desks: Sequence[str], made: Container[str]
) -> list[ReportStamped]:
    """The stamps that are still missing, those of the oldest report first."""
    last = len(desks) - 1
    return [
        ReportStamped(sender=sender, report=key, position=at, desk=desk, last=at == last)
        for key in sent
        for at, desk in enumerate(desks)
        if _key(sender, key, at) not in made
    ]


def _from_desk(acting: Acting, open_: list[ReportStamped], position: int) -> list[ReportStamped]:
    """The missing stamps, that of a desk first; none where it has stamped.

    Raises:
        NoSuchDesk: The office has none at that place.
        DeskBeforeIsSilent: One before it has not stamped.
    """
    desks = acting.plan.office(acting.office).desks
    if not 0 <= position < len(desks):
        raise NoSuchDesk(acting.office, position, desks)
    if open_ and open_[0].position < position:
        raise DeskBeforeIsSilent(acting.office, desks[position], open_[0].desk)
    return open_ if open_ and open_[0].position == position else []


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


def _stamped(writer: CohortWriter, acting: Acting, body: ReportStamped, letter: str) -> Act:
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
    told = {
        "sender": body.sender,
        "recipient": office,
        "report": int(body.report),
        "number": letter,
        "desk": body.position,
        "receipt_number": str(entry.number),
        "last": body.last,
        "at": acting.shown_now,
    }
    hearers = (office, body.sender)
    writer.tell(News(Event.REPORT_RECEIVED, plan.id, (office,), hearers, told))
    return act


def _stamping(
    acting: Acting, act: Act, sent: Mapping[str, str], left: int, *, new: bool
) -> ReportStamping:
    body = act.body
    if not isinstance(body, ReportStamped):
        raise TypeError(f"{act.kind} is no stamp on a report")
    last = body.position == len(acting.plan.office(acting.office).desks) - 1
    return ReportStamping(acting.plan.id, act, body, sent[body.report], left, last, new)
