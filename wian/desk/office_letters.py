"""What an office holds, for its pages and its programs: its own letters, and nobody else's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from hierarchy.office import Office
from wian.desk.app.context import Desk
from wian.ledger.errors import UnknownPropagation
from wian.ledger.read import live_letters
from wian.ledger.read.live_letters import Incoming, State
from wian.ledger.read.offices import own_letters
from wian.ledger.read.offices.own_letters import Outgoing
from wian.ledger.read.offices.passages import Passage, passages, way_down
from wian.ledger.records import PLACE, Clock, IssuedLetter
from wian.ledger.succession.recorded_successions import BeforeAct, before_act, successions
from wian.ledger.write.propagations import load_propagation
from wian.letters.directive import Directive
from wian.letters.secrecy import is_secret
from wian.office.actor import Acting
from wian.office.refusals import OfficeSucceeded
from wian.office.share import own_parts
from wian.propagation import runtime
from wian.propagation.in_force.succeeded_plan import plan_in_force
from wian.propagation.plan import Plan


class NoSuchLetter(Exception):
    """There is no such letter, or it is another office's: nobody learns which."""


class SecretLetter(Exception):
    """The letter is secret, and whoever asks does not work on letters."""


@dataclass(frozen=True)
class OfficeLetters:
    """The letters of an office, as somebody who works there may see them.

    Attributes:
        desk: The desk.
        office: Id of the office.
        by: Who asks, as an act names it: a post, or a program.
        sees_secrets: Whether whoever asks may read secret letters: those are for the people and
            the programs that work on letters (access by need). Everyone else sees only that
            there is one.
        home: Id of the office where whoever asks works, where that took the place of ``office``.

    The address of a letter is the id of its propagation; of one that was sent to an office whose
    place this one took, that office follows it: ``flood-drill-1a2b3c4d@old-district``.
    """

    desk: Desk
    office: str
    by: str
    sees_secrets: bool
    home: str = ""

    @property
    def own_office(self) -> str:
        """The office where whoever asks works."""
        return self.home or self.office

    @cached_property
    def kept(self) -> tuple[OfficeLetters, ...]:
        """The letters of each office whose place this one took, or a part of it."""
        places = successions(self.desk.ledger).places_of(self.own_office)
        return tuple(replace(self, office=each, home=self.own_office) for each in places)

    def of(self, office: str) -> OfficeLetters:
        """The letters of this office, or of one whose place it took."""
        return next((each for each in self.kept if each.office == office), self)

    def placed(self, address: str) -> tuple[OfficeLetters, str]:
        """The letters of the office that an address means, and the propagation.

        Raises:
            NoSuchLetter: It means an office whose place this one did not take.
        """
        propagation, _, office = address.partition(PLACE)
        if not office:
            return self, propagation
        for each in self.kept:
            if each.office == office:
                return each, propagation
        raise NoSuchLetter

    def address(self, propagation: str) -> str:
        """The address of this office's letter of a propagation."""
        return f"{propagation}{PLACE}{self.office}" if self.home else propagation

    def plan(self, propagation: str, mark: int | None = None) -> Plan:
        """The plan of a propagation that the office has a part in, by the address of its letter.

        Args:
            propagation: The address.
            mark: By how many acts its route has grown, where that was just asked.

        Raises:
            NoSuchLetter: There is no such propagation.
        """
        try:
            return runtime.recorded_plan(_name(propagation), self.desk.ledger, mark=mark)
        except UnknownPropagation:
            raise NoSuchLetter from None

    def acting(self, plan: Plan, before: BeforeAct | None = None) -> Acting:
        """The office, as it acts now in a propagation.

        Args:
            plan: The propagation.
            before: What is to be known first, where that was just asked.

        Raises:
            OfficeSucceeded: Another office took its place, whose people act now.
            ClocksApart: This machine's clock and the database's differ.
        """
        found = before or before_act(self.desk.ledger, plan.id)
        runtime.refuse_server_clock(found.server_time)
        known = found.successions
        if gone := known.last(self.own_office):
            raise OfficeSucceeded(self.own_office, gone.heir, gone.day)
        of = self.home or None
        return Acting(self.desk.ledger, plan, self.office, self.by, self.desk.now(), known, of)

    def find(self, propagation: str) -> InboxLetter | None:
        """A letter that the office was sent; ``None`` where there is none."""
        if not _is_id(propagation):
            return None
        at, name = self.placed(propagation)
        item = live_letters.incoming(at.desk.ledger, name, at.office)
        return None if item is None else InboxLetter(at, name, item)

    def received(self, propagation: str) -> InboxLetter:
        """A letter that the office was sent.

        Raises:
            NoSuchLetter: There is none, or it was sent to others.
        """
        found = self.find(propagation)
        if found is None:
            raise NoSuchLetter
        return found

    def meant(self, propagation: str) -> InboxLetter:
        """The letter that an act is to be done with, which finds out itself whether there is one.

        Raises:
            NoSuchLetter: There can be none. Where it turns out that there is none, or that it was
                sent to others, the letter's own page says so.
        """
        if not _is_id(propagation):
            raise NoSuchLetter
        return InboxLetter(*self.placed(propagation))

    def all_sent(self, propagation: str) -> list[Outgoing]:
        """The letters that the office issued in a propagation, the first one first."""
        if not _is_id(propagation):
            return []
        at, name = self.placed(propagation)
        found = own_letters.outgoing(at.desk.ledger, at.office, [name])
        return sorted(found, key=lambda each: each.letter.part)

    def find_sent(self, propagation: str, part: int = 0) -> Outgoing | None:
        """A letter that the office issued, its first or a later one; ``None``: there is none."""
        found = (each for each in self.all_sent(propagation) if each.letter.part == part)
        return next(found, None)

    def sent(self, propagation: str, part: int = 0) -> Outgoing:
        """The same.

        Raises:
            NoSuchLetter: There is none, or others issued it.
        """
        found = self.find_sent(propagation, part)
        if found is None:
            raise NoSuchLetter
        return found

    def taking_part(self, propagation: str) -> Plan:
        """The plan of a propagation that the office began, or was sent a letter of.

        Raises:
            NoSuchLetter: There is none, or it concerns others.
        """
        if not _is_id(propagation):
            raise NoSuchLetter
        at, name = self.placed(propagation)
        try:
            known = load_propagation(self.desk.ledger, name)
        except UnknownPropagation:
            raise NoSuchLetter from None
        began = known.clock is Clock.LIVE and known.directive.origin == at.office
        return self.plan(name) if began else at.received(name).plan

    def answer_by(self, item: Incoming) -> date | None:
        """By when the office is to answer a letter; no plan is made where nobody is asked to."""
        plan = self.plan(item.propagation)
        first = plan.answer_by(self.office)
        return item.life.answer_day(plan.hierarchy.level(self.office), first)

    def state(self, item: Incoming) -> State:
        """What is to be done with a letter next."""
        return item.state(asked=self.answer_by(item) is not None)

    def may_read(self, directive: Directive) -> bool:
        """Whether whoever asks may read what a directive's letters say."""
        return self.sees_secrets or not is_secret(directive)

    def refuse_secret(self, directive: Directive) -> None:
        """Refuse to show what a directive's letters say to whoever may not read it.

        Raises:
            SecretLetter: It is not for whoever asks.
        """
        if not self.may_read(directive):
            raise SecretLetter


