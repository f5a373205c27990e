"""Lets an office's clock rest while it waits for another, and run again."""

from __future__ import annotations

from dataclasses import dataclass

from wian.kit.text import ShortText
from wian.ledger.acts import Act, ActKind, Resumed, Suspended
from wian.ledger.life.suspensions import Suspension, last_suspension
from wian.ledger.outbox.events import Event, News
from wian.ledger.write.cohort import CohortWriter
from wian.office.actor import Acting
from wian.office.held_letter import HeldLetter, held_alone, note_first, refuse_ended
from wian.office.inputs import Entered, Optional, checked
from wian.office.refusals import Refusal
from wian.office.trusted_clock import refuse_wrong_clock


@dataclass(frozen=True, slots=True)
class ClockChange:
    """That an office's clock rests, or runs again, as it stands in the ledger.

    Attributes:
        propagation: Of which propagation.
        suspension: The rest that began or ended.
        new: This call made it; it was so before otherwise.
    """

    propagation: str
    suspension: Suspension
    new: bool


class Pause(Entered):
    """Why a clock is to rest, and whom its office waits for."""

    reason: ShortText
    waits_for: Optional = None


class NothingToWaitFor(Refusal):
    """The office has done all that it owes, so that no clock runs."""

    def __init__(self, office: str) -> None:
        super().__init__(f"{office} has nothing left to do with this letter, so no clock runs.")


class SuspendsUnstamped(Refusal):
    """An office's clock runs from its last stamp on, and cannot rest before."""

    def __init__(self, office: str, desk: str) -> None:
        super().__init__(
            f"The clock of {office} runs from its last stamp on; {desk} has to stamp the letter "
            "first."
        )


class WaitsForItself(Refusal):
    """An office waits for another one."""

    def __init__(self, office: str) -> None:
        super().__init__(f"{office} cannot wait for itself; name another office, or none.")


class SuspendedBefore(Refusal):
    """The clock rests already, for something else.

    Args:
        office: Whose clock.
        since: Since when, as it is shown.
    """

    def __init__(self, office: str, since: str) -> None:
        self.since = since
        super().__init__(
            f"The clock of {office} rests since {since} already, and why it does stays; resume it "
            "first, and nothing was changed."
        )


class NotSuspended(Refusal):
    """A clock that runs cannot be started."""

    def __init__(self, office: str) -> None:
        super().__init__(
            f"There is nothing to resume: the clock of {office} was not suspended. Check which "
            "office you mean; the status names those whose clocks rest. Nothing was changed."
        )


def suspend(acting: Acting, reason: str, waits_for: str | None = None) -> ClockChange:
    """Let an office's clock rest from now on; twice suspends once.

    What it rests is counted apart from handling, and nobody reminds the office meanwhile. It runs
    again when the office resumes, or forwards; where it has only to answer, when it answers.

    Args:
        acting: The office that waits, and who says so when.
        reason: Why.
        waits_for: Id of the office that it waits for, if it is one of the hierarchy.

    Raises:
        SuspendedBefore: It rests already, for another reason or another office.
        Refusal: Nothing was sent to the office, its last desk has not stamped, it has nothing left
            to do, or the directive has ended.
        UnknownOffice: There is no such office to wait for.
        InputFaults: The reason is no plain line of text.
        LedgerError: The ledger cannot be used; nothing was written.
    """
    wanted = checked(Pause, reason=reason, waits_for=waits_for)
    body = Suspended(reason=wanted.reason, waits_for=wanted.waits_for)
    if body.waits_for == acting.office:
        raise WaitsForItself(acting.office)
    if body.waits_for is not None:
        acting.plan.office(body.waits_for)
    with acting.ledger.cohort(acting.plan.id, acting.plan.clock) as writer:
        writer.share_life()  # nobody withdraws or closes it meanwhile
        letter = held_alone(writer, acting)
        refuse_ended(writer)
        sent = letter.received.hop.forwards
        _refuse_unless_owing(letter, writer.life().growth.forwards(acting.office, sent=sent))
        last = last_suspension(letter.acts)
        if last is not None and last.ended is None:
            if last.body != body:
                raise SuspendedBefore(acting.office, letter.shown(last.begun.at))
            return ClockChange(acting.plan.id, last, new=False)
        refuse_wrong_clock(writer, acting)
        key = str(len(letter.of(ActKind.SUSPENDED)) + 1)
        act = note_first(writer, acting, body, key)
        _tell(writer, letter, act, Event.SUSPENDED, body)
        return ClockChange(acting.plan.id, Suspension(act, body), new=True)


def resume(acting: Acting) -> ClockChange:
    """Have an office's clock run again; twice resumes once.

    Args:
        acting: The office, and who says so when.

    Raises:
        NotSuspended: Its clock has never rested.
        Refusal: Nothing was sent to the office, it has nothing left to do, or the directive has
            ended.
        LedgerError: The ledger cannot be used; nothing was written.
    """
    with acting.ledger.cohort(acting.plan.id, acting.plan.clock) as writer:
        writer.share_life()
        letter = held_alone(writer, acting)
        refuse_ended(writer)
        last = last_suspension(letter.acts)
        if last is None:
            raise NotSuspended(acting.office)
        if last.ended is not None:
            return ClockChange(acting.plan.id, last, new=False)
        _refuse_unless_owing(letter, letter.received.hop.forwards)  # it rested before a way around
        refuse_wrong_clock(writer, acting)
        act = note_first(writer, acting, Resumed(), last.begun.key)
        _tell(writer, letter, act, Event.RESUMED, last.body)
        ready = News(Event.READY, acting.plan.id, (acting.office,), ())
        writer.tell(ready)  # an office that forwards alone was passed over meanwhile
        return ClockChange(acting.plan.id, Suspension(last.begun, last.body, act), new=True)


def _refuse_unless_owing(letter: HeldLetter, forwards: bool) -> None:  # noqa: FBT001 - a fact
    """Refuse where no clock of the office runs.

    Args:
        letter: What it holds.
        forwards: It has to write to others, or had to.

    Raises:
        SuspendsUnstamped: A desk has still to stamp.
        NothingToWaitFor: The office has done everything.
    """
    if not letter.ready:
        raise SuspendsUnstamped(letter.office, letter.desks[len(letter.stamps)])
    asked = letter.plan.answer_by(letter.office) is not None
    if not (forwards and letter.own is None) and not (asked and letter.answer is None):
        raise NothingToWaitFor(letter.office)


def _tell(
    writer: CohortWriter, letter: HeldLetter, act: Act, event: Event, body: Suspended
) -> None:
    """Tell the office itself, and the one that wrote to it."""
    facts = {
        "recipient": act.office,
        "waits_for": body.waits_for,
        "at": letter.shown(act.at),
        "number": act.entry.number,
    }
    hearers = (act.office, letter.sender)
    writer.tell(News(event, letter.plan.id, (act.office,), hearers, facts))
