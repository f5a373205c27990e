"""Which letters a person sees: those of the office of the account, as its roles allow."""

from __future__ import annotations

from fastapi import Request

from wian.desk.app.context import desk_of
from wian.desk.office_letters import OfficeLetters
from wian.ledger.access.accounts import Account
from wian.ledger.access.permissions import Role
from wian.ledger.succession.recorded_successions import successions
from wian.ledger.succession.succession import Succession

_WORKING = frozenset({Role.CLERK, Role.OFFICER})
"""Roles of an account that works on letters; one that has neither only observes."""


def letters_of(request: Request, account: Account) -> OfficeLetters:
    """The letters of an account's office."""
    works = not _WORKING.isdisjoint(account.roles)
    by = post_of(account)
    return OfficeLetters(desk_of(request), account.office, by, sees_secrets=works)


def succeeded_by(letters: OfficeLetters) -> Succession | None:
    """Who acts in the place of the office where somebody looks; ``None``: it acts itself."""
    return successions(letters.desk.ledger).last(letters.own_office)


def post_of(account: Account) -> str:
    """The post that acts by an account, as an act names it."""
    return f"{account.office} {account.post}"
