"""The table that an office's inbox is listed from: what each letter is found and ordered by."""

from __future__ import annotations

from sqlalchemy import Computed, Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from wian.ledger.tables import ActRow, Base, LetterRow

STATE = (
    "CASE WHEN NOT stamped THEN 0 WHEN ended OR given_back THEN 3 WHEN owes THEN 1"
    " WHEN answer_by IS NOT NULL AND NOT answered THEN 2 ELSE 3 END"
)
"""What is to be done with a letter, as its place among ``State``."""
LAST_DAY = (
    "CASE WHEN ended THEN NULL WHEN answer_by IS NOT NULL AND NOT answered THEN answer_by"
    " ELSE closes END"
)
"""The day until which that is to be done."""
LIVE = text("source = 'live'")
"""Letters of live propagations; an index finds them for questions in these words."""
REPLACES = text("replaces <> ''")
"""Letters that take the place of others; an index finds them for questions in these words."""
REPORT_ACTS = text("kind IN ('report-returned', 'report-stamped', 'reported')")
"""Reports that go up, and what becomes of them; an index finds an office's in these words."""
_WITHIN_KEY = {"sqlite_with_rowid": False}


class ListedRow(Base):
    """A letter that an office was sent in a live propagation; no record, and updated in place.

    A report that came up is one too: its address (``ReportAddress``) is its ``propagation``.

    Each column follows from the records: ``level``, ``asked`` (the first day for its answer),
    ``urgency``, ``issued_minute`` and ``replaces`` from the letter and its directive; ``stamped``,
    ``owes`` and ``answered`` from what the office did; ``given_back``, ``answer_by``, ``closes``
    and ``ended`` from what became of it. One transaction at a time changes each of them, so that
    two that change different ones need not wait for each other. The database itself derives
    ``state`` and ``last_day``. Days are ISO 8601.

    ``sender``, ``words`` and ``bare_words`` (without the subject, of a secret letter) are what a
    letter is found by. They stand once for all whom it went to, in the row of the office that
    ``words_at`` names.
    """

    __tablename__ = "listed_letter"
    __table_args__ = (
        Index("ix_listed_letter_state", "office", "state", "issued_minute", "propagation"),
        Index(
            "ix_listed_letter_replaces",
            "office",
            "replaces",
            sqlite_where=REPLACES,
            postgresql_where=REPLACES,
        ),
        _WITHIN_KEY,
    )
    propagation: Mapped[str] = mapped_column(primary_key=True)
    office: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[str]
    asked: Mapped[str | None]
    answer_by: Mapped[str | None]
    closes: Mapped[str | None]
    stamped: Mapped[bool]
    owes: Mapped[bool]
    answered: Mapped[bool]
    given_back: Mapped[bool]
    ended: Mapped[bool]
    urgency: Mapped[int] = mapped_column(Integer)
    issued_minute: Mapped[int]
    words_at: Mapped[str]
    sender: Mapped[str | None]
    words: Mapped[str | None]
    bare_words: Mapped[str | None]
    replaces: Mapped[str]
    state: Mapped[int] = mapped_column(Integer, Computed(STATE, persisted=True))
    last_day: Mapped[str | None] = mapped_column(Computed(LAST_DAY, persisted=True))


Index(
    "ix_letter_live",
    LetterRow.office,
    LetterRow.issued_minute,
    LetterRow.propagation,
    LetterRow.part,
    sqlite_where=LIVE,
    postgresql_where=LIVE,
)
Index(
    "ix_act_report",
    ActRow.office,
    ActRow.kind,
    ActRow.at_minute,
    sqlite_where=REPORT_ACTS,
    postgresql_where=REPORT_ACTS,
)
