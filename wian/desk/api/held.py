"""What a program's office holds: its own letters, and nothing of any other's."""

from __future__ import annotations

from dataclasses import dataclass

from wian.desk.api.authentication import Caller
from wian.desk.api.problems import ApiRefusal
from wian.desk.app.context import Desk
from wian.ledger.access.tokens import Scope
from wian.ledger.errors import UnknownPropagation
from wian.ledger.read import live_letters
from wian.ledger.read.live_letters import Incoming, Outgoing, State
from wian.ledger.records import Clock
from wian.ledger.write.propagations import load_propagation
from wian.letters.directive import Directive, Secrecy
from wian.office.actor import Acting
from wian.propagation import runtime
from wian.propagation.plan import Plan

_WORKING = frozenset({Scope.STAMP, Scope.ISSUE, Scope.ANSWER})


@dataclass(frozen=True)
class Holding:
    """What an office holds, as one of its programs may see it.

    Attributes:
        desk: The desk.
        caller: The program.
    """

    desk: Desk
    caller: Caller

    @property
    def office(self) -> str:
        """Id of the office."""
        return self.caller.office

    def plan(self, propagation: str) -> Plan:
        """The preparation of a propagation that the office is known to have a part in."""
        return runtime.preparation(propagation, self.desk.ledger)

    def acting(self, plan: Plan) -> Acting:
        """The office, as it acts now by this program."""
        return Acting(self.desk.ledger, plan, self.office, self.caller.by, self.desk.now())

    def received(self, propagation: str) -> Incoming:
        """A letter that the office was sent.

        Raises:
            ApiRefusal: There is none such, or it was sent to others: the same answer.
        """
        item = live_letters.incoming(self.desk.ledger, propagation, self.office)
        if item is None:
            raise ApiRefusal(404)
        return item

    def sent(self, propagation: str) -> Outgoing:
        """A letter that the office issued.

        Raises:
            ApiRefusal: There is none such, or others issued it: the same answer.
        """
        mine = live_letters.outgoing(self.desk.ledger, self.office)
        found = next((each for each in mine if each.propagation == propagation), None)
        if found is None:
            raise ApiRefusal(404)
        return found

    def concerned(self, propagation: str) -> Plan:
        """The preparation of a propagation that the office began, or was sent a letter of.

        Raises:
            ApiRefusal: There is none such, or it is of others: the same answer.
        """
        try:
            known = load_propagation(self.desk.ledger, propagation)
        except UnknownPropagation:
            raise ApiRefusal(404) from None
        began = known.clock is Clock.LIVE and known.directive.origin == self.office
        if not began:
            self.received(propagation)
        return self.plan(propagation)

    def state(self, item: Incoming) -> State:
        """What is to be done with a letter next."""
        wanted = any(ask.answer_by is not None for ask in item.directive.asks)
        asked = wanted and self.plan(item.propagation).answer_by(self.office) is not None
        return item.state(asked=asked)

    def may_read(self, directive: Directive) -> bool:
        """Whether the program may read what a directive's letters say.

        Secret letters are for those who work on them (Rule on Maintenance of Official Secrets
        B.E. 2544: access by need); a token that only looks sees that there is one.
        """
        return directive.secrecy is Secrecy.NONE or not _WORKING.isdisjoint(
            self.caller.token.scopes
        )
