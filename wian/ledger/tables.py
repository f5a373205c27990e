"""The tables: append-only, with natural keys, so that every write may be repeated.

Only the heads of registers, and what is no record (accounts, settings, messages), are ever updated.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from wian.ledger.columns.hex_digest import HexDigest
from wian.ledger.columns.packed_text import PackedText

VERSION_TABLE = "ledger_version"  # where Alembic notes the version
_BYTEWISE = Text().with_variant(Text(collation="C"), "postgresql")  # both databases sort alike
LIFE_ACTS = text(
    "kind IN ('added', 'amended', 'closed', 'insisted', 'rerouted', 'returned', 'shared',"
    " 'withdrawn')"
)
"""Acts by which a directive's life changes; an index finds them for questions in these words."""
_PLACE = ("book", "office", "name", "year")
_LETTER = ["letter.propagation", "letter.office", "letter.part"]
_CLUSTERED = {"sqlite_with_rowid": False}  # rows stand in their key's own tree


class Base(DeclarativeBase):
    """Base of all tables. Text everywhere, minutes and years as integers."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(referred_table_name)s",
            "uq": "uq_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: _BYTEWISE, int: BigInteger()}


class SnapshotRow(Base):
    """What is kept whole, compressed, once under its digest: a hierarchy, or an imported file."""

    __tablename__ = "snapshot"
    digest: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class PropagationRow(Base):
    """A directive that is being, or was, sent down; ``sequence`` is the order of recording."""

    __tablename__ = "propagation"
    __table_args__ = (Index("ix_propagation_clock", "clock", "created_minute", "sequence", "id"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    sequence: Mapped[int]
    directive_id: Mapped[str]
    directive: Mapped[str]
    jurisdiction: Mapped[str]
    hierarchy_digest: Mapped[str] = mapped_column(ForeignKey("snapshot.digest"))
    route_digest: Mapped[str]
    profile: Mapped[str]
    seed: Mapped[int]
    clock: Mapped[str]
    limit_to: Mapped[str]
    window_opens: Mapped[date | None]
    window_closes: Mapped[date | None]
    created_minute: Mapped[int]
    tool_version: Mapped[str]


class RegisterHeadRow(Base):
    """Head of a register: its last number and running digest. The only record ever updated."""

    __tablename__ = "register"
    __table_args__ = _CLUSTERED
    book: Mapped[str] = mapped_column(primary_key=True)
    office: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True)
    last: Mapped[int]
    digest: Mapped[str] = mapped_column(HexDigest)


class EntryRow(Base):
    """One number of a register, for one key, with the running digest up to it."""

    __tablename__ = "register_entry"
    __table_args__ = (
        ForeignKeyConstraint(_PLACE, [f"register.{each}" for each in _PLACE]),
        UniqueConstraint(*_PLACE, "key"),
        _CLUSTERED,
    )
    book: Mapped[str] = mapped_column(primary_key=True)
    office: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    content_digest: Mapped[str] = mapped_column(HexDigest)
    digest: Mapped[str] = mapped_column(HexDigest)


class LetterRow(Base):
    """An office's letter; ``part`` counts them from 0. No register number: it was observed."""

    __tablename__ = "letter"
    __table_args__ = (Index("ix_letter_office", "office", "issued_minute", "propagation"),)
    propagation: Mapped[str] = mapped_column(ForeignKey("propagation.id"), primary_key=True)
    office: Mapped[str] = mapped_column(primary_key=True)
    part: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    wave: Mapped[int] = mapped_column(Integer)
    form: Mapped[str]
    number: Mapped[str]
    register_year: Mapped[int | None] = mapped_column(Integer)
    register_number: Mapped[int | None]
    issued_minute: Mapped[int]
    issued_precision: Mapped[str]
    source: Mapped[str]
    content: Mapped[str] = mapped_column(PackedText)
    content_digest: Mapped[str] = mapped_column(HexDigest)


