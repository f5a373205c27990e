"""The table of successions: an office that was, and the one that keeps its work and registers."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Integer
from sqlalchemy.orm import Mapped, mapped_column

from wian.ledger.tables import Base


class SuccessionRow(Base):
    """An office that others took the place of; once an office, as an entry of its own register.

    ``heir`` keeps its work; ``successors`` is JSON of them all, as the hierarchy has offices.
    """

    __tablename__ = "succession"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - as SQLAlchemy reads it
    office: Mapped[str] = mapped_column(primary_key=True)
    register_year: Mapped[int] = mapped_column(Integer)
    register_number: Mapped[int]
    day: Mapped[date]
    heir: Mapped[str]
    successors: Mapped[str]
    reason: Mapped[str | None]
    by: Mapped[str]
    at_minute: Mapped[int]
    content_digest: Mapped[str]
