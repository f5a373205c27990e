"""A message by e-mail: what it carries, where it is, and those of one propagation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, field, fields, replace
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, select

from wian.ledger.contents import digest
from wian.ledger.dialects import insert_missing, update_rows
from wian.ledger.outbox.mail_rows import MailRow


class MailKind(StrEnum):
    """What a message carries."""

    LETTER = "letter"
    REMINDER = "reminder"
    REPORT = "report"


class MailState(StrEnum):
    """Where a message is, as far as the mail system says."""

    WAITING = "waiting"
    """It is still to be handed over."""
    HANDED_OVER = "handed-over"
    """The mail server has taken it; it may still come back."""
    BOUNCED = "bounced"
    """The mail system took it, and then gave it back."""
    REFUSED = "refused"
    """The mail server did not take it, and it is not tried again."""
    BY_HAND = "by-hand"
    """The letter is secret and never goes by mail: somebody must bring it."""
    AT_DESK = "at-desk"
    """It need not go: the office is reached at its desk now, or has stamped."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A message to one office.

    Attributes:
        id: The same for every try, and its place in the Message-ID.
        propagation: Id of the propagation.
        sender: Office whose letter it is.
        office: Office that it is for.
        kind: What it carries.
        key: The letter's part, or the key of the reminder or of the report.
        address: Where it goes.
        state: Where it is.
        round: How often it was sent anew.
        attempts: How often it was tried in this round.
        due_second: When it is tried next, in seconds since 1970-01-01T00:00Z.
        last_error: What the mail system said last.
        created_minute: When the letter was issued, in minutes since 1970-01-01T00:00Z.
        changed_minute: When its state changed last; the same.
        opened_minute: When the page of its link was shown first; the same.
    """

    id: str
    propagation: str
    sender: str
    office: str
    kind: MailKind
    key: str
    address: str
    state: MailState
    round: int = 0
    attempts: int = 0
    due_second: int = 0
    last_error: str = ""
    created_minute: int = 0
    changed_minute: int = 0
    opened_minute: int | None = None

    @property
    def act_key(self) -> str:
        """Key of the acts that say what became of it in this round."""
        return f"{self.id}-{self.round}"

    @property
    def part(self) -> int:
        """Which of the sender's letters it carries, from 0; of a reminder and of a report 0."""
        return int(self.key) if self.kind is MailKind.LETTER else 0


COLUMNS = tuple(each.name for each in fields(Mail))
_CHANGING = ("address", "state", "round", "attempts", "due_second", "last_error", "changed_minute")


class MailProgress(NamedTuple):
    """A message, and whether its office has stamped the letter."""

    mail: Mail
    acknowledged: bool

    @property
    def stands(self) -> str:
        """Where the letter is: the farthest that is known of it."""
        if self.acknowledged:
            return "acknowledged"
        if self.mail.state is MailState.HANDED_OVER and self.mail.opened_minute is not None:
            return "opened"
        return self.mail.state.value


@dataclass(frozen=True, slots=True)
class MailBook:
    """The messages of one propagation inside a transaction.

    Attributes:
        connection: With the transaction begun.
        propagation: Id of the propagation.
    """

    connection: Connection = field(repr=False)
    propagation: str

    def put(self, mails: Sequence[Mail]) -> None:
        """Write messages; those that are there already stay as they are."""
        insert_missing(self.connection, MailRow, COLUMNS, [_row(each) for each in mails])

    def change(self, mails: Sequence[Mail]) -> None:
        """Write what became of messages that are there."""
        rows = [(*(_plain(getattr(each, name)) for name in _CHANGING), each.id) for each in mails]
        update_rows(self.connection, MailRow, _CHANGING, ("id",), rows)

    def find(self, id_: str) -> Mail | None:
        """A message; ``None`` where there is none of that id."""
        row = self.connection.execute(every_mail().where(MailRow.id == id_)).first()
        return mail_of(row) if row else None

    def to(self, office: str) -> list[Mail]:
        """Those to an office."""
        statement = every_mail().where(
            MailRow.propagation == self.propagation, MailRow.office == office
        )
        return [mail_of(row) for row in self.connection.execute(statement)]


def mail_id(propagation: str, office: str, kind: MailKind, key: str) -> str:
    """The id of the message that carries a letter or reminder to an office: always the same."""
    return digest((propagation, office, kind.value, key))[:32]


def every_mail() -> Select[Any]:
    """The messages of all propagations."""
    return select(*(getattr(MailRow, name) for name in COLUMNS))


def mail_of(row: Any) -> Mail:
    """The message of a row of :func:`every_mail`."""
    made = Mail(*row)
    return replace(made, kind=MailKind(made.kind), state=MailState(made.state))


def _row(mail: Mail) -> tuple[Any, ...]:
    return tuple(map(_plain, astuple(mail)))


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, StrEnum) else value