class HopRow(Base):
    """A letter on its way to one recipient. Its digest stands in its letter's."""

    __tablename__ = "hop"
    __table_args__ = (
        ForeignKeyConstraint(["propagation", "sender", "part"], _LETTER),
        Index("ix_hop_recipient", "recipient"),
        Index("ix_hop_sender", "sender", "propagation"),
        _CLUSTERED,
    )
    propagation: Mapped[str] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(primary_key=True)
    sender: Mapped[str]
    part: Mapped[int] = mapped_column(Integer)
    wave: Mapped[int] = mapped_column(Integer)
    channel: Mapped[str]
    desks: Mapped[int] = mapped_column(Integer)
    addressed: Mapped[bool]
    forwards: Mapped[bool]
    source: Mapped[str]


class ReceptionRow(Base):
    """One desk's stamp on the letter that a recipient received."""

    __tablename__ = "reception"
    __table_args__ = (
        ForeignKeyConstraint(["propagation", "recipient"], ["hop.propagation", "hop.recipient"]),
        _CLUSTERED,
    )
    propagation: Mapped[str] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    desk: Mapped[str]
    receipt_number: Mapped[str]
    register_year: Mapped[int | None] = mapped_column(Integer)
    register_number: Mapped[int | None]
    at_minute: Mapped[int]
    at_precision: Mapped[str]
    source: Mapped[str]
    read: Mapped[str | None]
    inference: Mapped[str | None]
    content_digest: Mapped[str] = mapped_column(HexDigest)


class OriginalRow(Base):
    """A file that an imported letter stands in, where in it, and the letter's lines as read."""

    __tablename__ = "original"
    __table_args__ = (ForeignKeyConstraint(["propagation", "office", "part"], _LETTER), _CLUSTERED)
    propagation: Mapped[str] = mapped_column(primary_key=True)
    office: Mapped[str] = mapped_column(primary_key=True)
    part: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    file: Mapped[str] = mapped_column(ForeignKey("snapshot.digest"), primary_key=True)
    name: Mapped[str]
    medium: Mapped[str]
    first_line: Mapped[int | None]
    last_line: Mapped[int | None]
    transcript: Mapped[str]
    content_digest: Mapped[str]


class ImportRow(Base):
    """One file's new entries; its running digest covers them and the import before."""

    __tablename__ = "register_import"
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    office: Mapped[str]
    kind: Mapped[str]
    desk: Mapped[str]
    source: Mapped[str]
    entries: Mapped[int]
    digest: Mapped[str]


class ImportedEntryRow(Base):
    """One entry of a register that an office kept itself, under the number it has there."""

    __tablename__ = "imported_entry"
    __table_args__ = _CLUSTERED
    office: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    desk: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    entered: Mapped[str]
    letter_number: Mapped[str]
    letter_dated: Mapped[str | None]
    sender: Mapped[str]
    recipient: Mapped[str]
    subject: Mapped[str]
    action: Mapped[str]
    remark: Mapped[str]
    urgency: Mapped[str | None]
    secrecy: Mapped[str | None]
    import_sequence: Mapped[int] = mapped_column(ForeignKey("register_import.sequence"))
    sheet: Mapped[str]
    line: Mapped[int]
    content_digest: Mapped[str]


class ActRow(Base):
    """What an office did in a live propagation, as an entry of one of its registers.

    ``body`` is JSON by the kind of the act; ``key`` tells acts of a kind apart.
    """

    __tablename__ = "act"
    __table_args__ = (
        Index("ix_act_minute", "propagation", "at_minute"),
        Index("ix_act_life", "propagation", sqlite_where=LIFE_ACTS, postgresql_where=LIFE_ACTS),
        _CLUSTERED,
    )
    propagation: Mapped[str] = mapped_column(ForeignKey("propagation.id"), primary_key=True)
    office: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    register: Mapped[str]
    register_year: Mapped[int] = mapped_column(Integer)
    register_number: Mapped[int]
    at_minute: Mapped[int]
    by: Mapped[str]
    body: Mapped[str]
    content_digest: Mapped[str] = mapped_column(HexDigest)


