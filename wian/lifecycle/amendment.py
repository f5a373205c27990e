"""Amends a directive: a letter that cites the first one goes the same way, to the same offices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wian.ledger.acts import Act, Amended, Closed
from wian.ledger.outbox.events import Event
from wian.ledger.records import IssuedLetter
from wian.ledger.write.cohort import CohortWriter
from wian.letters.directive import Changes
from wian.letters.letter import Letter
from wian.letters.sandbox import kept_templates
from wian.lifecycle.amended_days import OddDay, odd_days
from wian.lifecycle.amendment_plan import amendment_plan
from wian.lifecycle.changes import Wish, refuse_no_change, wished
from wian.lifecycle.origin import first_letter, refuse_follow_up, refuse_unless_origin, tell_reached
from wian.office.actor import Acting
from wian.office.held_letter import note_first, refuse_ended
from wian.office.issue import issue_within
from wian.office.owed_letters import up_to_date
from wian.office.refusals import Refusal
from wian.office.trusted_clock import refuse_wrong_clock
from wian.propagation.plan import as_recorded
from wian.propagation.recorded_plan import restore
from wian.propagation.standing.days_in_force import DaysInForce


@dataclass(frozen=True, slots=True)
class Amendment:
    """An amendment that stands in the ledger.

    Attributes:
        propagation: What is amended.
        follower: Id of the propagation whose letters say so.
        numbers: Numbers of the origin's letters that say so: one for each salutation.
        place: Which amendment of the directive it is, from 1.
        reached: How many offices had been sent the first letter.
        act: The origin's act.
        new: This call made it; it was there before otherwise.
        changes: What it changes.
        odd: Days that it sets and that may be a slip.
    """

    propagation: str
    follower: str
    numbers: tuple[str, ...]
    place: int
    reached: int
    act: Act
    new: bool
    changes: Changes
    odd: tuple[OddDay, ...] = ()

    @property
    def number(self) -> str:
        """Number of the origin's first letter that says so."""
        return self.numbers[0]


class AmendmentUnsaid(Refusal):
    """The ledger holds an amendment of which no letter says so: somebody wrote into it.

    Args:
        propagation: What is amended.
        follower: The propagation whose letters should say so.
    """

    def __init__(self, propagation: str, follower: str) -> None:
        super().__init__(
            f"An amendment of {propagation} is in the ledger, but not its letter, which would "
            f"be {follower}. Nothing was entered; wian verify says what else is missing."
        )


def amend(acting: Acting, wish: Wish) -> Amendment:
    """Amend a directive; the same again, as long as nothing else was amended, changes nothing.

    In one transaction the origin's letter goes out and its days hold for the first propagation,
    which goes on. Whoever has not forwarded the first letter sends both on as one act. Other
    content is another amendment; of several the last one holds.

    Args:
        acting: The origin, and who acts for it when.
        wish: What is to change.

    Raises:
        ChangesNothing: Everything would be as before.
        Refusal: The office is not the origin, has not issued its letter, has withdrawn or closed
            the directive, or the propagation is itself about another.
        InputFaults: Something of the wish cannot be kept: all that cannot.
        LedgerError: The ledger cannot be used; nothing was written.
    """
    refuse_unless_origin(acting)
    refuse_follow_up(acting)
    done, before = _entered(acting, wish)
    letters = restore(acting.ledger, done.follower)
    return replace(done, odd=odd_days(before, done.changes, letters, done.act.at))


def _entered(acting: Acting, wish: Wish) -> tuple[Amendment, DaysInForce]:
    """The amendment as it stands in the ledger, and the days that held before it."""
    today = acting.now.date(acting.plan.jurisdiction.calendar.zone)
    with kept_templates(), acting.ledger.cohort(acting.plan.id, acting.plan.clock) as writer:
        writer.hold_life()  # nobody forwards, withdraws or closes it meanwhile
        acting = up_to_date(writer, acting)
        first_letter(writer, acting)
        refuse_ended(writer)
        life, reached = writer.life(), writer.sent()
        days = DaysInForce(acting.plan, life)
        changes = wished(days, wish, today)
        if life.amendments and life.amendments[-1].changes == changes:
            done = _amendment(writer, acting, life.amended[-1], len(reached), new=False)
            return done, DaysInForce(acting.plan, replace(life, amended=life.amended[:-1]))
        refuse_no_change(days, changes)
        refuse_wrong_clock(writer, acting)
        place = len(life.amended) + 1
        before = [_first_letter(writer, acting, each) for each in life.amendments]
        plan = amendment_plan(days, reached, changes, before, wish.files)
        beside = writer.begin(as_recorded(plan, acting.now.minute), plan.hierarchy, plan.files)
        later = Acting(acting.ledger, plan, acting.office, acting.by, acting.now)
        issued = issue_within(beside, later)
        body = Amended(changes=changes, follower=plan.id, number=issued.letter.letter.number)
        act = note_first(writer, acting, body, str(place))
        tell_reached(writer, acting, Event.AMENDED, issued, reached)
        return _amendment(writer, acting, act, len(reached), new=True), days


def end_amendments(writer: CohortWriter, acting: Acting) -> None:
    """Close what amends a directive that ends: nobody forwards it any more either.

    Args:
        writer: Who holds the directive's life.
        acting: The origin.
    """
    for each in writer.life().amendments:
        beside = writer.beside(each.follower)
        beside.hold_life()
        beside.hold(acting.office)
        if beside.life().ending is None:
            note_first(beside, acting, Closed(ended_with=acting.plan.id), "")


def _first_letter(writer: CohortWriter, acting: Acting, done: Amended) -> Letter:
    """The origin's first letter of an amendment.

    Raises:
        AmendmentUnsaid: There is none.
    """
    return _letters(writer, acting, done.follower, acting.office)[0].letter


def _letters(
    writer: CohortWriter, acting: Acting, follower: str, office: str
) -> Sequence[IssuedLetter]:
    found = writer.beside(follower).all_letters(office)
    if not found:
        raise AmendmentUnsaid(acting.plan.id, follower)
    return found


def _amendment(
    writer: CohortWriter, acting: Acting, act: Act, reached: int, *, new: bool
) -> Amendment:
    body = act.body
    if not isinstance(body, Amended):
        raise TypeError(f"act {act.kind} of {act.office} is no amendment")
    letters = _letters(writer, acting, body.follower, act.office)
    numbers = tuple(each.letter.number for each in letters)
    of = (acting.plan.id, body.follower, numbers, int(act.key), reached)
    return Amendment(*of, act, new, body.changes)
