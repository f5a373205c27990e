"""Issues an office's letter: its draft, as composed or edited, gets a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hierarchy.office import Signatory
from wian.delays.hop_record import Source
from wian.jurisdictions.instant import Instant
from wian.ledger.acts import Drafted, Issued
from wian.ledger.life.growth_acts import Shared, Way
from wian.ledger.lists.list_facts import ListFacts
from wian.ledger.outbox.events import Event, News
from wian.ledger.records import IssuedLetter, ReceivedHop, RegisterEntry
from wian.ledger.registers.typed_numbers import TypedAs
from wian.ledger.write.cohort import CohortWriter
from wian.letters.letter import Letter
from wian.office.actor import Acting
from wian.office.draft_text import carried
from wian.office.given_number import GivenNumber, checked_number, refuse_taken
from wian.office.held_letter import (
    note_first,
    refuse_ended,
)
from wian.office.inputs import Paragraphs, checked
from wian.office.issued_number import (
    EnteredNumber,
    number_letters,
    number_taken_by,
    refuse_other_number,
)
from wian.office.mail_out import post_letter
from wian.office.owed_letters import (
    LettersOwed,
    at,
    letters_owed,
    moment_of,
    refuse_issued,
    up_to_date,
)
from wian.office.refusals import DraftChanged
from wian.office.share import own_key
from wian.office.signers import refuse_other_signer, refuse_signer, signers_of
from wian.office.trusted_clock import journal_years, refuse_wrong_clock
from wian.propagation.issued_letter import (
    OutgoingLetter,
    composed,
    letter_number,
    sent,
)
from wian.propagation.plan import Plan


@dataclass(frozen=True, slots=True)
class Draft:
    """An office's next letters, before they have numbers: one, or one for each salutation.

    Attributes:
        composed: As they would go out today, without a number, in the order of their numbers.
        revision: How often their paragraphs were edited.
        by: The post that edited them last; empty while they are as composed.
        paragraphs: The text of the first of them, as edited; ``None`` while it is as composed.
        signers: Who may sign them today, first who does; none where they are sealed.
        recipients: Ids of the offices that they go to: of a split office, those of one part.
    """

    composed: tuple[Letter, ...]
    revision: int
    by: str = ""
    paragraphs: tuple[str, ...] | None = None
    signers: tuple[Signatory, ...] = ()
    recipients: tuple[str, ...] = ()

    @property
    def letter(self) -> Letter:
        """The first of them."""
        return self.letters[0]

    @property
    def letters(self) -> tuple[Letter, ...]:
        """All of them with their text.

        A paragraph that nobody edited stays in each letter as it was composed: the last one may
        name the salutation. What only the others are asked stays as it was composed as well.
        """
        if self.paragraphs is None:
            return self.composed
        first, edited = self.composed[0].paragraphs, self.paragraphs
        return tuple(
            replace(each, paragraphs=carried(first, each.paragraphs, edited))
            for each in self.composed
        )


@dataclass(frozen=True, slots=True)
class Issuance:
    """An office's letters as they stand in the ledger: one, or one for each salutation and close.

    Attributes:
        propagation: Of which propagation.
        letters: The letters, and whom each went to.
        new: This call issued them; they were out before otherwise.
        together: What went out with them: the letters that amend theirs.
        unstamped: The propagations of those that did not, as a desk of the office has not stamped.
        typed: What a number that was typed now means for its register.
    """

    propagation: str
    letters: tuple[tuple[IssuedLetter, tuple[str, ...]], ...]
    new: bool
    together: tuple[Issuance, ...] = ()
    unstamped: tuple[str, ...] = ()
    typed: TypedAs | None = None

    @property
    def letter(self) -> IssuedLetter:
        """The first of them."""
        return self.letters[0][0]

    @property
    def recipients(self) -> tuple[str, ...]:
        """Whom they went to."""
        return tuple(office for _, to in self.letters for office in to)


def draft(acting: Acting, signer: str | None = None) -> Draft:
    """The letter that the office would issue now.

    Args:
        acting: The office.
        signer: The post that is to sign it; as the office has it for today where ``None``.

    Raises:
        Refusal: The office has nothing to pass on, or has passed it on; or the post does not sign
            today.
    """
    with acting.ledger.looking(acting.plan.id, acting.plan.clock) as reader:
        acting = up_to_date(reader, acting)
        found = letters_owed(reader, acting)
        refuse_issued(found, acting.office)
        refuse_ended(reader)
        return _draft(found, acting, at(found, acting.now), signer)


def save_draft(acting: Acting, paragraphs: Sequence[str], *, revision: int) -> Draft:
    """Keep edited paragraphs; the same ones again keep nothing.

    Args:
        acting: The office whose draft it is, and who edits it when.
        paragraphs: The letter's text as it is to go out.
        revision: The revision that was edited.

    Raises:
        DraftChanged: Somebody edited it meanwhile.
        Refusal: The office has nothing to pass on, or has passed it on.
        InputFaults: A paragraph is no plain text; all that are not.
    """
    texts = worded(acting.plan, paragraphs)
    with acting.ledger.cohort(acting.plan.id, acting.plan.clock) as writer:
        writer.hold(acting.office, sharing_life=True)
        writer.act_as(acting.office, acting.keeper)
        writer.look(acting.office, acting.keeper, journal_years(acting))
        acting = up_to_date(writer, acting)
        found = letters_owed(writer, acting)
        refuse_issued(found, acting.office)
        refuse_ended(writer)
        latest = _draft(found, acting, at(found, acting.now))
        if latest.letter.paragraphs == texts:
            return latest
        if latest.revision != revision:
            raise DraftChanged(revision, latest.revision)
        refuse_wrong_clock(writer, acting)
        edit = found.drafted + 1
        note_first(writer, acting, Drafted(paragraphs=texts), own_key(writer, acting, str(edit)))
        return replace(latest, revision=edit, by=acting.by, paragraphs=texts)


def worded(plan: Plan, paragraphs: Sequence[str]) -> tuple[str, ...]:
    """Edited paragraphs as the letter would have them; empty ones are left out.

    Raises:
        InputFaults: A paragraph is no plain text; all that are not.
    """
    kept = tuple(text for text in paragraphs if text.strip())
    return tuple(map(plan.composer.worded, checked(Paragraphs, paragraphs=kept).paragraphs))


def issue_within(  # noqa: PLR0913 - what may be chosen of a letter
    writer: CohortWriter,
    acting: Acting,
    *,
    revision: int | None = None,
    alone: bool = False,
    number: GivenNumber | None = None,
    signer: str | None = None,
) -> Issuance:
    """Issue an office's letter inside a transaction that has a share in the propagation's life.

    See :func:`wian.office.joint_issue.issue`.
    """
    writer.hold(acting.office)  # nobody else issues it, or edits its draft, meanwhile
    writer.act_as(acting.office, acting.keeper)
    writer.look(acting.office, acting.keeper, journal_years(acting))
    acting = up_to_date(writer, acting)
    plan, office = acting.plan, acting.office
    found = letters_owed(writer, acting)
    if found.own and not found.owed:
        refuse_other_number(found.own, number.number if number else None)
        if signer is not None:
            first = found._replace(issued=())
            signed = _draft(first, acting, found.own.issued, signer).letter.signatory
            refuse_other_signer(found.own, signed, signer)
        return _issued_before(plan, found)
    refuse_ended(writer)
    refuse_wrong_clock(writer, acting)
    moment = moment_of(found, acting)
    latest = _draft(found, acting, moment, signer)
    if revision is not None and revision != latest.revision:
        raise DraftChanged(revision, latest.revision)
    typed = checked_number(number)
    going = found.letters(plan, office)
    numbers = number_letters(writer, acting, moment, going, typed)
    letters = zip(going, latest.letters, numbers, strict=True)
    _leave_to_others(writer, acting, found)
    done = _written(writer, acting, moment, list(letters), found.received)
    if typed is not None:
        refuse_taken(number_taken_by(writer, acting))
    part = own_key(writer, acting, str(found.out or ""))  # the first letter's act has no key
    note_first(writer, acting, Issued(revision=latest.revision, alone=alone), part)
    for issued, recipients in done:
        post_letter(writer, plan, issued, recipients)
        _tell(writer, plan, issued, recipients)
    return Issuance(plan.id, done, new=True, typed=numbers[0].said)


def _leave_to_others(writer: CohortWriter, acting: Acting, found: LettersOwed) -> None:
    """Enter to whom the other successors of a split office have still to write.

    Its first letter would else be taken for the one to all.
    """
    if found.others and not found.out:
        left = Shared(ways=tuple(map(Way.of, found.others)))
        note_first(writer, acting, left, left.ways[0].recipient)


def _issued_before(plan: Plan, found: LettersOwed) -> Issuance:
    """The letters of an office, or of its part of it, that are out already."""
    to: dict[int, list[str]] = {}
    for recipient, part in found.parts.items():
        to.setdefault(part, []).append(recipient)
    return Issuance(
        plan.id, tuple((each, tuple(to.get(each.part, ()))) for each in found.issued), new=False
    )


def _written(
    writer: CohortWriter,
    acting: Acting,
    moment: Instant,
    letters: Sequence[tuple[OutgoingLetter, Letter, EnteredNumber]],
    received: ReceivedHop | None,
) -> tuple[tuple[IssuedLetter, tuple[str, ...]], ...]:
    """Letters under their numbers, written to the ledger with the hops that they go out on.

    ``received`` is what they forward.
    """
    plan, office = acting.plan, acting.office
    wave, _ = plan.sending(office)
    issued = [
        IssuedLetter(
            office,
            wave,
            _numbered(plan, each, letter, drawn.entry),
            moment,
            Source.LIVE,
            drawn.entry,
            drawn.register,
            each.part,
            drawn.place,
        )
        for each, letter, drawn in letters
    ]
    going = [each for each, _, _ in letters]
    hops = sent(plan, going, wave, lambda _: Source.LIVE)
    writer.write(issued, hops)
    listed = ListFacts(plan.directive, plan.hierarchy.level, plan.answer_by)
    writer.enlist(listed, issued, hops, received)
    return tuple((out, each.recipients) for out, each in zip(issued, going, strict=True))


def _draft(found: LettersOwed, acting: Acting, moment: Instant, signer: str | None = None) -> Draft:
    """The letters as they would go out at a moment."""
    plan, office = acting.plan, acting.office
    dated = plan.clock_of(office).date(moment)
    signers = signers_of(plan, office, dated, signer)
    signs = signers[0] if signers else None
    going = found.letters(plan, office)
    to = tuple(recipient for each in going for recipient in each.recipients)
    letters = tuple(
        replace(composed(plan, each, dated, found.received, _UNNUMBERED, signs), number="")
        for each in going
    )
    signers = signers if letters[0].signatory else refuse_signer(office, dated, signer)
    if not found.edits:
        text = found.carried_text(plan, office, letters[0])
        return Draft(letters, found.revision, "", text, signers, to)
    revision, by, paragraphs = max(found.edits)
    return Draft(letters, revision, by, paragraphs, signers, to)


_UNNUMBERED = RegisterEntry(0, 0)


def _numbered(plan: Plan, going: OutgoingLetter, letter: Letter, entry: RegisterEntry) -> Letter:
    number = letter_number(plan, going, entry, letter.dated)
    return replace(letter, number=plan.composer.worded(number))


def _tell(
    writer: CohortWriter, plan: Plan, issued: IssuedLetter, recipients: Sequence[str]
) -> None:
    """Tell the office itself, and everyone who now has a letter in the inbox."""
    facts = {
        "sender": issued.office,
        "number": issued.letter.number,
        "recipients": len(recipients),
        "at": plan.clock_of(issued.office).isoformat(issued.issued),
    }
    hearers = (issued.office, *recipients)
    writer.tell(News(Event.ISSUED, plan.id, (issued.office,), hearers, facts))
