"""The tables of e-mail: letters that go out, how offices are reached, and who gets digests."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from wian.ledger.tables import Base


class MailRow(Base):
    """One message: a letter, a reminder or a report to one office, written in the transaction that
    issues it.

    ``key`` is the letter's part, or the key of the reminder or of the report; ``round`` counts how
    often the message was sent anew, as an address was corrected.
    """

    __tablename__ = "mail"
    __table_args__ = (
        Index("ix_mail_due", "state", "due_second"),
        Index("ix_mail_office", "office"),
        Index("ix_mail_sender", "propagation", "sender"),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    propagation: Mapped[str] = mapped_column(ForeignKey("propagation.id"))
    sender: Mapped[str]
    office: Mapped[str]
    kind: Mapped[str]
    key: Mapped[str]
    address: Mapped[str]
    state: Mapped[str]
    round: Mapped[int] = mapped_column(Integer)
    attempts: Mapped[int] = mapped_column(Integer)
    due_second: Mapped[int]
    last_error: Mapped[str]
    created_minute: Mapped[int]
    changed_minute: Mapped[int]
    opened_minute: Mapped[int | None]


class ReachRow(Base):
    """How an office is reached now, whatever the file of its offices says."""

    __tablename__ = "office_reach"
    office: Mapped[str] = mapped_column(primary_key=True)
    reach: Mapped[str]
    address: Mapped[str]
    by: Mapped[str]
    changed_minute: Mapped[int]


class DigestRow(Base):
    """An office that gets a digest each working day, and the day of the last one."""

    __tablename__ = "mail_digest"
    office: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str]
    by: Mapped[str]
    changed_minute: Mapped[int]
    last_day: Mapped[date | None]
