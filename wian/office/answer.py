"""What an office answers, and which of its groups deals with a letter."""

from __future__ import annotations

from collections.abc import Sequence

from wian.jurisdictions.instant import Instant
from wian.ledger.acts import Act, ActKind, Answered, Moment, Routed
from wian.ledger.life.upward.answer_acts import Retracted
from wian.ledger.outbox.events import Event, News
from wian.ledger.write.cohort import CohortWriter
from wian.letters.enclosed_file import EnclosedFile, KeptFile
from wian.office.actor import Acting
from wian.office.filled_form import AnswerContent, FilledForm, answer_content
from wian.office.gathering.refusals import GathersInstead
from wian.office.held_letter import HeldLetter, held_alone, note_first
from wian.office.inputs import Assignment, GivenReason, checked
from wian.office.refusals import (
    AnsweredTooEarly,
    AnswerInFuture,
    AnswersUnreceived,
    LetterReturned,
    NoAnswerHolds,
    NotAsked,
    NotReady,
    ReasonMissing,
)
from wian.office.trusted_clock import refuse_wrong_clock


def route(acting: Acting, group: str, *, note_: str | None = None, key: str) -> Act:
    """Hand a letter to a group of the office; the same request again hands it over once.

    Args:
        acting: The office whose letter it is, and who routes it when.
        group: Who is to deal with it.
        note_: What the officer writes to it.
        key: Of the request.

    Raises:
        Refusal: Nothing was received, or no desk has stamped it.
        InputFaults: Group or note are no plain lines of text.
    """
    wanted = checked(Assignment, group=group, note=note_)
    office = acting.office
    with acting.ledger.cohort(acting.plan.id, acting.plan.clock) as writer:
        letter = held_alone(writer, acting)
        if not letter.stamps:
            raise NotReady(office, letter.desks[0])
        if done := letter.done(ActKind.ROUTED, key):
            return done
        refuse_wrong_clock(writer, acting)
        return note_first(writer, acting, Routed(group=wanted.group, note=wanted.note), key)


def answer(  # noqa: PLR0913 - what an answer is made of
    acting: Acting,
    text: str,
    *,
    filled: FilledForm | None = None,
    answered: Instant | None = None,
    reason: str | None = None,
    files: Sequence[EnclosedFile] = (),
    key: str,
) -> Act:
    """Record what an office answers; a later answer goes before an earlier one, and both stay.

    Args:
        acting: The office that answers, and who records it when.
        text: The answer; a remark, or nothing, where the directive has a form.
        filled: What was filled in, where it has one.
        answered: When, as written on paper; this moment where none is given.
        reason: Why that is earlier than now.
        files: What goes with it.
        key: Of the request; the same one again records once.

    Raises:
        Refusal: The office was not asked, has not stamped the letter, has returned it, or cannot
            have answered then.
        InputFaults: Something of it cannot be kept: all of that.
    """
    _refuse_gathering(acting)
    wanted = answer_content(acting.plan.directive.answer, text, reason, filled, files)
    office = acting.office
    with acting.ledger.cohort(acting.plan.id, acting.plan.clock) as writer:
        letter = held_alone(writer, acting)
        if acting.plan.answer_by(office) is None:
            raise NotAsked(office)
        if not letter.stamps:
            raise AnswersUnreceived(office, letter.desks[0])
        if done := letter.done(ActKind.ANSWERED, key):
            return done
        if office in writer.life().returned:
            raise LetterReturned(office, letter.sender)
        refuse_wrong_clock(writer, acting)
        body = answered_body(letter, wanted, answered, acting.now, writer.keep(files))
        act = note_first(writer, acting, body, key)
        tell_answered(writer, letter, act)
        return act


def _refuse_gathering(acting: Acting) -> None:
    """Refuse an answer of an office that only gathers those of others.

    Raises:
        GathersInstead: It is one.
    """
    way, office = acting.plan.way_up, acting.office
    if way is not None and way.gathers(office) and office not in way.asked:
        raise GathersInstead(acting.plan.id, office)


def answered_body(
    letter: HeldLetter,
    wanted: AnswerContent,
    answered: Instant | None,
    now: Instant,
    files: tuple[KeptFile, ...] = (),
) -> Answered:
    """What the act of an answer says.

    Raises:
        Refusal: The office cannot have answered then.
    """
    at = _moment(letter, answered, wanted.reason, now)
    return Answered(
        text=wanted.text,
        answered=Moment.of(at),
        reason=wanted.reason,
        files=files,
        values=wanted.values,
    )


def take_back(acting: Acting, reason: str, *, number: int | None = None) -> Act:
    """Take back the answer that holds: it stays in the ledger, and the office owes one again.

    Sent again it takes nothing more back.

    Args:
        acting: The office whose answer it is, and who takes it back when.
        reason: Why.
        number: Number of the answer that is meant, where the caller saw it; another one that
            holds by now is not taken back.

    Raises:
        Refusal: The office has no answer that holds, or another one than is meant.
        InputFaults: The reason is no plain line of text.
    """
    wanted = checked(GivenReason, reason=reason)
    with acting.ledger.cohort(acting.plan.id, acting.plan.clock) as writer:
        letter = held_alone(writer, acting)
        holds = letter.answer
        before = letter.of(ActKind.RETRACTED)
        if holds is None or number not in {None, holds.entry.number}:
            done = [act for act in before if _is_meant(act, number)]
            if done and holds is None:
                return done[-1]
            raise NoAnswerHolds(acting.office)
        refuse_wrong_clock(writer, acting)
        body = Retracted(reason=wanted.reason, number=holds.entry.number)
        act = note_first(writer, acting, body, holds.key)
        _tell(writer, letter, act, Event.RETRACTED, act.at)
        return act


def _is_meant(act: Act, number: int | None) -> bool:
    return isinstance(act.body, Retracted) and number in {None, act.body.number}


def tell_answered(writer: CohortWriter, letter: HeldLetter, act: Act) -> None:
    """Tell the office itself, its sender, and the origin, which wants the answers."""
    at = act.body.answered.instant if isinstance(act.body, Answered) else act.at
    _tell(writer, letter, act, Event.ANSWERED, at)


def _tell(writer: CohortWriter, letter: HeldLetter, act: Act, event: Event, at: Instant) -> None:
    number = act.body.number if isinstance(act.body, Retracted) else act.entry.number
    told = {"recipient": act.office, "at": letter.shown(at), "number": number}
    hearers = tuple(dict.fromkeys((act.office, letter.sender, letter.plan.route.origin)))
    writer.tell(News(event, letter.plan.id, (act.office,), hearers, told))


def _moment(letter: HeldLetter, at: Instant | None, reason: str | None, now: Instant) -> Instant:
    if at is None:
        return now
    if letter.precedes(now, at):
        raise AnswerInFuture(letter.shown(at), letter.shown(now))
    if reason is None and letter.precedes(at, now):
        raise ReasonMissing(letter.shown(at))
    if letter.precedes(at, letter.issued):
        raise AnsweredTooEarly(letter.shown(at), letter.shown(letter.issued))
    return at
