"""Issues an office's letter, and with it what amends that letter: both go out as one act."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from wian.ledger.read.offices.holdings import Holding
from wian.ledger.write.cohort import CohortWriter
from wian.letters.directive import FollowUpKind
from wian.letters.sandbox import kept_templates
from wian.office.actor import Acting
from wian.office.amendment_order import amendment_before
from wian.office.given_number import GivenNumber
from wian.office.issue import Issuance, issue_within
from wian.office.share import PartOfOthers
from wian.propagation.runtime import recorded_plan


def issue(
    acting: Acting,
    *,
    revision: int | None = None,
    alone: bool = False,
    number: GivenNumber | None = None,
    signer: str | None = None,
) -> Issuance:
    """Issue an office's letter under the next number of its register; twice issues once.

    Where one salutation and one close do not fit all whom it writes to, it issues a letter to
    those of each, under the next numbers. Letters that amend it, whose last stamp the office has,
    go out with it, each under the number that follows; those without it stay, and are named.

    Args:
        acting: The office that issues, and who does so when: the origin, or an office whose last
            desk has stamped.
        revision: The revision of the draft that was looked at; the latest where none is given.
        alone: The office has set to forward alone.
        number: The number in its register that the letter was given elsewhere, on paper or by
            another system; the next one here where ``None``.
        signer: The post that signs it; as the office has it for today where ``None``.

    Raises:
        IssuedOtherwise: The letter is out under another number, or signed by another post.
        NumberTaken: A letter of that register has the number already, here or in an imported one.
        NumberFarAhead: It skips many numbers, and nobody says that it is no slip.
        DraftChanged: Somebody edited the draft after it was looked at.
        FirstNotForwarded: It amends a letter that the office has not forwarded.
        EarlierNotForwarded: The office has not forwarded an earlier amendment of the same letter.
        Refusal: The office has nothing to pass on, or holds the letter without its last stamp; or
            the post does not sign today.
        LedgerError: The ledger cannot be used; nothing was written.
    """
    with kept_templates(), acting.ledger.cohort(acting.plan.id, acting.plan.clock) as writer:
        _share_lives(writer, acting)
        done = issue_within(
            writer, acting, revision=revision, alone=alone, number=number, signer=signer
        )
        together = tuple(_with_it(writer, acting, alone, signer)) if done.new else ()
        return replace(done, together=together, unstamped=tuple(_unstamped(writer, acting)))


def _share_lives(writer: CohortWriter, acting: Acting) -> None:
    """Have nobody withdraw or amend the directive, or the one that it amends, meanwhile."""
    if follows := acting.plan.directive.follows:
        writer.beside(follows.propagation).share_life()
    writer.hold(acting.office, sharing_life=True)


def _with_it(
    writer: CohortWriter,
    acting: Acting,
    alone: bool,  # noqa: FBT001 - as ``issue`` has it
    signer: str | None,
) -> Iterator[Issuance]:
    """Issue the letters of the same directive that lie ready at the office, the earliest first."""
    first, amendments = _amendments(writer, acting)
    for each in amendments:
        beside = writer.beside(each)
        beside.share_life()
        kept = amendment_before(first, each, acting.office)
        held = _still_to_forward(beside, acting.office)
        if not kept and held and held.ready:
            plan = recorded_plan(each, acting.ledger)
            also = replace(acting, plan=plan)
            with suppress(PartOfOthers):  # the other successors of a split office forward it
                done = issue_within(beside, also, alone=alone, signer=signer)
                if done.new:  # of a split office, this part may be out while others wait
                    yield done


def _unstamped(writer: CohortWriter, acting: Acting) -> Iterator[str]:
    """The letters of the same directive that wait at the office for a stamp, the earliest first."""
    for each in _amendments(writer, acting)[1]:
        held = _still_to_forward(writer.beside(each), acting.office)
        if held and not held.ready:
            yield each


def _amendments(writer: CohortWriter, acting: Acting) -> tuple[CohortWriter, list[str]]:
    """Who looks at the directive that is amended, and the propagations that amend it."""
    follows = acting.plan.directive.follows
    if follows and follows.kind is not FollowUpKind.AMENDMENT:
        return writer, []
    first = writer.beside(follows.propagation) if follows else writer
    return first, [each.follower for each in first.life().amendments]


def _still_to_forward(writer: CohortWriter, office: str) -> Holding | None:
    """What an office holds of a letter that it is to forward, and has not forwarded."""
    held, life = writer.holding(office), writer.life()
    if held is None or life.ending or (held.own and office in writer.wrote_to_all([office])):
        return None
    return held if life.growth.forwards(office, sent=held.received.hop.forwards) else None
