"""Verifies what became of a directive: who ended it, which letters say so, and none went after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from wian.kit.settings import clock_minutes
from wian.ledger.acts import Act, ActKind, Closed, Withdrawn
from wian.ledger.contents import LETTER_COLUMNS, directive_of
from wian.ledger.life.life import life_of
from wian.ledger.proof.letter_numbers import letter_name
from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.proof.propagation.contents import Contents
from wian.ledger.records import Propagation
from wian.ledger.tables import HopRow, LetterRow, PropagationRow
from wian.letters.directive import Follows, FollowUpKind

_ISSUED = LETTER_COLUMNS.index("issued_minute")
_OF_A_LIFE = (Withdrawn, Closed)


@dataclass(frozen=True, slots=True)
class LifeProof:
    """Proves the life of one propagation.

    Attributes:
        connection: The ledger.
        propagation: The propagation.
        contents: Its letters and hops.
        acts: Its acts.
        findings: Where faults go.
    """

    connection: Connection
    propagation: Propagation
    contents: Contents
    acts: Sequence[Act]
    findings: ProofFaults

    def prove(self) -> None:
        """Hold its endings against its letters, and its letters against what they are about."""
        for act in self.acts:
            if isinstance(act.body, _OF_A_LIFE):
                self._prove_ending(act)
            if isinstance(act.body, Withdrawn):
                self._prove_follower(act.kind, FollowUpKind.WITHDRAWAL, act.body)
        if self.propagation.directive.follows is not None:
            self._prove_first(self.propagation.directive.follows)

    def _prove_ending(self, act: Act) -> None:
        if act.office != self.propagation.directive.origin:
            self._fault(act.kind, f"was done by {act.office}, which did not send the directive")
        latest = act.at.minute + clock_minutes()
        for (office, part), letter in self.contents.letters.items():
            if letter[_ISSUED] > latest:
                where = letter_name(self.propagation.id, office, part)
                self.findings.fault(
                    "letter", where, f"was issued after the directive was {act.kind}"
                )

    def _prove_follower(self, kind: ActKind, wanted: FollowUpKind, body: Withdrawn) -> None:
        """The propagation that an act names follows this one, with the letter that it names."""
        directive, origin = PropagationRow.directive, self.propagation.directive.origin
        found = self.connection.scalar(select(directive).where(PropagationRow.id == body.follower))
        number = self.connection.scalar(
            select(LetterRow.number).where(
                LetterRow.propagation == body.follower,
                LetterRow.office == origin,
                LetterRow.part == 0,
            )
        )
        follows = Follows(propagation=self.propagation.id, kind=wanted)
        if found is None or directive_of(found).follows != follows or number != body.number:
            self._fault(kind, "names letters that say so, and they are not there")

    def _prove_first(self, follows: Follows) -> None:
        """The propagation that this one follows says so, and nobody hears who did not of that."""
        first = life_of(self.connection, follows.propagation)
        named = [
            act.body.follower
            for act in (first.withdrawn,)
            if act is not None and isinstance(act.body, Withdrawn)
        ]
        if self.propagation.id not in named:
            what = f"is the {follows.kind} of {follows.propagation}, which does not say so"
            self.findings.fault("propagation", self.propagation.id, what)
        reached = select(HopRow.recipient).where(HopRow.propagation == follows.propagation)
        astray = self.contents.hops.keys() - set(self.connection.scalars(reached))
        if astray:
            what = f"went to {min(astray)}, which no letter of {follows.propagation} has reached"
            self.findings.fault("propagation", self.propagation.id, what)

    def _fault(self, kind: ActKind, what: str) -> None:
        self.findings.fault("act", f"{self.propagation.id} act {kind}", what)
