"""What does one transaction see of a propagation? What became of it is read once.

Others may withdraw, amend or close it until its life is locked: only what is read after the last
lock is kept, and only until this transaction enters an act itself.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from wian.ledger.acts import Act, ActKind
from wian.ledger.dialects import hold, share, unmoved
from wian.ledger.life.cited_letters import CitedLetter, cited_letters
from wian.ledger.life.life import Life, life_of
from wian.ledger.life.suspensions import suspended_within
from wian.ledger.read import facts
from wian.ledger.read.offices.holdings import Holding, holding
from wian.ledger.read.offices.owed_hops import still_owed
from wian.ledger.records import IssuedLetter, ReceivedHop, Reception, SentHop
from wian.letters.directive import Directive


class KeptLives:
    """What became of the propagations of one transaction, as far as that cannot change any more.

    Args:
        connection: A connection with the transaction begun.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lives: dict[str, Life] = {}
        self._locked: set[str] = set()
        self._fixed = unmoved(connection)

    def of(self, propagation: str) -> Life:
        """What became of a propagation."""
        found = self._lives.get(propagation)
        if found is None:
            found = life_of(self._connection, propagation)
            self.learn(propagation, found)
        return found

    def lock(self, propagation: str) -> None:
        """Note that nobody else ends or amends a propagation until the transaction ends."""
        self._locked.add(propagation)
        self.waited(propagation)

    def waited(self, propagation: str) -> None:
        """Have its life read anew after waiting for a lock: others may have changed it meanwhile.

        An office gives its letter back while others forward theirs.
        """
        if not self._fixed:
            self.forget(propagation)

    def forget(self, propagation: str) -> None:
        """Have what became of a propagation read anew: this transaction has changed it."""
        self._lives.pop(propagation, None)

    def learn(self, propagation: str, life: Life) -> None:
        """Keep what was just read of a propagation, where it cannot change any more."""
        if self._fixed or propagation in self._locked:
            self._lives[propagation] = life


class CohortView:
    """What one transaction sees of a propagation.

    Args:
        connection: A connection with the transaction begun.
        propagation: Id of the propagation.
        lives: What the transaction knows of its propagations already.

    Attributes:
        lives: As given.
    """

    def __init__(self, connection: Connection, propagation: str, lives: KeptLives) -> None:
        self._connection, self._propagation, self.lives = connection, propagation, lives
        self._own: dict[str, tuple[Act, ...]] = {}

    def life(self) -> Life:
        """What became of the propagation."""
        return self.lives.of(self._propagation)

    def growth_mark(self) -> int:
        """By how many acts its route has grown."""
        return len(self.life().growth)

    def suspended(self) -> frozenset[str]:
        """The offices whose clocks rest now."""
        return frozenset(suspended_within(self._connection, self._propagation))

    def share_life(self) -> None:
        """Have nobody withdraw, amend or close the propagation until this transaction ends."""
        share(self._connection, f"{self._propagation}|life")
        self.lives.lock(self._propagation)

    def hold_life(self) -> None:
        """The same, and have nobody forward, edit or remind in it either."""
        hold(self._connection, f"{self._propagation}|life")
        self.lives.lock(self._propagation)

    def sent(self) -> list[SentHop]:
        """Every hop of the propagation so far, in the order of the waves."""
        return facts.sent(self._connection, self._propagation)

    def issued(self, offices: Collection[str]) -> set[str]:
        """Those of ``offices`` whose letters stand in the ledger already."""
        return facts.issued(self._connection, self._propagation, offices)

    def wrote_to_all(self, offices: Collection[str]) -> set[str]:
        """The same without those that have still to write to somebody who was added."""
        growth, wrote = self.life().growth, self.issued(offices)
        of = self._connection, self._propagation
        return {each for each in wrote if not still_owed(*of, each, growth)}

    def received(self, offices: Collection[str]) -> dict[str, ReceivedHop]:
        """What each of ``offices`` has received; without those that nothing was sent to."""
        return facts.received(self._connection, self._propagation, offices)

    def letter(self, office: str) -> IssuedLetter | None:
        """The first letter that an office has issued; ``None`` while it has not."""
        return self.letters({office}).get(office)

    def letters(self, offices: Collection[str]) -> dict[str, IssuedLetter]:
        """The first letters of those of ``offices`` that have issued theirs."""
        return facts.first_letters(self._connection, self._propagation, offices)

    def all_letters(self, office: str) -> list[IssuedLetter]:
        """Every letter that an office has issued, the first one first."""
        return facts.letters(self._connection, self._propagation, {office})

    def sent_by(self, office: str) -> list[SentHop]:
        """The hops that an office's letters went out on, by letter and recipient."""
        return facts.sent_by(self._connection, self._propagation, office)

    def cited(
        self, directive: Directive, office: str, *, rehearsed: bool = False
    ) -> tuple[tuple[CitedLetter, ...], ...]:
        """The letters of earlier directives that an office's letter may refer to."""
        return cited_letters(self._connection, directive, office, rehearsed=rehearsed)

    def stamps(self, office: str) -> list[Reception]:
        """The stamps of an office on the letter that it received, in the order of its desks."""
        return facts.receptions(self._connection, self._propagation, [office])[office]

    def holding(self, office: str) -> Holding | None:
        """What an office holds, asked at once; ``None``: nothing was sent to it."""
        return holding(self._connection, self._propagation, office)

    def acts(self, office: str | None, kind: ActKind | None = None) -> list[Act]:
        """The acts of an office (of all by ``None``), of one kind where given, by number."""
        if office is not None and (own := self._own.get(office)) is not None:
            return [act for act in own if kind in {None, act.kind}]
        return facts.acts(self._connection, self._propagation, office, kind)

    def acts_among(self, offices: Collection[str], kind: ActKind) -> list[Act]:
        """The acts of a kind of some offices."""
        return facts.acts_among(self._connection, self._propagation, offices, kind)

    def acted(self, offices: Collection[str], kind: ActKind) -> set[str]:
        """Those of ``offices`` that have an act of a kind."""
        return facts.acted(self._connection, self._propagation, offices, kind)

    def answered(self, offices: Collection[str]) -> set[str]:
        """Those of ``offices`` that have answered, and did not take their answer back."""
        return facts.answered(self._connection, self._propagation, offices)
