"""Verifies what became of a directive: who amended or ended it, which letters say so, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from wian.kit.settings import clock_minutes
from wian.ledger.acts import Act, ActKind, Amended, Closed, Withdrawn
from wian.ledger.contents import LETTER_COLUMNS, directive_of
from wian.ledger.life.life import Life, life_of
from wian.ledger.proof.letter_numbers import letter_name
from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.proof.propagation.contents import Contents
from wian.ledger.records import Propagation
from wian.ledger.tables import HopRow, LetterRow, PropagationRow
from wian.letters.directive import Follows, FollowUpKind

_ISSUED = LETTER_COLUMNS.index("issued_minute")
_ENDS = (Withdrawn, Closed)
_KINDS = {
    ActKind.AMENDED: FollowUpKind.AMENDMENT,
    ActKind.WITHDRAWN: FollowUpKind.WITHDRAWAL,
}


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
        """Hold what became of it against its letters, and those against what they are about."""
        for act in self.acts:
            if act.kind in _KINDS or isinstance(act.body, _ENDS):
                self._prove_origin(act)
            if isinstance(act.body, _ENDS):
                self._prove_ending(act)
            if isinstance(act.body, Amended | Withdrawn):
                self._prove_follower(act.kind, act.body)
        self._prove_amended()
        if self.propagation.directive.follows is not None:
            self._prove_first(self.propagation.directive.follows)

    def _prove_origin(self, act: Act) -> None:
        if act.office != self.propagation.directive.origin:
            self._fault(act.kind, f"was done by {act.office}, which did not send the directive")

    def _prove_amended(self) -> None:
        """Amendments run from 1 without gap, and none is of a day after the directive ended."""
        amended = [act for act in self.acts if isinstance(act.body, Amended)]
        if sorted(act.key for act in amended) != sorted(str(n + 1) for n in range(len(amended))):
            self._fault(ActKind.AMENDED, "is one of several that do not run from 1 without gap")
        ends = [act.at.minute for act in self.acts if isinstance(act.body, _ENDS)]
        if ends and any(act.at.minute > min(ends) + clock_minutes() for act in amended):
            self._fault(ActKind.AMENDED, "was done after the directive had ended")

    def _prove_ending(self, act: Act) -> None:
        latest = act.at.minute + clock_minutes()
        for (office, part), letter in self.contents.letters.items():
            if letter[_ISSUED] > latest:
                where = letter_name(self.propagation.id, office, part)
                self.findings.fault(
                    "letter", where, f"was issued after the directive was {act.kind}"
                )

    def _prove_follower(self, kind: ActKind, body: Amended | Withdrawn) -> None:
        """The propagation that an act names follows this one, with the letter that it names.

        The days of an amendment are those of its letters.
        """
        directive, origin = PropagationRow.directive, self.propagation.directive.origin
        found = self.connection.scalar(select(directive).where(PropagationRow.id == body.follower))
        number = self.connection.scalar(
            select(LetterRow.number).where(
                LetterRow.propagation == body.follower,
                LetterRow.office == origin,
                LetterRow.part == 0,
            )
        )
        said = None if found is None else directive_of(found).follows
        follows = Follows(propagation=self.propagation.id, kind=_KINDS[kind])
        if said is None or number != body.number or _without_changes(said) != follows:
            self._fault(kind, "names letters that say so, and they are not there")
        elif isinstance(body, Amended) and said.changes != body.changes:
            self._fault(kind, f"changes something else than the letters of {body.follower} say")

    def _prove_first(self, follows: Follows) -> None:
        """The propagation that this one follows says so, and nobody hears who did not of that."""
        first = life_of(self.connection, follows.propagation)
        named = [each.follower for each in first.amendments]
        if first.withdrawn and isinstance(first.withdrawn.body, Withdrawn):
            named.append(first.withdrawn.body.follower)
        if self.propagation.id not in named:
            self._fault_of_all(
                f"is the {follows.kind} of {follows.propagation}, which does not say so"
            )
        reached = select(HopRow.recipient).where(HopRow.propagation == follows.propagation)
        astray = self.contents.hops.keys() - set(self.connection.scalars(reached))
        if astray:
            self._fault_of_all(
                f"went to {min(astray)}, which no letter of {follows.propagation} has reached"
            )
        if follows.kind is FollowUpKind.AMENDMENT:
            self._prove_ended_with(follows, first)

    def _prove_ended_with(self, follows: Follows, first: Life) -> None:
        """An amendment ends no later than what it amends, and closes with it only where it did."""
        own = [act for act in self.acts if isinstance(act.body, _ENDS)]
        if first.ending and not own:
            self._fault_of_all(f"goes on, and {follows.propagation}, which it amends, has ended")
        with_it = [act.body.ended_with for act in own if isinstance(act.body, Closed)]
        if any(with_it) and (not first.ending or set(with_it) != {follows.propagation}):
            self._fault(ActKind.CLOSED, "says that it closed as another ended, which has not")

    def _fault_of_all(self, what: str) -> None:
        self.findings.fault("propagation", self.propagation.id, what)

    def _fault(self, kind: ActKind, what: str) -> None:
        self.findings.fault("act", f"{self.propagation.id} act {kind}", what)


def _without_changes(follows: Follows) -> Follows:
    return follows.model_copy(update={"changes": None})
