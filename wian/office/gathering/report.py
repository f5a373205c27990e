"""Reports: an office answers for those below it, by a letter to whoever asked it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from wian.ledger.acts import Act, ActKind
from wian.ledger.life.upward.gathering_acts import ReportedUp
from wian.ledger.outbox.events import Event, News
from wian.ledger.write.cohort import CohortWriter
from wian.letters.composition.upward.reporting import ReportContent, ReportedFigure
from wian.letters.composition.upward.table_words import TableWords
from wian.letters.letter_table import LetterTable
from wian.letters.sandbox import kept_templates
from wian.office.actor import Acting
from wian.office.gathering.gathering import gathering_within
from wian.office.gathering.letter_tables import letter_tables
from wian.office.gathering.refusals import NothingGathered, ReportsToNobody
from wian.office.held_letter import (
    HeldLetter,
    held_alone,
    refuse_ended,
    refuse_other_keeper,
    register_year,
)
from wian.office.inputs import ReportRemark, checked
from wian.office.mail_out import post_report
from wian.office.refusals import NotReady
from wian.office.trusted_clock import refuse_wrong_clock
from wian.propagation.issued_letter import numbered, numbered_as
from wian.propagation.upward.gathered_answers import GatheredAnswers


@dataclass(frozen=True, slots=True)
class Report:
    """A report that stands in the ledger.

    Attributes:
        propagation: Of which propagation.
        act: The office's act.
        body: The letter, and what is in it.
        new: This call wrote it; it says all that is there otherwise.
    """

    propagation: str
    act: Act
    body: ReportedUp
    new: bool


def report(acting: Acting, remark: str | None = None, *, request: str | None = None) -> Report:
    """Report what an office has gathered; with nothing new since the last report, that one stands.

    It may report before all have answered, and again with what came later.

    Args:
        acting: The office that gathered, and who reports when.
        remark: What the office says of its own.
        request: Key of a program's request; the same one again reports once, whatever came since.

    Raises:
        Refusal: It gathers nothing, no answer is there, its own desks have not stamped the letter
            that it answers, or the directive has ended.
        InputFaults: The remark is no plain text.
        LedgerError: The ledger cannot be used; nothing was written.
    """
    said, office, plan = checked(ReportRemark, remark=remark).remark, acting.office, acting.plan
    if office == plan.route.origin:
        raise ReportsToNobody(office)
    with kept_templates(), acting.ledger.cohort(plan.id, plan.clock) as writer:
        writer.share_life()  # nobody withdraws or closes it meanwhile
        letter = held_alone(writer, acting)
        if not letter.ready:
            raise NotReady(office, letter.desks[len(letter.stamps)])
        found = gathering_within(writer, plan, office)
        if request and (done := _requested(found, request)):
            return last_report(plan.id, done)
        if not (found.parts or found.reports):
            raise NothingGathered(office, found.asked)
        if (last := _last(found, said)) is not None:
            return last_report(plan.id, last)
        refuse_ended(writer)
        refuse_wrong_clock(writer, acting)
        refuse_other_keeper(writer, acting)
        return _reported(writer, acting, letter, found, _Said(said, request))


def last_report(propagation: str, act: Act, *, new: bool = False) -> Report:
    """The report that an act holds."""
    if not isinstance(act.body, ReportedUp):
        raise TypeError(f"{act.kind} is no report")
    return Report(propagation, act, act.body, new)


class _Said(NamedTuple):
    """What an office says of its own, and the key of the request that a program made."""

    remark: str | None
    request: str | None


def _requested(found: GatheredAnswers, request: str) -> Act | None:
    """The report that a request has sent."""
    mine = (
        act
        for act in found.reports
        if isinstance(act.body, ReportedUp) and act.body.request == request
    )
    return next(mine, None)


def _last(found: GatheredAnswers, remark: str | None) -> Act | None:
    """The office's last report, where it says all that is there, and did not go back."""
    if found.went_back:
        return None
    for act in found.reports[-1:]:
        body = act.body
        if isinstance(body, ReportedUp):
            same = body.answers == tuple(each.ref for each in found.parts)
            if same and body.totals == found.sums and remark in {None, body.remark}:
                return act
    return None


def _reported(
    writer: CohortWriter,
    acting: Acting,
    letter: HeldLetter,
    found: GatheredAnswers,
    wanted: _Said,
) -> Report:
    plan, office, key = acting.plan, acting.office, str(len(found.reports))
    writer.act_as(office, acting.keeper)
    year = register_year(plan, office, acting.now)
    register = writer.send_register(numbered(plan, office, year), circular=False)
    entry = writer.reserve(office, ActKind.REPORTED, key, year, register)
    dated = plan.clock_of(office).date(acting.now)
    before = found.reports[-1].body if found.reports else None
    tables = letter_tables(plan, found)
    content = ReportContent(
        found.answered,
        found.asked,
        tuple(_figures(tables, plan.reporting.table_words)),
        wanted.remark,
        before.letter if isinstance(before, ReportedUp) else None,
        tables,
    )
    number = numbered_as(plan, office, entry, dated, circular=False)
    said = plan.reporting.report(
        letter.received.letter.letter, office, content, number=number, dated=dated
    )
    body = ReportedUp(
        to=letter.sender,
        letter=said,
        answers=tuple(each.ref for each in found.parts),
        answered=found.answered,
        bodies=found.asked,
        totals=found.sums,
        corrections=found.corrections,
        remark=wanted.remark,
        request=wanted.request,
    )
    act = Act(office, key, acting.by, acting.now, body, entry, register)
    writer.act(act)
    post_report(writer, plan, act)
    writer.tell(_news(acting, act, body))
    return Report(plan.id, act, body, new=True)


def _news(acting: Acting, act: Act, body: ReportedUp) -> News:
    told = {
        "sender": act.office,
        "recipient": body.to,
        "report": int(act.key),
        "number": body.letter.number,
        "answered": body.answered,
        "bodies": body.bodies,
        "at": acting.shown_now,
    }
    plan = acting.plan
    hearers = tuple(dict.fromkeys((act.office, body.to, plan.route.origin)))
    return News(Event.REPORTED, plan.id, (act.office,), hearers, told)


def _figures(tables: Sequence[LetterTable], words: TableWords) -> Iterator[ReportedFigure]:
    """The totals that a letter says: the last rows of the tables that it encloses."""
    for table in tables:
        corrected = {mark.column: mark.meant for mark in table.marks if mark.row == len(table.rows)}
        for at, (head, cell) in enumerate(zip(table.heads, table.total, strict=False)):
            if not head.field or cell is None:
                continue
            label = f"{table.title}: {head.label}" if table.field else head.label
            if not head.figure:
                yield ReportedFigure(label, cell)
                continue
            meant = words.figure(corrected[at]) if at in corrected else None
            yield ReportedFigure(label, words.figure(cell), head.unit, meant)
