"""How reports become the models that the API answers with: those of any letter."""

from __future__ import annotations

from wian.desk.api import letter_models
from wian.desk.api.models import (
    DeskStamp,
    NextDesk,
    Received,
    ReceivedInFull,
    Recipient,
    Sent,
    SentInFull,
)
from wian.desk.api.relations import related
from wian.desk.api.report_models import ReportHeld
from wian.desk.held_report import HeldReport
from wian.jurisdictions.instant import Instant
from wian.ledger.acts import Act
from wian.ledger.life.lives import life
from wian.ledger.life.upward.gathering_acts import ReportStamped


def came(held: HeldReport) -> Received:
    """A report that came to the office."""
    plan, report, position = held.plan, held.report, held.next_desk
    became = life(held.letters.desk.ledger, plan.id)
    return Received(
        propagation=held.address,
        directive=report.directive.id,
        subject=held.letter.subject if held.readable else None,
        number=held.letter.number,
        dated=held.letter.dated,
        issued=letter_models.moment(plan, report.at.sender, report.issued),
        sender=letter_models.office(plan, report.at.sender),
        urgency=report.directive.urgency,
        secrecy=report.directive.secrecy,
        state=held.state,
        next_desk=position
        if position is None
        else NextDesk(position=position, name=held.desks[position]),
        ready=letter_models.maybe(plan, report.body.to, _ready(held)),
        answer_by=None,
        answered=False,
        forwards=False,
        own_number=None,
        ended=letter_models.ending(plan, became),
        suspended=None,
        amended=letter_models.amendments(plan, became),
        report=_held(held),
    )


def came_in_full(held: HeldReport) -> ReceivedInFull:
    """The same with all that it says."""
    plan, readable = held.plan, held.readable
    ends = (held.report.at.sender, held.report.body.to)
    return ReceivedInFull(
        **dict(came(held)),
        letter=held.letter if readable else None,
        desks=list(held.desks),
        stamps=[stamp_shown(held, each) for each in held.report.stamps],
        chain=[letter_models.office(plan, each) for each in ends],
        answers=[],
        form=None,
        files=[],
        **dict(related(held.letters.desk.ledger, held.report.directive)),
    )


def wrote(held: HeldReport) -> Sent:
    """A report that the office wrote."""
    plan, report = held.plan, held.report
    became = life(held.letters.desk.ledger, plan.id)
    return Sent(
        propagation=held.address,
        directive=report.directive.id,
        subject=held.letter.subject if held.readable else None,
        number=held.letter.number,
        dated=held.letter.dated,
        issued=letter_models.moment(plan, report.at.sender, report.issued),
        recipients=1,
        received=1 if report.stamps else 0,
        part=0,
        ended=letter_models.ending(plan, became),
        amended=letter_models.amendments(plan, became),
        report=_held(held),
    )


def wrote_in_full(held: HeldReport) -> SentInFull:
    """The same with all that it says, and how far it has come with whoever asked."""
    plan, to = held.plan, held.report.body.to
    first = held.report.stamps[0].at if held.report.stamps else None
    standing = Recipient(
        office=letter_models.office(plan, to),
        channel=plan.hop_to(held.report.at.sender).channel,
        received=letter_models.maybe(plan, to, first),
        ready=letter_models.maybe(plan, to, _ready(held)),
        forwards=False,
        forwarded=None,
        own_number=None,
        answer_by=None,
        answered=None,
        mail=None,
        files=[],
    )
    return SentInFull(
        **dict(wrote(held)),
        letter=held.letter if held.readable else None,
        standing=[standing],
        files=[],
        **dict(related(held.letters.desk.ledger, held.report.directive)),
    )


def stamp_shown(held: HeldReport, act: Act) -> DeskStamp:
    """A stamp on a report."""
    body = act.body
    if not isinstance(body, ReportStamped):
        raise TypeError(f"act {act.key} of {act.office} is no stamp on a report")
    return DeskStamp(
        position=body.position,
        desk=body.desk,
        receipt_number=str(act.entry.number),
        at=letter_models.moment(held.plan, act.office, act.at),
        corrected=False,
    )


def _ready(held: HeldReport) -> Instant | None:
    return held.report.stamps[-1].at if held.next_desk is None else None


def _held(held: HeldReport) -> ReportHeld:
    at, body = held.report.at, held.report.body
    return ReportHeld(
        propagation=at.propagation, report=int(at.key), answered=body.answered, bodies=body.bodies
    )
