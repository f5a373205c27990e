"""Who may sign in at an office's desk, and what each account may do."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, exists, select, update

from wian.kit.counted import agreeing
from wian.kit.errors import WianError
from wian.ledger.access.permissions import Role
from wian.ledger.database import Ledger
from wian.ledger.dialects import among, insert_missing, listed
from wian.ledger.tables import AccountRow, EndedSessionRow

_COLUMNS = (
    "id",
    "office",
    "post",
    "roles",
    "group",
    "password_hash",
    "must_change",
    "epoch",
    "disabled",
    "created_minute",
)
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Account:
    """A post of an office that may sign in.

    Attributes:
        office: Id of its office; it sees nothing of others.
        post: Its post, unique in the office; never a person's name.
        roles: What it does, in the order of :class:`Role`.
        group: Desk or group of the office that it belongs to, if any.
        password_hash: The password as a slow hash.
        must_change: The password was given by an operator, for the first sign-in only.
        epoch: Grows with every change of password, roles or standing; a session of an earlier
            epoch is dead.
        disabled: It may not sign in.
        created_minute: When it was made, in minutes since 1970-01-01T00:00Z.
    """

    office: str
    post: str
    roles: tuple[Role, ...]
    group: str | None
    password_hash: str = field(repr=False)
    must_change: bool
    created_minute: int
    epoch: int = 0
    disabled: bool = False

    @property
    def id(self) -> str:
        """Its id: sixteen digits that follow from office and post."""
        return account_id(self.office, self.post)


class AccountsExist(WianError):
    """Accounts were to be added that there are already.

    Args:
        existing: Office and post of each.
    """

    def __init__(self, existing: Iterable[tuple[str, str]]) -> None:
        self.existing = tuple(existing)
        names = "; ".join(f"{office} {post}" for office, post in self.existing[:_SHOWN])
        count = len(self.existing)
        more = f"; and {count - _SHOWN:,} more" if count > _SHOWN else ""
        there = agreeing(count, "There is an account already", "There are accounts already")
        super().__init__(
            f"{there}: {names}{more}. Nothing was added; wian accounts reset OFFICE --post POST "
            "gives one a new password."
        )


class UnknownAccount(WianError):
    """There is no account of that office and post.

    Args:
        office: Id of the office.
        post: The post asked for.
        known: Posts of the office that have accounts.
    """

    def __init__(self, office: str, post: str, known: Iterable[str]) -> None:
        self.office, self.post, self.known = office, post, tuple(known)
        others = f"it has {', '.join(self.known[:_SHOWN])}" if self.known else "it has none"
        super().__init__(f"Office {office} has no account for the post '{post}'; {others}.")


class AccountChanged(WianError):
    """An account was changed while somebody changed it, too."""

    def __init__(self) -> None:
        super().__init__(
            "The account was changed by somebody else in the meantime; sign in and try again."
        )


def account_id(office: str, post: str) -> str:
    """The id of the account of a post."""
    return hashlib.sha256(f"{office}\n{post}".encode()).hexdigest()[:16]


def in_order(roles: Collection[Role]) -> tuple[Role, ...]:
    """Roles without repeats, in the order of :class:`Role`."""
    return tuple(role for role in Role if role in roles)


def add_accounts(ledger: Ledger, accounts: Sequence[Account]) -> None:
    """Add accounts, all in one transaction.

    Raises:
        AccountsExist: Some are there already; none was added.
    """
    with ledger.writing() as connection:
        known = _existing(connection, [account.id for account in accounts])
        if known:
            places = [(each.office, each.post) for each in accounts if each.id in known]
            raise AccountsExist(places)
        rows = [_row(account) for account in accounts]
        if insert_missing(connection, AccountRow, _COLUMNS, rows) < len(rows):
            raise AccountsExist((each.office, each.post) for each in accounts)


def load_account(ledger: Ledger, id: str) -> Account | None:  # noqa: A002 - what it is
    """The account of an id."""
    with ledger.reading() as connection:
        return next(_accounts(connection, _all().where(AccountRow.id == id)), None)


def account_in_session(ledger: Ledger, id: str, session: str) -> Account | None:  # noqa: A002 - what it is
    """The account of an id, unless that session was ended; every page of the desk asks this."""
    with ledger.reading(once=True) as connection:
        bound = {"wanted": id, "session": session}
        return next(_accounts(connection, _in_session(), bound), None)


def find_account(ledger: Ledger, office: str, post: str) -> Account | None:
    """The account of a post, disabled or not."""
    return load_account(ledger, account_id(office, post))


def known_account(ledger: Ledger, office: str, post: str) -> Account:
    """The same, where there must be one.

    Raises:
        UnknownAccount: There is none; the error names the office's posts that have one.
    """
    found = find_account(ledger, office, post)
    if found is None:
        raise UnknownAccount(office, post, [each.post for each in list_accounts(ledger, office)])
    return found


def list_accounts(ledger: Ledger, office: str | None = None) -> list[Account]:
    """All accounts, or those of one office, by office and post."""
    statement = _all().order_by(AccountRow.office, AccountRow.post)
    if office is not None:
        statement = statement.where(AccountRow.office == office)
    with ledger.reading() as connection:
        return list(_accounts(connection, statement))


def offices_with_accounts(ledger: Ledger) -> frozenset[str]:
    """Offices that have at least one account, disabled or not."""
    with ledger.reading() as connection:
        return frozenset(connection.scalars(select(AccountRow.office).distinct()))


def existing_accounts(ledger: Ledger, ids: Collection[str]) -> frozenset[str]:
    """Those of ``ids`` that are accounts."""
    with ledger.reading() as connection:
        return _existing(connection, ids)


def change_password(
    ledger: Ledger,
    account: Account,
    password_hash: str,
    *,
    must_change: bool = False,
) -> None:
    """Give an account another password; its sessions end.

    Args:
        ledger: Where it stands.
        account: The account as it was when the old password was looked at.
        password_hash: Hash of the new one.
        must_change: Whether the new one, too, is for one sign-in only.

    Raises:
        AccountChanged: It is no longer as it was then.
    """
    _change(ledger, account, password_hash=password_hash, must_change=must_change)


def set_roles(ledger: Ledger, account: Account, roles: Collection[Role], group: str | None) -> None:
    """Let an account do something else, or belong to another group; its sessions end.

    Raises:
        AccountChanged: It is no longer as it was read.
    """
    _change(ledger, account, roles=_written(roles), group=group)


def set_disabled(ledger: Ledger, account: Account, *, disabled: bool) -> None:
    """Bar an account, or let it in again; its sessions end. A second time changes nothing.

    Raises:
        AccountChanged: It is no longer as it was read.
    """
    if account.disabled is not disabled:
        _change(ledger, account, disabled=disabled)


def _change(ledger: Ledger, account: Account, **values: Any) -> None:
    """Set values of an account that nobody has changed since it was read, and end its sessions."""
    statement = (
        update(AccountRow)
        .where(AccountRow.id == account.id, AccountRow.epoch == account.epoch)
        .values(epoch=account.epoch + 1, **values)
    )
    with ledger.writing() as connection:
        if connection.execute(statement).rowcount < 1:
            raise AccountChanged


def _all() -> Select[Any]:
    return select(*(getattr(AccountRow, name) for name in _COLUMNS))


@cache
def _in_session() -> Select[Any]:
    ended = exists().where(EndedSessionRow.id == bindparam("session"))
    return _all().where(AccountRow.id == bindparam("wanted"), ~ended)


def _existing(connection: Connection, ids: Collection[str]) -> frozenset[str]:
    statement = select(AccountRow.id).where(among(connection.dialect.name, AccountRow.id, "ids"))
    return frozenset(connection.scalars(statement, {"ids": listed(connection, ids)}))


def _written(roles: Collection[Role]) -> str:
    return " ".join(role.value for role in in_order(roles))


def _row(account: Account) -> tuple[Any, ...]:
    return (
        account.id,
        account.office,
        account.post,
        _written(account.roles),
        account.group,
        account.password_hash,
        account.must_change,
        account.epoch,
        account.disabled,
        account.created_minute,
    )


def _accounts(
    connection: Connection, statement: Select[Any], bound: dict[str, str] | None = None
) -> Iterator[Account]:
    for row in connection.execute(statement, bound):
        _, office, post, roles, group, hashed, must_change, epoch, disabled, created = row
        yield Account(
            office,
            post,
            tuple(map(Role, roles.split())),
            group,
            hashed,
            must_change,
            created_minute=created,
            epoch=epoch,
            disabled=disabled,
        )
