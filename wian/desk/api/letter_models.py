"""How the letters of an office become the models that the API answers with."""

from __future__ import annotations

from wian.desk.api.models import (
    AnswerGiven,
    ClockResting,
    DeskStamp,
    Fate,
    NextDesk,
    OfficeName,
    Received,
    ReceivedInFull,
    Sent,
)
from wian.desk.api.relations import related
from wian.desk.office_letters import InboxLetter, OfficeLetters
from wian.jurisdictions.instant import Instant
from wian.ledger.acts import Act, ActKind, Amended, Answered, Corrected, Withdrawn
from wian.ledger.life.life import Life
from wian.ledger.life.lives import life
from wian.ledger.read.live_letters import Incoming
from wian.ledger.read.offices.own_letters import Outgoing
from wian.ledger.records import Reception
from wian.propagation.plan import Plan


def moment(plan: Plan, office: str, instant: Instant) -> str:
    """An instant in ISO 8601 on the clock of an office; a date alone stays one."""
    return plan.clock_of(office).isoformat(instant)


def maybe(plan: Plan, office: str, instant: Instant | None) -> str | None:
    """The same, where there is one."""
    return None if instant is None else moment(plan, office, instant)


def office(plan: Plan, id_: str) -> OfficeName:
    """An office with its name."""
    return OfficeName(id=id_, name=plan.hierarchy.office(id_).name)


def received(letters: OfficeLetters, item: Incoming) -> Received:
    """A letter that the office was sent."""
    plan, hop = letters.plan(item.propagation), item.hop
    readable = letters.may_read(item.directive)
    position = item.next_desk
    desks = InboxLetter(letters, item.propagation, item).desks
    return Received(
        propagation=letters.address(item.propagation),
        directive=item.directive.id,
        subject=item.directive.subject if readable else None,
        number=item.letter.letter.number,
        dated=item.letter.letter.dated,
        issued=moment(plan, hop.sender, item.letter.issued),
        sender=office(plan, hop.sender),
        urgency=item.directive.urgency,
        secrecy=item.directive.secrecy,
        state=letters.state(item),
        next_desk=None if position is None else NextDesk(position=position, name=desks[position]),
        ready=maybe(plan, hop.recipient, item.ready),
        answer_by=letters.answer_by(item),
        answered=item.answered,
        forwards=hop.forwards,
        own_number=item.own.letter.number if item.own else None,
        ended=ending(plan, item.life),
        suspended=waiting(plan, item, readable=readable),
        amended=amendments(plan, item.life),
    )


def waiting(plan: Plan, item: Incoming, *, readable: bool) -> ClockResting | None:
    """Why the office's clock rests; ``None`` while it runs."""
    rest = item.suspension
    if rest is None:
        return None
    whom = rest.body.waits_for
    return ClockResting(
        since=moment(plan, item.hop.recipient, rest.begun.at),
        waits_for=office(plan, whom) if whom else None,
        reason=rest.body.reason if readable else None,
    )


def ending(plan: Plan, life: Life) -> Fate | None:
    """How a propagation ended; ``None`` while it goes on."""
    return None if life.ending is None else _fate(plan, life.ending)


def amendments(plan: Plan, life: Life) -> list[Fate]:
    """The amendments of a propagation, the first one first."""
    return [_fate(plan, act) for act in life.amended]


def _fate(plan: Plan, act: Act) -> Fate:
    body = act.body if isinstance(act.body, Amended | Withdrawn) else None
    return Fate(
        kind=act.kind,
        at=moment(plan, act.office, act.at),
        number=body.number if body else None,
        follower=body.follower if body else None,
    )


def received_in_full(letter: InboxLetter) -> ReceivedInFull:
    """The same with all that it says."""
    plan, item, readable = letter.plan, letter.item, letter.readable
    return ReceivedInFull(
        **dict(received(letter.letters, item)),
        letter=item.letter.letter if readable else None,
        desks=list(letter.desks),
        stamps=[stamp(plan, item, each) for each in item.stamps],
        chain=[office(plan, each) for each in plan.route.chain(item.hop.recipient)],
        answers=[answer(plan, act) for act in item.of(ActKind.ANSWERED)] if readable else [],
        form=item.directive.answer if readable else None,
        files=list(item.directive.files) if readable else [],
        **dict(related(letter.desk.ledger, item.directive)),
    )


def stamp(plan: Plan, item: Incoming, reception: Reception) -> DeskStamp:
    """A stamp of the office."""
    corrected = {
        act.body.position for act in item.of(ActKind.CORRECTED) if isinstance(act.body, Corrected)
    }
    return DeskStamp(
        position=reception.position,
        desk=reception.desk,
        receipt_number=reception.receipt_number,
        at=moment(plan, reception.recipient, reception.at),
        corrected=reception.position in corrected,
    )


def answer(plan: Plan, act: Act) -> AnswerGiven:
    """An answer of the office."""
    if not isinstance(act.body, Answered):
        raise TypeError(f"act {act.key} of {act.office} is no answer")
    return AnswerGiven(
        number=act.entry.number,
        text=act.body.text,
        answered=moment(plan, act.office, act.body.answered.instant),
        recorded=moment(plan, act.office, act.at),
        by=act.by,
        files=list(act.body.files),
        values=dict(act.body.values),
    )


def sent(letters: OfficeLetters, item: Outgoing) -> Sent:
    """A letter that the office issued."""
    readable, plan = letters.may_read(item.directive), letters.plan(item.propagation)
    found = life(letters.desk.ledger, plan.id)
    return Sent(
        propagation=letters.address(item.propagation),
        directive=item.directive.id,
        subject=item.directive.subject if readable else None,
        number=item.letter.letter.number,
        dated=item.letter.letter.dated,
        issued=moment(plan, item.letter.office, item.letter.issued),
        recipients=item.recipients,
        received=item.received,
        part=item.letter.part,
        ended=ending(plan, found),
        amended=amendments(plan, found),
    )
