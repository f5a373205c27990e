"""How an office's programs get access, and what each token may do."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, select, update

from wian.jurisdictions.instant import Instant, Precision
from wian.kit.errors import WianError
from wian.ledger.access.permissions import Scope
from wian.ledger.database import Ledger
from wian.ledger.dialects import insert_rows
from wian.ledger.tables import TokenRow

_COLUMNS = (
    "id",
    "office",
    "label",
    "scopes",
    "secret_digest",
    "created_minute",
    "expires_minute",
    "revoked",
)
_FORM = re.compile(r"wian_(?P<id>[0-9a-f]{12})_(?P<secret>[A-Za-z0-9_-]{43})")
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Token:
    """A program's way in for one office. The token itself is not kept, only its digest.

    Attributes:
        id: Its public part.
        office: Id of the office that it acts for.
        label: What uses it.
        scopes: What it may do, in the order of :class:`Scope`.
        secret_digest: SHA-256 of its secret part; that is random, so it needs no slow hash.
        created: When it was made.
        expires: From when on it no longer holds; ``None`` where it holds until revoked.
        revoked: It no longer holds.
    """

    id: str
    office: str
    label: str
    scopes: tuple[Scope, ...]
    secret_digest: str = field(repr=False)
    created: Instant
    expires: Instant | None = None
    revoked: bool = False

    def holds(self, at: Instant) -> bool:
        """Whether it lets anyone in at a moment."""
        return not self.revoked and (self.expires is None or at.minute < self.expires.minute)


class UnknownToken(WianError):
    """There is no token of that id.

    Args:
        id: What was asked for.
    """

    def __init__(self, id: str) -> None:  # noqa: A002 - what it is
        self.id = id
        super().__init__(f"There is no token '{id[:40]}'; wian tokens list names those there are.")


def add_token(  # noqa: PLR0913 - the last two by name
    ledger: Ledger,
    office: str,
    label: str,
    scopes: Collection[Scope],
    *,
    now: Instant,
    expires: Instant | None = None,
) -> tuple[Token, str]:
    """Make a token.

    Returns:
        The token as it is kept, and its text ``wian_<id>_<secret>``, which nobody can read again.
    """
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    ordered = tuple(scope for scope in Scope if scope in scopes)
    made = Token(secrets.token_hex(6), office, label, ordered, _digest(secret), now, expires)
    with ledger.writing() as connection:
        insert_rows(connection, TokenRow, _COLUMNS, [_row(made)])
    return made, f"wian_{made.id}_{secret}"


def find_token(ledger: Ledger, presented: str, at: Instant) -> Token | None:
    """The token that a text is, if it holds at a moment.

    Args:
        ledger: Where tokens are kept.
        presented: What a program sent, whatever that is.
        at: Now.
    """
    parts = _FORM.fullmatch(presented)
    if parts is None:
        return None
    found = _read(ledger, _all().where(TokenRow.id == parts["id"]))
    kept = found[0].secret_digest if found else ""
    same = hmac.compare_digest(kept, _digest(parts["secret"]))
    return found[0] if same and found[0].holds(at) else None


def list_tokens(ledger: Ledger, office: str | None = None) -> list[Token]:
    """All tokens, or those of one office, the earliest first."""
    statement = _all().order_by(TokenRow.office, TokenRow.created_minute, TokenRow.id)
    if office is not None:
        statement = statement.where(TokenRow.office == office)
    return _read(ledger, statement)


def revoke_token(ledger: Ledger, id: str) -> Token:  # noqa: A002 - what it is
    """Let a token in no more; a second time changes nothing.

    Raises:
        UnknownToken: There is none of that id.
    """
    with ledger.writing() as connection:
        connection.execute(update(TokenRow).where(TokenRow.id == id).values(revoked=True))
    found = _read(ledger, _all().where(TokenRow.id == id))
    if not found:
        raise UnknownToken(id)
    return found[0]


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _all() -> Select[Any]:
    return select(*(getattr(TokenRow, name) for name in _COLUMNS))


def _read(ledger: Ledger, statement: Select[Any]) -> list[Token]:
    with ledger.reading() as connection:
        return [_token(row) for row in connection.execute(statement)]


def _row(token: Token) -> tuple[Any, ...]:
    return (
        token.id,
        token.office,
        token.label,
        " ".join(token.scopes),
        token.secret_digest,
        token.created.minute,
        token.expires.minute if token.expires else None,
        token.revoked,
    )


def _token(row: Any) -> Token:
    id_, office, label, scopes, secret, created, expires, revoked = row
    return Token(
        id_,
        office,
        label,
        tuple(map(Scope, scopes.split())),
        secret,
        created=Instant(created, Precision.MINUTE),
        expires=None if expires is None else Instant(expires, Precision.MINUTE),
        revoked=revoked,
    )
