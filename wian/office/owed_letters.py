"""What may an office forward now: what it received, did, and has issued, and whom it owes a letter.

Where the route has grown since an office issued its letter, it owes those who were added a further
one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from hierarchy.route.route import Hop
from wian.jurisdictions.instant import Instant
from wian.ledger.acts import Act, Drafted, Issued
from wian.ledger.life.cited_letters import CitedLetter
from wian.ledger.records import IssuedLetter, ReceivedHop, RegisterEntry
from wian.ledger.write.cohort import CohortWriter
from wian.letters.letter import Letter
from wian.office.actor import Acting
from wian.office.amendment_order import amendment_before, amendment_before_part
from wian.office.held_letter import held_letter, refuse_ended, refuse_unless_live
from wian.office.refusals import (
    AlreadyIssued,
    EarlierNotForwarded,
    FirstNotForwarded,
    ForwardsToNobody,
    LetterReturned,
    NotReady,
    WrittenAround,
)
from wian.office.share import PartOfOthers, own_acts
from wian.office.trusted_clock import Known, refuse_behind
from wian.propagation.issued_letter import OutgoingLetter, composed, outgoing_letters
from wian.propagation.plan import Plan


class LettersOwed(NamedTuple):
    """What an office passes on, and to whom it has still to write.

    Attributes:
        received: What it received; ``None`` for the origin.
        acts: What it did.
        issued: Its letters so far, the first one first.
        owed: The hops to those whom it has not written to.
        earlier: Its letters of before, by recipient, where the propagation follows another.
        first: The hops that its first letters went out on; of an office that owes further ones.
        parts: Which of its letters each of those has whom it has written to.
        cited: The letters of earlier directives that its letters may refer to.
        others: The hops to those of a split office to whom its other successors write.
        elsewhere: How many letters went out in the office's place to the offices of their parts.
        drafted: How often drafts of the office were edited, whoever of its successors did.
    """

    received: ReceivedHop | None
    acts: Sequence[Act]
    issued: Sequence[IssuedLetter]
    owed: tuple[Hop, ...]
    earlier: Mapping[str, Letter] = MappingProxyType({})
    first: tuple[Hop, ...] = ()
    parts: Mapping[str, int] = MappingProxyType({})
    cited: Sequence[Sequence[CitedLetter]] = ()
    others: tuple[Hop, ...] = ()
    elsewhere: int = 0
    drafted: int = 0

    @property
    def own(self) -> IssuedLetter | None:
        """Its first letter; ``None`` while it has not issued any."""
        return self.issued[0] if self.issued else None

    @property
    def out(self) -> int:
        """How many letters went out in the office's place."""
        return len(self.issued) + self.elsewhere

    @property
    def ready(self) -> Instant | None:
        """When the last desk stamped what it passes on."""
        return self.received.ready if self.received else None

    @property
    def edits(self) -> list[tuple[int, str, tuple[str, ...]]]:
        """Revision, post and paragraphs of each edit of the draft that is to be issued."""
        gone = [act.body.revision for act in self.acts if isinstance(act.body, Issued)]
        return [
            (int(act.key), act.by, act.body.paragraphs)
            for act in self.acts
            if isinstance(act.body, Drafted) and int(act.key) > max(gone, default=0)
        ]

    @property
    def revision(self) -> int:
        """The last edit of a draft of the office; 0 where none was edited."""
        edits = (int(act.key) for act in self.acts if isinstance(act.body, Drafted))
        return max(edits, default=0)

    def carried_text(self, plan: Plan, office: str, letter: Letter) -> tuple[str, ...] | None:
        """The text of a further letter where that of the first one was edited: edited as well.

        Args:
            plan: The propagation.
            office: Whose letters they are.
            letter: The further one as composed.

        Returns:
            Its paragraphs; ``None`` where the first letter went out as composed.
        """
        edited = any(isinstance(act.body, Issued) and act.body.revision for act in self.acts)
        if self.own is None or not edited:
            return None
        going = replace(self.letters(plan, office)[0], before=None)
        new, said = self._composed(plan, going, letter.dated), self.own.letter.paragraphs
        first = outgoing_letters(plan, office, self.first, cited=self.cited)[0]
        once = self._composed(plan, first, self.own.letter.dated)
        own = dict(zip(once, new, strict=False))
        place = next(at for at, each in enumerate(letter.paragraphs) if each not in new)
        text = [own.get(each, each) for each in said]
        text.insert(len(text) - (len(new) - place), letter.paragraphs[place])
        return tuple(text)

    def _composed(self, plan: Plan, going: OutgoingLetter, dated: date) -> tuple[str, ...]:
        return composed(plan, going, dated, self.received, RegisterEntry(0, 0)).paragraphs

    def letters(self, plan: Plan, office: str) -> tuple[OutgoingLetter, ...]:
        """The letters that the office owes, in the order of their numbers."""
        hops = self.owed if self.issued or self.others or self.elsewhere else None
        made = outgoing_letters(
            plan,
            office,
            hops,
            issued=self.issued,
            held=self.earlier,
            parts=self.parts,
            cited=self.cited,
        )
        if not self.elsewhere:
            return made
        own = self.own.letter if self.own else None
        return tuple(
            replace(
                each,
                part=each.part + self.elsewhere,
                before=each.before if each.around else own,
            )
            for each in made
        )


