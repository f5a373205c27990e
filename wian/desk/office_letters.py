"""What the signed-in office holds: its own letters, and nothing of any other's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request

from hierarchy.office import Office
from wian.desk.app.context import Desk, desk_of
from wian.desk.app.errors import PageRefused
from wian.desk.app.page_templates import shown_to
from wian.desk.app.reader import language_of
from wian.desk.views.deadline import is_secret
from wian.ledger.access.accounts import Account, Role
from wian.ledger.read import live_letters
from wian.ledger.read.live_letters import Incoming, Outgoing, Passage
from wian.letters.directive import Directive
from wian.office.actor import Acting
from wian.propagation import runtime
from wian.propagation.plan import Plan

_OFFICES_KEPT = 5000
_offices: dict[tuple[str, str], Office] = {}


@dataclass(frozen=True)
class Held:
    """A letter that the signed-in office was sent.

    Attributes:
        desk: The desk.
        account: Who looks at it.
        plan: Its propagation.
        item: The letter, and what the office did with it.
    """

    desk: Desk
    account: Account
    plan: Plan
    item: Incoming

    @property
    def readable(self) -> bool:
        """Whether the account may read what it says."""
        return may_read(self.account, self.item.directive)

    @property
    def answer_by(self) -> date | None:
        """By when the office is to answer, if it is."""
        return self.plan.answer_by(self.account.office)

    @property
    def acting(self) -> Acting:
        """The office, as it acts now by this account."""
        return acting(self.desk, self.account, self.plan)

    def again(self) -> Held:
        """The same, as it is now."""
        found = live_letters.incoming(self.desk.ledger, self.plan.id, self.account.office)
        return Held(self.desk, self.account, self.plan, found or self.item)


def acting(desk: Desk, account: Account, plan: Plan) -> Acting:
    """The office of an account, as it acts now."""
    return Acting(desk.ledger, plan, account.office, post_of(account), desk.now())


def post_of(account: Account) -> str:
    """The post that acts by an account, as an act names it."""
    return f"{account.office} {account.post}"


def held(request: Request, account: Account, propagation: str) -> Held:
    """A letter that the signed-in office was sent.

    Raises:
        PageRefused: There is none such, or it was sent to others: the same answer.
    """
    desk = desk_of(request)
    item = (
        live_letters.incoming(desk.ledger, propagation, account.office)
        if is_id(propagation)
        else None
    )
    if item is None:
        raise PageRefused(404, "404")
    return Held(desk, account, plan_of(desk, propagation), item)


def sent(request: Request, account: Account, propagation: str) -> Outgoing:
    """A letter that the signed-in office issued.

    Raises:
        PageRefused: There is none such, or others issued it: the same answer.
    """
    ledger = desk_of(request).ledger
    found = live_letters.outgoing(ledger, account.office, propagation) if is_id(propagation) else []
    if not found:
        raise PageRefused(404, "404")
    return found[0]


def is_id(propagation: str) -> bool:
    """Whether a part of an address may be the id of a propagation at all."""
    return propagation.isascii() and propagation.isprintable()


def plan_of(desk: Desk, propagation: str) -> Plan:
    """The preparation of a propagation that the office is known to have a letter of."""
    return runtime.preparation(propagation, desk.ledger)


def answers_wanted(desk: Desk, office: str) -> Callable[[Incoming], date | None]:
    """By when an office is to answer a letter; looks no further where nobody is to."""

    def wanted(item: Incoming) -> date | None:
        if all(ask.answer_by is None for ask in item.directive.asks):
            return None
        return plan_of(desk, item.propagation).answer_by(office)

    return wanted


def passages(at: Held) -> list[Passage]:
    """The offices on the way from the origin down to the office, itself included."""
    return live_letters.passages(at.desk.ledger, at.plan.id, at.plan.route.chain(at.account.office))


def may_read(account: Account, directive: Directive) -> bool:
    """Whether an account may read what a directive's letters say.

    Secret letters are for those who work on them (Rule on Maintenance of Official Secrets B.E.
    2544: access by need); who only observes sees that there is one.
    """
    return not is_secret(directive) or not {Role.CLERK, Role.OFFICER}.isdisjoint(account.roles)


def named(request: Request, office: str, plan: Plan | None = None) -> str:
    """The name of an office to the reader; its id while no propagation is known that has it."""
    desk = desk_of(request)
    key = (desk.ledger.url, office)
    if plan is None and key not in _offices:
        latest = [each.propagation for each in live_letters.inbox(desk.ledger, office)[:1]]
        latest += [each.propagation for each in live_letters.outgoing(desk.ledger, office)[:1]]
        plan = next((plan_of(desk, each) for each in latest), None)
    if plan is not None:
        if len(_offices) >= _OFFICES_KEPT:
            _offices.clear()
        _offices[key] = plan.hierarchy.office(office)
    found = _offices.get(key)
    return office if found is None else _name(request, found)


def naming(request: Request, plan: Plan) -> Callable[[str], str]:
    """Names the offices of a propagation, each by its id, to the reader of a request."""
    return lambda office: _name(request, plan.hierarchy.office(office))


def _name(request: Request, office: Office) -> str:
    """The English name to a reader of English, where an office has one; else its own."""
    return office.name if language_of(request).own else office.label


def told(request: Request, value: object) -> str:
    """A value for a message, in the digits of the reader."""
    return shown_to(request)(value)
