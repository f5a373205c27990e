"""May the office that acts change the life of this directive, and who hears that it did?"""

from __future__ import annotations

from collections.abc import Sequence

from wian.kit.text import ShortText
from wian.ledger.outbox.events import Event, News
from wian.ledger.records import IssuedLetter, SentHop
from wian.ledger.write.cohort import CohortWriter
from wian.letters.directive import FollowUpKind
from wian.office.actor import Acting
from wian.office.held_letter import refuse_unless_live
from wian.office.inputs import Entered
from wian.office.issue import Issuance
from wian.office.refusals import Refusal


class NotTheOrigin(Refusal):
    """Only who sent a directive changes what becomes of it."""

    def __init__(self, office: str, origin: str) -> None:
        super().__init__(f"{office} did not send this directive; only {origin} can do that.")


class NothingSentYet(Refusal):
    """Nobody has the directive yet."""

    def __init__(self, origin: str) -> None:
        super().__init__(f"{origin} has not issued its letter yet, so nobody has anything of it.")


class AboutAnother(Refusal):
    """A letter that withdraws or amends is not itself withdrawn, amended or closed.

    Args:
        kind: What it does.
        first: The propagation that it is about.
    """

    def __init__(self, kind: FollowUpKind, first: str) -> None:
        self.kind = kind
        super().__init__(f"These letters are the {kind} of propagation {first}{_REMEDIES[kind]}.")


_REMEDIES = {
    FollowUpKind.AMENDMENT: "; amend, withdraw or close that one",
    FollowUpKind.WITHDRAWAL: ", and they go on until everybody who has that one has them",
}
"""What can be done instead."""


class Why(Entered):
    """Why the origin does it."""

    reason: ShortText


def refuse_unless_origin(acting: Acting) -> None:
    """Refuse what only the origin of a live propagation does.

    Raises:
        NotLive: The propagation is not live.
        NotTheOrigin: Another office acts.
        UnknownOffice: There is no such office.
    """
    refuse_unless_live(acting.plan)
    acting.plan.office(acting.office)
    origin = acting.plan.directive.origin
    if acting.office != origin:
        raise NotTheOrigin(acting.office, origin)


def refuse_follow_up(acting: Acting) -> None:
    """Refuse to change letters that are about others.

    Raises:
        AboutAnother: They are.
    """
    follows = acting.plan.directive.follows
    if follows is not None:
        raise AboutAnother(follows.kind, follows.propagation)


def first_letter(writer: CohortWriter, acting: Acting) -> IssuedLetter:
    """The origin's letter.

    Raises:
        NothingSentYet: It has not issued any.
    """
    found = writer.letter(acting.office)
    if found is None:
        raise NothingSentYet(acting.office)
    return found


def tell_reached(
    writer: CohortWriter,
    acting: Acting,
    event: Event,
    issued: Issuance,
    reached: Sequence[SentHop],
) -> None:
    """Tell the origin, and whomever the first letter has reached, of letters about it.

    Args:
        writer: The transaction that issues them.
        acting: The origin.
        event: What they do.
        issued: The origin's letters.
        reached: The hops of the first letter so far.
    """
    facts = {
        "follower": issued.propagation,
        "number": issued.letter.letter.number,
        "numbers": [each.letter.number for each, _ in issued.letters],
        "at": acting.shown_now,
    }
    hearers = (acting.office, *(hop.recipient for hop in reached))
    writer.tell(News(event, acting.plan.id, (acting.office,), hearers, facts))