def up_to_date(writer: CohortWriter, acting: Acting) -> Acting:
    """Whoever acts, with the route as this transaction sees it: it may have grown meanwhile."""
    if writer.growth_mark() == len(acting.plan.growth):
        return acting
    return replace(acting, plan=acting.plan.as_grown(writer.life().growth))


def letters_owed(writer: CohortWriter, acting: Acting) -> LettersOwed:
    """What the office passes on, and that it may; of a split one, whoever acts its part.

    Raises:
        PartOfOthers: It was split, and what is left is for its other successors.
        Refusal: It may not, or not yet.
    """
    return _own_part(writer, acting, _letters_owed(writer, acting))


def _own_part(writer: CohortWriter, acting: Acting, found: LettersOwed) -> LettersOwed:
    """Of what a split office owes, and has issued, what is of the part of whoever acts."""
    drafted = sum(isinstance(act.body, Drafted) for act in found.acts)
    acts = own_acts(writer.successions, acting, found.acts)
    found = found._replace(acts=acts, drafted=drafted)
    if not writer.successions.is_split(acting.office):
        return found

    def is_own(recipient: str) -> bool:
        return writer.successions.writer(acting.office, recipient) == acting.keeper

    parts = {to: part for to, part in found.parts.items() if is_own(to)}
    issued = [each for each in found.issued if each.part in parts.values()]
    first = {each.part for each in issued if each.issued == issued[0].issued}
    hops = acting.plan.sending(acting.office)[1]
    mine = found._replace(
        issued=issued,
        owed=tuple(hop for hop in found.owed if is_own(hop.recipient)),
        others=tuple(hop for hop in found.owed if not is_own(hop.recipient)),
        first=tuple(hop for hop in hops if parts.get(hop.recipient) in first),
        parts=parts,
        elsewhere=len(found.issued) - len(issued),
    )
    if not (mine.owed or mine.issued):
        left = {writer.successions.writer(acting.office, hop.recipient) for hop in mine.others}
        raise PartOfOthers(acting.office, acting.keeper, sorted(left))
    _refuse_before_first(writer, acting, found, {hop.recipient for hop in mine.owed})
    return mine


def _refuse_before_first(
    writer: CohortWriter, acting: Acting, found: LettersOwed, owed: set[str]
) -> None:
    """Refuse an amendment to offices that lack the letter, or an amendment, before it.

    Raises:
        FirstNotForwarded: They lack the letter that is amended.
        EarlierNotForwarded: They lack an earlier amendment.
    """
    if (follows := acting.plan.directive.follows) is None or not owed:
        return
    if not owed.issubset(found.earlier):
        raise FirstNotForwarded(acting.office, follows.propagation, None)
    first = writer.beside(follows.propagation)
    if earlier := amendment_before_part(first, acting.plan.id, acting.office, owed):
        raise EarlierNotForwarded(acting.office, earlier, None)