class RegisterActRow(Base):
    """An office says where a register opens, or that ``first`` to ``last`` were given elsewhere."""

    __tablename__ = "register_act"
    __table_args__ = _CLUSTERED
    office: Mapped[str] = mapped_column(primary_key=True)
    register_year: Mapped[int] = mapped_column(Integer, primary_key=True)
    register_number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str]
    year: Mapped[int] = mapped_column(Integer)
    first: Mapped[int]
    last: Mapped[int]
    reason: Mapped[str]
    by: Mapped[str]
    at_minute: Mapped[int]
    content_digest: Mapped[str]


class IdentityRow(Base):
    """What tells this ledger from any other; one row, made with the tables."""

    __tablename__ = "ledger_identity"
    id: Mapped[str] = mapped_column(primary_key=True)


class ClockOffsetRow(Base):
    """How far a country's clocks are ahead of UTC from a minute on; for the views alone."""

    __tablename__ = "clock_offset"
    __table_args__ = _CLUSTERED
    jurisdiction: Mapped[str] = mapped_column(primary_key=True)
    since_minute: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ahead: Mapped[int] = mapped_column(Integer)
    shown: Mapped[str] = mapped_column(Text)


class LeafRow(Base):
    """A register entry's place in the tree that checkpoints are made of; see ``checkpoints``."""

    __tablename__ = "tree_leaf"
    __table_args__ = (UniqueConstraint("book", "office", "name", "year", "number"),)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    book: Mapped[str]
    office: Mapped[str]
    name: Mapped[str]
    year: Mapped[int] = mapped_column(Integer)
    number: Mapped[int]
    leaf: Mapped[str] = mapped_column(HexDigest)


class AccountRow(Base):
    """A post of an office that may sign in at the desk; no record, and updated in place."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("office", "post"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    office: Mapped[str]
    post: Mapped[str]
    roles: Mapped[str]
    group: Mapped[str | None]
    password_hash: Mapped[str]
    must_change: Mapped[bool]
    epoch: Mapped[int] = mapped_column(Integer)
    disabled: Mapped[bool]
    created_minute: Mapped[int]


class TokenRow(Base):
    """A program's way in for one office: the digest of its token, and what it may do."""

    __tablename__ = "token"
    id: Mapped[str] = mapped_column(primary_key=True)
    office: Mapped[str]
    label: Mapped[str]
    scopes: Mapped[str]
    secret_digest: Mapped[str]
    created_minute: Mapped[int]
    expires_minute: Mapped[int | None]
    revoked: Mapped[bool]


class SettingRow(Base):
    """How an office wants its desk to work."""

    __tablename__ = "desk_setting"
    office: Mapped[str] = mapped_column(primary_key=True)
    forwards_alone: Mapped[bool]
    by: Mapped[str]
    changed_minute: Mapped[int]


class EndedSessionRow(Base):
    """A session of the desk that was ended before its time; forgotten once that has come."""

    __tablename__ = "ended_session"
    id: Mapped[str] = mapped_column(primary_key=True)
    until_minute: Mapped[int]


class QuietRow(Base):
    """A propagation in which a sweep found nothing to do; no record, and updated in place."""

    __tablename__ = "quiet_propagation"
    __table_args__ = _CLUSTERED
    propagation: Mapped[str] = mapped_column(ForeignKey("propagation.id"), primary_key=True)
    looked_minute: Mapped[int]
    until_minute: Mapped[int]


class WebhookRow(Base):
    """An address that gets what happens to an office."""

    __tablename__ = "webhook"
    __table_args__ = (Index("ix_webhook_office", "office"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    office: Mapped[str]
    url: Mapped[str]
    secret: Mapped[str]
    events: Mapped[str]
    created_minute: Mapped[int]
    disabled: Mapped[bool]


class MessageRow(Base):
    """One message to a webhook, written in the transaction that it tells of."""

    __tablename__ = "message"
    __table_args__ = (Index("ix_message_due", "state", "due_second"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    webhook: Mapped[str] = mapped_column(ForeignKey("webhook.id"))
    event: Mapped[str]
    body: Mapped[str]
    state: Mapped[str]
    attempts: Mapped[int] = mapped_column(Integer)
    due_second: Mapped[int]
    last_error: Mapped[str]