@dataclass(frozen=True, slots=True)
class LetterPart:
    """What one successor of a split office does with a letter that was sent there.

    Attributes:
        heir: The one that stamps, answers and returns it.
        is_heir: It is that one.
        own: To how many offices below it writes.
        left: To how many of those it has not written.
        others: To how many the other successors write.
        out: The place of its first letter among those that went out; ``None``: none is out.
    """

    heir: Office
    is_heir: bool
    own: int
    left: int
    others: int
    out: int | None


@dataclass(frozen=True)
class InboxLetter:
    """A letter that an office was sent.

    Attributes:
        letters: Those of the office.
        propagation: Id of its propagation.
        known: The letter, and what the office did with it, where that was asked already.
    """

    letters: OfficeLetters
    propagation: str
    known: Incoming | None = None

    @property
    def address(self) -> str:
        """How pages and programs name it."""
        return self.letters.address(self.propagation)

    @cached_property
    def item(self) -> Incoming:
        """The letter, and what the office did with it.

        Raises:
            NoSuchLetter: There is none, or it was sent to others.
        """
        return self.known or self.letters.received(self.propagation).item

    @property
    def desk(self) -> Desk:
        """The desk."""
        return self.letters.desk

    @property
    def office(self) -> str:
        """Id of the office."""
        return self.letters.office

    @cached_property
    def plan(self) -> Plan:
        """The plan of its propagation."""
        return self.letters.plan(self.propagation)

    @cached_property
    def desks(self) -> tuple[str, ...]:
        """The desks that have stamped it, and those that stamp it now."""
        found = plan_in_force(self.plan, successions(self.desk.ledger)).office(self.office).desks
        stamped = tuple(stamp.desk for stamp in self.item.stamps)
        return (*stamped, *found[len(stamped) :])

    @cached_property
    def part(self) -> LetterPart | None:
        """Of an office that was split, what is for the reader's office; ``None``: all is."""
        known = successions(self.desk.ledger)
        if not known.is_split(self.office):
            return None
        hops, own = self.plan.sending(self.office)[1], self.letters.own_office
        mine = {e.recipient for e in hops if known.writer(self.office, e.recipient) == own}
        heir = known.keeper(self.office)
        left = mine.intersection(self.item.owed) if self.item.own else mine
        others = len(hops) - len(mine)
        out = min(own_parts(known, self.office, own, self.item.acts), default=None)
        is_heir = heir == own
        return LetterPart(known.known_as(heir), is_heir, len(mine), len(left), others, out)

    @cached_property
    def own(self) -> IssuedLetter | None:
        """The letter of the reader's office that is out; its first one where there are several."""
        if self.part is None:
            return self.item.own
        at = self.part.out
        found = None if at is None else self.letters.find_sent(self.propagation, at)
        return found.letter if found else None

    @property
    def acting(self) -> Acting:
        """The office, as it acts now on the letter."""
        before = before_act(self.desk.ledger, _name(self.propagation))
        plan = self.letters.plan(self.propagation, before.growth_mark)
        return self.letters.acting(plan, before)

    @property
    def readable(self) -> bool:
        """Whether whoever asks may read what it says."""
        return self.letters.may_read(self.item.directive)

    @cached_property
    def answer_by(self) -> date | None:
        """By when the office is to answer; ``None`` where it is not."""
        return self.letters.answer_by(self.item)

    @property
    def state(self) -> State:
        """What is to be done with it next."""
        return self.item.state(asked=self.answer_by is not None)

    def passages(self) -> list[Passage]:
        """The offices on its way from the origin down to the office, itself included."""
        way = way_down(self.desk.ledger, self.propagation, self.office)
        return passages(self.desk.ledger, self.propagation, way)

    def again(self) -> InboxLetter:
        """The same, as it is now.

        Raises:
            NoSuchLetter: There is none, or it was sent to others.
        """
        return self.letters.received(self.propagation)


def _name(address: str) -> str:
    """Id of the propagation that an address means."""
    return address.partition(PLACE)[0]


def _is_id(propagation: str) -> bool:
    """Whether a part of an address may be the id of a propagation at all."""
    return propagation.isascii() and propagation.isprintable()
