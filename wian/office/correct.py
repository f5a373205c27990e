"""Corrects a stamp: the office says which moment it means."""

from __future__ import annotations

from wian.jurisdictions.instant import Instant
from wian.ledger.acts import Act, ActKind, Corrected, Moment
from wian.ledger.write.cohort import CohortWriter
from wian.office.actor import Acting
from wian.office.held_letter import HeldLetter, held_alone, note_first
from wian.office.inputs import Reason, checked
from wian.office.refusals import NotStampedYet, ReasonMissing, StampInFuture, StampTooLate
from wian.office.trusted_clock import refuse_outside_calendar


def correct(acting: Acting, *, position: int, at: Instant, reason: str, key: str) -> Act:
    """Say that a stamp means another moment; the stamp itself stays as it is.

    Args:
        acting: The office whose stamp it is, and who corrects it when.
        position: Of which desk, from 0.
        at: The moment that is meant.
        reason: Why.
        key: Of the request; the same one again corrects once.

    Raises:
        Refusal: There is no such stamp, or it cannot mean that moment; nothing was written.
        InputFaults: The reason is no plain line of text.
    """
    said = checked(Reason, reason=reason).reason
    office = acting.office
    with acting.ledger.cohort(acting.plan.id, acting.plan.clock) as writer:
        letter = held_alone(writer, acting)
        letter.refuse_unknown_desk(position)
        if position >= len(letter.stamps):
            raise NotStampedYet(office, letter.desks[position])
        if said is None:
            raise ReasonMissing(letter.shown(at), corrected=True)
        if done := letter.done(ActKind.CORRECTED, key):
            return done
        refuse_outside_calendar(acting)  # the latest entry may be what is wrong
        _refuse_disorder(letter, position, at, acting.now)
        corrected = _correction(writer, letter, position, at, said)
        return note_first(writer, acting, corrected, key)


def _refuse_disorder(letter: HeldLetter, position: int, at: Instant, now: Instant) -> None:
    """A stamp stands between what it follows and what follows it."""
    if letter.precedes(now, at):
        raise StampInFuture(letter.shown(at), letter.shown(now))
    letter.refuse_too_early(at, position)
    after = [(f"the stamp of {stamp.desk}", stamp.at) for stamp in letter.stamps[position + 1 :]]
    if own := letter.own:
        after.append((f"the office's own letter {own.letter.number}", own.issued))
    for what, limit in after:
        if letter.precedes(limit, at):
            raise StampTooLate(letter.shown(at), what, letter.shown(limit))


def _correction(
    writer: CohortWriter, letter: HeldLetter, position: int, at: Instant, reason: str
) -> Corrected:
    stamp = letter.stamps[position]
    year, number = stamp.entry or (0, 0)
    return Corrected(
        in_register=writer.register_of(stamp),
        year=year,
        number=number,
        position=position,
        at=Moment.of(at),
        reason=reason,
    )
