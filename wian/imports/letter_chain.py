"""What does a chain of letters that were read back become in the ledger?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property

import networkx as nx
from pydantic import TypeAdapter, ValidationError

from hierarchy.graph import Hierarchy
from hierarchy.office import Line, Office
from hierarchy.route.planner import plan_route
from hierarchy.route.route import Hop, Wave
from hierarchy.route.selection import Selection
from wian.delays.hop_record import Source
from wian.delays.profile import load_profile
from wian.history.letters.links import link
from wian.history.letters.office_index import OfficeIndex
from wian.history.letters.windows import window_of
from wian.imports.bundle_import import ImportedBundle
from wian.jurisdictions.handling import most_secret, most_urgent
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.jurisdictions.paper import ReadLetter, ReadStamp
from wian.kit.text import LongText, ShortText
from wian.ledger.database import Ledger
from wian.ledger.records import Clock, IssuedLetter, Reception, SentHop
from wian.letters.directive import Ask, Directive
from wian.letters.letter import Letter, Reference
from wian.propagation.plan import Plan, record

_SHORT, _LONG = TypeAdapter(ShortText), TypeAdapter(LongText)
_UNSEEN = "not given"


class LetterChain:
    """A chain of letters, made ready for the ledger.

    Args:
        letters: The letters, top down; one an office.
        hierarchy: All offices that were matched with.
        where: Calendar and wording.
        whole: The chain that they are the unknown letters of; ``None``: they are all of it.
    """

    def __init__(
        self,
        letters: Sequence[ReadLetter],
        hierarchy: Hierarchy,
        where: Jurisdiction,
        whole: LetterChain | None = None,
    ) -> None:
        self.left_out: list[str] = []
        self._all, self._where = hierarchy, where
        self._letters: dict[str, ReadLetter] = {}
        for letter in letters:
            if self._letters.setdefault(str(letter.office), letter) is not letter:
                self.left_out.append(
                    f"Letter {number_of(letter)} is not recorded: {letter.office} has another one "
                    "in the same chain."
                )
        self._sent = (
            {office: whole.sent_to(office) for office in self._letters}
            if whole
            else self._recipients(list(self._letters.values()))
        )

    @property
    def first(self) -> str:
        """The number of its first letter."""
        return number_of(next(iter(self._letters.values())))

    @property
    def id(self) -> str | None:
        """Id of the propagation that it becomes; ``None`` where nobody is known to hold it."""
        return self._plan.id if self.hops_known else None

    def sent_to(self, office: str) -> tuple[str, ...]:
        """Whom an office of the chain is known to have written to."""
        return self._sent.get(office, ())

    def parts(self, letters: Sequence[ReadLetter]) -> Iterator[list[ReadLetter]]:
        """Those of some of its letters that still hang together, each group from the top down."""
        fresh = [each for each in letters if self._letters.get(str(each.office)) is each]
        offices = {str(letter.office): letter for letter in fresh}
        graph = nx.Graph((one, to) for one in offices for to in self.sent_to(one) if to in offices)
        graph.add_nodes_from(offices)
        for group in nx.connected_components(graph):
            yield [letter for office, letter in offices.items() if office in group]

    @property
    def hops_known(self) -> bool:
        """Somebody is known to have been sent a letter of the chain."""
        return any(self._sent.values())

    def record(self, ledger: Ledger, now: Instant) -> ImportedBundle:
        """Write the chain, a wave a transaction."""
        plan = self._plan
        record(ledger, plan, now)
        new = hops = receptions = 0
        for wave in plan.route.waves:
            letters = [self._issued(office, wave) for office in wave.forwarders]
            stamps = [stamp for hop in wave.hops for stamp in self._receptions(hop)]
            with ledger.cohort(plan.id) as writer:
                new += len(letters) - len(writer.issued(wave.forwarders))
                writer.write(letters, [self._sent_hop(hop, wave) for hop in wave.hops], stamps)
            hops, receptions = hops + len(wave.hops), receptions + len(stamps)
        issued = sum(len(wave.forwarders) for wave in plan.route.waves)
        return ImportedBundle(plan.id, issued, hops, receptions, new)

    def recorded(self) -> Iterator[tuple[str, ReadLetter]]:
        """Each letter that is recorded, by its office."""
        for wave in self._plan.route.waves:
            yield from ((office, self._letters[office]) for office in wave.forwarders)

    def _recipients(self, letters: Sequence[ReadLetter]) -> dict[str, tuple[str, ...]]:
        """Each sender -> whom it is known to have written to."""
        links = link(letters, self._where.paper).passed_on
        sent = {}
        reached = {str(letters[0].office)}
        for at, letter in enumerate(letters):
            below = [str(letters[low].office) for low, high in links.items() if high == at]
            stamped = [stamp.office for stamp in letter.stamps if stamp.office]
            found = list(dict.fromkeys([*below, *stamped]))
            if not below and not stamped:
                named = self._index.recipients(letter).values()
                found = [office for each in named for office in each]
            fresh = [office for office in dict.fromkeys(found) if office not in reached]
            reached.update(fresh)
            sent[str(letter.office)] = tuple(fresh)
        return sent

    @cached_property
    def _index(self) -> OfficeIndex:
        return OfficeIndex(self._all, self._where.paper)

    @cached_property
    def _plan(self) -> Plan:
        origin = next(iter(self._letters))
        hierarchy = self._hierarchy(origin)
        directive = self._directive(origin)
        return Plan(
            directive,
            hierarchy,
            self._where,
            plan_route(hierarchy, origin, directive.addressees),
            load_profile(self._where.profile),
            0,
            (),
            Clock.HISTORY,
        )

    def _hierarchy(self, origin: str) -> Hierarchy:
        """Only the offices of the chain, each with the desks whose stamps were read."""
        pairs = [(sender, to) for sender, all_to in self._sent.items() for to in all_to]
        ids = dict.fromkeys([origin, *(to for _, to in pairs)])
        return Hierarchy.build(
            [self._office(office) for office in ids],
            [self._line(sender, to) for sender, to in pairs],
            subject=f"the chain of {number_of(self._letters[origin])}",
            place=lambda kind, index: f"{kind} {index + 1}",
            remarks=("Offices of an imported bundle; the desks are those whose stamps were read.",),
            jurisdiction=self._all.jurisdiction,
        )

    def _office(self, office: str) -> Office:
        known = self._all.office(office)
        desks = tuple(name for name, _ in self._stamps(office))
        return replace(known, desks=desks) if desks else known

    def _line(self, sender: str, recipient: str) -> Line:
        if self._all.graph.has_edge(sender, recipient):
            return self._all.line(sender, recipient)
        return Line(sender, recipient)

    def _stamps(self, office: str) -> list[tuple[str, ReadStamp]]:
        """The stamps of an office on the letter that it received, in order, by desk."""
        sender = next((each for each, to in self._sent.items() if office in to), None)
        stamps = self._letters[sender].stamps if sender else ()
        mine = [each for each in stamps if each.office == office and each.inferred is not None]
        named: dict[str, ReadStamp] = {}
        for each in sorted(mine, key=_turn):
            heading = each.desk.value if each.desk else None
            named.setdefault(each.place or heading or f"desk {len(named) + 1}", each)
        return list(named.items())

    def _directive(self, origin: str) -> Directive:
        letters = list(self._letters.values())
        key = "\n".join(sorted(f"{number_of(each)} {day_of(each)}" for each in letters))
        top = letters[0]
        subject = _clean(_SHORT, next((e.subject.value for e in letters if e.subject), None))
        reached = {to for all_to in self._sent.values() for to in all_to}
        last = reached - {sender for sender, all_to in self._sent.items() if all_to}
        selection = Selection(ids=tuple(sorted(last)))
        text = [paragraph.text for paragraph in top.paragraphs]
        return Directive(
            id=f"bundle-{hashlib.sha256(key.encode()).hexdigest()[:8]}",
            origin=origin,
            subject=subject,
            decided=_clean(_LONG, text[0] if text else None),
            purpose=subject,
            urgency=most_urgent(e.urgency.value for e in letters if e.urgency and e.urgency.value),
            secrecy=most_secret(e.secrecy.value for e in letters if e.secrecy and e.secrecy.value),
            asks=(Ask(to=selection, text=_clean(_LONG, text[-1] if text else None)),),
            window=window_of(letters, self._where.paper),
            addressees=(selection,),
            issued=day_of(top),
        )

    def _issued(self, office: str, wave: Wave) -> IssuedLetter:
        letter = self._letters[office]
        issued = self._instant(office, day_of(letter))
        source = _source(letter.simulated)
        return IssuedLetter(office, wave.number, self._written(letter), issued, source)

    def _written(self, letter: ReadLetter) -> Letter:
        """The letter as it was read; what could not be read stays empty."""
        signatory = letter.signatory.value if letter.signatory else None
        sender = letter.sender.value if letter.sender else None
        subject = letter.subject.value if letter.subject else None
        return Letter(
            sender=str(letter.office),
            issuer=sender or self._all.office(str(letter.office)).name,
            form=letter.kind,
            number=number_of(letter),
            dated=day_of(letter) or date.min,
            letterhead=(sender,) if sender else (),
            subject=subject or "",
            salutation=self._where.wording.salutation,
            addressed_to=" ".join(each.read for each in letter.recipients),
            references=tuple(
                Reference(
                    cited.office or "",
                    cited.number.value if cited.number else None,
                    cited.dated.value if cited.dated else None,
                )
                for cited in letter.citations
            ),
            enclosures=tuple(each.read for each in letter.enclosures),
            paragraphs=tuple(paragraph.text for paragraph in letter.paragraphs),
            closing="",
            signatory=tuple(filter(None, (signatory.post, signatory.acting_for)))
            if signatory
            else (),
            drafted_by=letter.drafted_by,
            urgency=letter.urgency.read if letter.urgency else None,
            secrecy=letter.secrecy.read if letter.secrecy else None,
            distribution=letter.distribution,
        )

    def _sent_hop(self, hop: Hop, wave: Wave) -> SentHop:
        desks = len(self._plan.hierarchy.office(hop.recipient).desks)
        passed_on = self._letters.get(hop.recipient)
        rehearsed = (
            self._letters[hop.sender].simulated
            or any(stamp.simulated for _, stamp in self._stamps(hop.recipient))
            or (passed_on is not None and passed_on.simulated)
        )
        return SentHop(
            hop.sender,
            hop.recipient,
            wave.number,
            hop.channel,
            desks,
            hop.addressed,
            hop.forwards,
            _source(rehearsed),
        )

    def _receptions(self, hop: Hop) -> list[Reception]:
        return [
            Reception(
                hop.recipient,
                position,
                desk,
                str(stamp.receipt_number.value or "") if stamp.receipt_number else "",
                self._instant(hop.recipient, stamp.inferred),
                _source(stamp.simulated),
                read=stamp.read if stamp.moment and stamp.moment.inference else None,
                inference=stamp.moment.inference if stamp.moment else None,
            )
            for position, (desk, stamp) in enumerate(self._stamps(hop.recipient))
        ]

    def _instant(self, office: str, moment: date | datetime | None) -> Instant:
        return self._plan.clock_of(office).instant(moment or date.min)


def _source(simulated: bool) -> Source:  # noqa: FBT001 - a fact, not a switch
    """Observed, unless the data say that a rehearsal worked it out."""
    return Source.SIMULATED if simulated else Source.OBSERVED


def _turn(stamp: ReadStamp) -> tuple[date, int]:
    """Stamps in the order of desks: by day, one without a time before those with one."""
    moment = stamp.inferred or date.min
    if isinstance(moment, datetime):
        return moment.date(), 1 + moment.hour * 60 + moment.minute
    return moment, 0


def _clean(kind: TypeAdapter[str], text: str | None) -> str:
    """A text that was read, where it is one that a directive may hold."""
    try:
        return kind.validate_python(" ".join((text or _UNSEEN).split())[:300])
    except ValidationError:
        return _UNSEEN


def number_of(letter: ReadLetter) -> str:
    """The number of a letter, or that it has none."""
    return str(letter.number.value) if letter.number else "without a number"


def day_of(letter: ReadLetter) -> date | None:
    """The day that a letter bears."""
    return letter.dated.value if letter.dated else None
