"""Of which offices may an administrator say who takes their place: the own one, those below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import networkx as nx

from hierarchy.office import Office, OfficeId
from hierarchy.route.wanted_offices import wanted_offices
from wian.jurisdictions.instant import Instant
from wian.kit.errors import InputFaults
from wian.kit.text import ShortText
from wian.ledger.database import Ledger
from wian.ledger.read.live_letters import live_propagations
from wian.ledger.succession.recorded_successions import successions
from wian.ledger.succession.reversal import Reversal
from wian.ledger.succession.succession import Succession
from wian.lifecycle.succession.successor import Succeeding, Successor, succeed, take_back
from wian.office.inputs import Entered, Optional
from wian.office.kept_register import known_office
from wian.office.refusals import Refusal
from wian.propagation.plan import recorded_hierarchy


class NotInCharge(Refusal):
    """An office is neither the administrator's own nor below it.

    Args:
        own: Id of the administrator's office.
        office: Id of the other one.
    """

    def __init__(self, own: str, office: str) -> None:
        super().__init__(
            f"{office} is neither {own} nor below it; an administrator of an office above it, "
            "or the operator of wian, can enter this."
        )


class NewOffice(Entered):
    """An office that no recorded hierarchy has: all else is as the one before has it.

    Attributes:
        id: Its id.
        name, name_en: What it is called.
        letter_code: Code in front of its letter numbers.
        addressee: The post that letters to it are addressed to.
    """

    id: OfficeId
    name: ShortText
    name_en: Optional = None
    letter_code: Optional = None
    addressee: Optional = None

    def after(self, old: Office) -> Office:
        """The office, as the one that it follows was in all that is not said."""
        return replace(
            old,
            id=self.id,
            name=self.name,
            name_en=self.name_en,
            letter_code=self.letter_code or old.letter_code,
            addressee=self.addressee or (None if old.addressee is None else self.name),
            succeeded_by=(),
        )


@dataclass(frozen=True, slots=True)
class Charge:
    """What an office's administrator may say about offices.

    Attributes:
        ledger: Where offices and successions are recorded.
        own: Id of the administrator's office.
        by: The post, as an act names it.
    """

    ledger: Ledger
    own: str
    by: str

    def covers(self, office: str) -> bool:
        """Whether an office is the own one, or below it or an office whose place that took.

        Raises:
            UnknownOffice: No recorded hierarchy has it.
        """
        known = successions(self.ledger)
        roots = {self.own, *known.kept_by(self.own)}
        before = (each.office for each in known if office in known.keepers(each.office)[1:])
        return any(roots & self._above(each) for each in (office, *before))

    def succeed(self, wanted: Successor, new: NewOffice | None, *, now: Instant) -> Succeeding:
        """Have others take an office's place; offices are given by id or name.

        Args:
            wanted: Who succeeds whom, and when.
            new: A successor that no recorded hierarchy has.
            now: When this is.

        Raises:
            NotInCharge: The office is not the administrator's.
            WianError: As of :func:`succeed`.
        """
        office = self._meant(wanted.office)
        self._refuse_outside(office)
        by = [self._meant(each) for each in wanted.by]
        heir = None if wanted.heir is None else self._meant(wanted.heir)
        made: list[Office] = []
        if new is not None:
            made.append(new.after(known_office(self.ledger, office)[0]))
            by = by if new.id in by else [*by, new.id]
        shares = {self._meant(each): self._all(those) for each, those in wanted.shares.items()}
        meant = replace(wanted, office=office, by=by, heir=heir, shares=shares)
        return succeed(self.ledger, meant, made, by=self.by, now=now)

    def take_back(self, office: str, reason: str, *, now: Instant) -> Reversal:
        """Take back that others took an office's place.

        Raises:
            NotInCharge: The office is not the administrator's.
            WianError: As of :func:`take_back`.
        """
        self._refuse_outside(office)
        return take_back(self.ledger, office, reason, by=self.by, now=now)

    def known(self) -> Sequence[Succession]:
        """The successions of these offices, by office."""
        found = [each for each in successions(self.ledger) if self.covers(each.office)]
        return sorted(found, key=lambda each: each.office)

    def _refuse_outside(self, office: str) -> None:
        if not self.covers(office):
            raise NotInCharge(self.own, office)

    def _meant(self, text: str) -> str:
        """The id of the office that a text names; the text where no office does."""
        latest = next(iter(self._hierarchies()), None)
        if latest is None:
            return text
        try:
            (found,) = wanted_offices(recorded_hierarchy(self.ledger, latest), [text])
        except InputFaults:
            return text.strip()
        return found.ids[0] if len(found.ids) == 1 else text.strip()

    def _all(self, texts: Sequence[str]) -> list[str]:
        """The ids of the offices that texts name."""
        return [self._meant(each) for each in texts]

    def _above(self, office: str) -> set[str]:
        """An office and all above it; nobody of one that has only taken another's place.

        Raises:
            UnknownOffice: There is none.
        """
        for digest in self._hierarchies():
            hierarchy = recorded_hierarchy(self.ledger, digest)
            if office in hierarchy:
                return {office, *nx.ancestors(hierarchy.graph, office)}
        return {known_office(self.ledger, office)[0].id}

    def _hierarchies(self) -> list[str]:
        """Digests of the hierarchies that directives went down, the latest first.

        What amends or withdraws one has offices under each other as its letters went: past a silent
        office, say. Nobody is in charge for that.
        """
        live = live_propagations(self.ledger)
        own = (each.hierarchy_digest for each in live if each.directive.follows is None)
        return list(dict.fromkeys(own))
