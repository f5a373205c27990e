"""Which offices get a digest of their desk each working day, and of which day they had the last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select, update

from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import Ledger
from wian.ledger.dialects import insert_or_update
from wian.ledger.outbox.mail_rows import DigestRow

_COLUMNS = ("office", "address", "by", "changed_minute")


@dataclass(frozen=True, slots=True)
class DigestSetting:
    """A daily digest that an office wants.

    Attributes:
        office: Id of the office.
        address: Where to.
        by: The post that said so.
        changed: When.
        last_day: Day of the last one, on the office's calendar; ``None``: there was none yet.
    """

    office: str
    address: str
    by: str
    changed: Instant
    last_day: date | None


def list_digests(ledger: Ledger) -> list[DigestSetting]:
    """The offices that want one, by their ids."""
    columns = (*(getattr(DigestRow, name) for name in _COLUMNS), DigestRow.last_day)
    with ledger.reading() as connection:
        rows = connection.execute(select(*columns).order_by(DigestRow.office)).all()
    return [
        DigestSetting(office, address, by, Instant(minute, Precision.MINUTE), last)
        for office, address, by, minute, last in rows
    ]


def digest_setting(ledger: Ledger, office: str) -> DigestSetting | None:
    """What an office wants; ``None``: no digest."""
    return next((each for each in list_digests(ledger) if each.office == office), None)


def want_digest(ledger: Ledger, office: str, address: str, *, by: str, now: Instant) -> None:
    """Have an office get one from its next working morning on."""
    row = (office, address, by, now.minute)
    with ledger.writing() as connection:
        insert_or_update(connection, DigestRow, _COLUMNS[:1], _COLUMNS[1:], [row])


def end_digest(ledger: Ledger, office: str) -> bool:
    """Have an office get none any more; whether it did."""
    with ledger.writing() as connection:
        gone = connection.execute(delete(DigestRow).where(DigestRow.office == office))
        return gone.rowcount > 0


def note_digest(ledger: Ledger, office: str, day: date) -> None:
    """Note that an office had its digest of a day."""
    had = update(DigestRow).where(DigestRow.office == office).values(last_day=day)
    with ledger.writing() as connection:
        connection.execute(had)
