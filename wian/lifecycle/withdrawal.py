"""Withdraws a directive: a letter that says so goes exactly as far as the first one went."""

from __future__ import annotations

from dataclasses import dataclass

from wian.ledger.acts import Act, Withdrawn
from wian.ledger.outbox.events import Event
from wian.ledger.write.cohort import CohortWriter
from wian.letters.composition.later_letter import LaterLetter
from wian.letters.sandbox import kept_templates
from wian.letters.secrecy import is_secret
from wian.lifecycle.amendment import end_amendments
from wian.lifecycle.later_plan import withdrawal_plan
from wian.lifecycle.origin import (
    Why,
    first_letter,
    refuse_follow_up,
    refuse_unless_origin,
    tell_reached,
)
from wian.office.actor import Acting
from wian.office.held_letter import note_first
from wian.office.inputs import checked
from wian.office.issue import issue_within
from wian.office.refusals import Refusal
from wian.office.trusted_clock import refuse_wrong_clock
from wian.propagation.plan import as_recorded


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A withdrawal that stands in the ledger.

    Attributes:
        propagation: What is withdrawn.
        follower: Id of the propagation whose letters say so.
        number: Number of the origin's letter that says so.
        reached: How many offices had been sent the first letter.
        act: The origin's act.
        new: This call made it; it was there before otherwise.
        numbers: Numbers of all the origin's letters that say so: one for each salutation.
    """

    propagation: str
    follower: str
    number: str
    reached: int
    act: Act
    new: bool
    numbers: tuple[str, ...]


class WithdrawnBefore(Refusal):
    """The directive is withdrawn already, for another reason.

    Args:
        propagation: Which.
        number: Number of the letter that says so.
        reason: Why, as that letter says it; ``None`` where it is secret.
    """

    def __init__(self, propagation: str, number: str, reason: str | None) -> None:
        self.number = number
        said = f" ({reason})" if reason else ""
        super().__init__(
            f"{propagation} was withdrawn already with letter {number}; its reason stays as that "
            f"letter says it{said}, and nothing was changed."
        )


def withdraw(acting: Acting, reason: str) -> Withdrawal:
    """Withdraw a directive; twice withdraws once.

    In one transaction the origin's letter of withdrawal goes out and the first propagation ends:
    nothing of it is forwarded, edited or reminded of any more. Those whom it has reached may still
    stamp it; they get the withdrawal from the office that sent them the first letter.

    Args:
        acting: The origin, and who acts for it when.
        reason: Why, as it follows "because" in the letters; where it begins with that word, the
            word is left out.

    Raises:
        WithdrawnBefore: It is withdrawn already, for another reason.
        Refusal: The office is not the origin, has not issued its letter, or the propagation is
            itself about another.
        InputFaults: The reason is no plain line of text.
        LedgerError: The ledger cannot be used; nothing was written.
    """
    refuse_unless_origin(acting)
    refuse_follow_up(acting)
    said = checked(Why, reason=reason).reason
    with kept_templates():
        said = LaterLetter(acting.plan.jurisdiction.wording).without_because(said)
    with kept_templates(), acting.ledger.cohort(acting.plan.id, acting.plan.clock) as writer:
        writer.hold_life()  # nobody forwards, amends or closes it meanwhile
        first_letter(writer, acting)
        done, reached = writer.life().withdrawn, writer.sent()
        if done is not None:
            _refuse_other_reason(acting, done, said)
            return _withdrawal(writer, acting, done, len(reached), new=False)
        refuse_wrong_clock(writer, acting)
        plan = withdrawal_plan(acting.plan, reached, said)
        beside = writer.begin(as_recorded(plan, acting.now.minute), plan.hierarchy)
        later = Acting(acting.ledger, plan, acting.office, acting.by, acting.now)
        issued = issue_within(beside, later)
        body = Withdrawn(reason=said, follower=plan.id, number=issued.letter.letter.number)
        act = note_first(writer, acting, body, "")
        end_amendments(writer, acting)
        tell_reached(writer, acting, Event.WITHDRAWN, issued, reached)
        return _withdrawal(writer, acting, act, len(reached), new=True)


def _withdrawal(
    writer: CohortWriter, acting: Acting, act: Act, reached: int, *, new: bool
) -> Withdrawal:
    body = act.body
    if not isinstance(body, Withdrawn):
        raise TypeError(f"act {act.kind} of {act.office} is no withdrawal")
    letters = writer.beside(body.follower).all_letters(act.office)
    numbers = tuple(each.letter.number for each in letters)
    return Withdrawal(acting.plan.id, body.follower, body.number, reached, act, new, numbers)


def _refuse_other_reason(acting: Acting, act: Act, reason: str) -> None:
    body = act.body
    if isinstance(body, Withdrawn) and body.reason != reason:
        first = None if is_secret(acting.plan.directive) else body.reason
        raise WithdrawnBefore(acting.plan.id, body.number, first)