def _letters_owed(writer: CohortWriter, acting: Acting) -> LettersOwed:
    plan, office = acting.plan, acting.office
    refuse_unless_live(plan)
    plan.office(office)
    cited = writer.cited(plan.directive, office)
    if office == plan.directive.origin:
        earlier = _earlier(writer, plan, office)
        found = LettersOwed(
            None, writer.acts(office), (), plan.sending(office)[1], earlier, cited=cited
        )
        return found if writer.letter(office) is None else _still(writer, office, found)
    letter = held_letter(writer, acting)
    if not plan.sending(office)[1]:
        if office in plan.growth.around.values():
            raise WrittenAround(office, letter.sender)
        raise ForwardsToNobody(office)
    earlier = _earlier(writer, plan, office)
    if office in writer.life().returned:
        raise LetterReturned(office, letter.sender)
    if not letter.ready:
        refuse_ended(writer)
        raise NotReady(office, letter.desks[len(letter.stamps)])
    received = replace(letter.received, ready=letter.stamps[-1].at)  # as corrected
    found = LettersOwed(received, letter.acts, (), plan.sending(office)[1], earlier, cited=cited)
    return found if letter.own is None else _still(writer, office, found)


def _still(writer: CohortWriter, office: str, found: LettersOwed) -> LettersOwed:
    """The same of an office that has issued letters: what they have left to write."""
    issued = writer.all_letters(office)
    parts = {hop.recipient: hop.part for hop in writer.sent_by(office)}
    firsts = {each.part for each in issued if each.issued == issued[0].issued}
    return found._replace(
        issued=issued,
        owed=tuple(hop for hop in found.owed if hop.recipient not in parts),
        first=tuple(hop for hop in found.owed if parts.get(hop.recipient) in firsts),
        parts=parts,
    )


def _earlier(writer: CohortWriter, plan: Plan, office: str) -> dict[str, Letter]:
    """The office's letters in the propagation that this one follows, by recipient.

    Raises:
        FirstNotForwarded: It has written none yet, so that nobody below it has anything of it.
        EarlierNotForwarded: It has still to forward an amendment that came before this one.
    """
    if (follows := plan.directive.follows) is None:
        return {}
    before = writer.beside(follows.propagation)
    letters = {each.part: each.letter for each in before.all_letters(office)}
    if not letters:
        raise FirstNotForwarded(office, follows.propagation, _unstamped(writer, plan, office))
    if earlier := amendment_before(before, plan.id, office):
        raise EarlierNotForwarded(office, earlier, _unstamped(writer, plan, office))
    return {hop.recipient: letters[hop.part] for hop in before.sent_by(office)}


def _unstamped(writer: CohortWriter, plan: Plan, office: str) -> str | None:
    """The propagation, where the office was sent its letter and has not stamped it everywhere."""
    held = writer.holding(office)
    return None if held is None or held.ready else plan.id


def refuse_issued(found: LettersOwed, office: str) -> None:
    """Refuse to draft a letter where none is owed any more.

    Raises:
        AlreadyIssued: The letter is out.
    """
    if found.own and not found.owed:
        raise AlreadyIssued(office, found.own.letter.number)


def moment_of(found: LettersOwed, acting: Acting) -> Instant:
    """When the letter is issued: its number's year, its date and its hour are all of this moment.

    Raises:
        ClockBehind: The last stamp is later, by more than clocks may differ.
    """
    if found.ready:
        refuse_behind(acting, Known("the last stamp on the letter received", found.ready))
    return at(found, acting.now)


def at(found: LettersOwed, now: Instant) -> Instant:
    """This moment; never before the last stamp: clocks of two machines may differ a little."""
    return found.ready if found.ready and found.ready.minute > now.minute else now
