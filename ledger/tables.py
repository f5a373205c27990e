"""Owns the tables: append-only, with natural keys, so that every write is safe to repeat."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

VERSION_TABLE = "ledger_version"
"""Where Alembic notes the version; a name of its own, as Prefect's database has one too."""
_BYTEWISE = Text().with_variant(Text(collation="C"), "postgresql")
"""Text in the order of its bytes, so that both databases sort and lock alike."""
_CLUSTERED = {"sqlite_with_rowid": False}
"""Rows stand in their key's own tree (SQLite): half the pages to write."""


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
    """A hierarchy as it stood, compressed, kept once under its digest."""

    __tablename__ = "snapshot"
    digest: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class PropagationRow(Base):
    """A directive that is being, or was, sent down; ``sequence`` is the order of recording."""

    __tablename__ = "propagation"
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


class RegisterRow(Base):
    """Head of a register: its last number and running digest. The only row ever updated."""

    __tablename__ = "register"
    __table_args__ = _CLUSTERED
    book: Mapped[str] = mapped_column(primary_key=True)
    office: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True)
    last: Mapped[int]
    digest: Mapped[str]


class EntryRow(Base):
    """One number of a register, for one key, with the running digest up to it."""

    __tablename__ = "register_entry"
    __table_args__ = (
        ForeignKeyConstraint(
            ["book", "office", "name", "year"],
            ["register.book", "register.office", "register.name", "register.year"],
        ),
        UniqueConstraint("book", "office", "name", "year", "key"),
        _CLUSTERED,
    )
    book: Mapped[str] = mapped_column(primary_key=True)
    office: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    content_digest: Mapped[str]
    digest: Mapped[str]


class LetterRow(Base):
    """An office's letter in a propagation. No register year and number: it was observed."""

    __tablename__ = "letter"
    propagation: Mapped[str] = mapped_column(ForeignKey("propagation.id"), primary_key=True)
    office: Mapped[str] = mapped_column(primary_key=True)
    wave: Mapped[int] = mapped_column(Integer)
    form: Mapped[str]
    number: Mapped[str]
    register_year: Mapped[int | None] = mapped_column(Integer)
    register_number: Mapped[int | None]
    issued_minute: Mapped[int]
    issued_precision: Mapped[str]
    source: Mapped[str]
    content: Mapped[str]
    content_digest: Mapped[str]


class HopRow(Base):
    """A letter on its way to one recipient. Its digest stands in its letter's."""

    __tablename__ = "hop"
    __table_args__ = (
        ForeignKeyConstraint(["propagation", "sender"], ["letter.propagation", "letter.office"]),
        _CLUSTERED,
    )
    propagation: Mapped[str] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(primary_key=True)
    sender: Mapped[str]
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
    import_sequence: Mapped[int] = mapped_column(ForeignKey("register_import.sequence"))
    sheet: Mapped[str]
    line: Mapped[int]
    content_digest: Mapped[str]
