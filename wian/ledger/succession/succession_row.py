"""The table of successions: an office that was, and the one that keeps its work and registers."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Integer
from sqlalchemy.orm import Mapped, mapped_column

from wian.ledger.tables import Base


class SuccessionRow(Base):
    """An office that others took the place of, or do no longer; an entry of its own register.

    ``heir`` keeps its work; ``successors`` is JSON of them all, as the hierarchy has offices. An
    act that takes the one before back names the office itself as heir, and no successors.
    ``shares`` is JSON of who of several writes to which office below, where that is not the heir.
    """

    __tablename__ = "succession"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - as SQLAlchemy reads it
    office: Mapped[str] = mapped_column(primary_key=True)
    register_year: Mapped[int] = mapped_column(Integer, primary_key=True)
    register_number: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    heir: Mapped[str]
    successors: Mapped[str]
    reason: Mapped[str | None]
    by: Mapped[str]
    at_minute: Mapped[int]
    content_digest: Mapped[str]
    shares: Mapped[str | None]
