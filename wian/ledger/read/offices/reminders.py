"""The reminders of a propagation, and those that an office was sent."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, select

from wian.ledger.acts import Act, ActKind, Reminded
from wian.ledger.contents import ACT_COLUMNS, act_of
from wian.ledger.database import Ledger
from wian.ledger.read import facts
from wian.ledger.tables import ActRow, HopRow


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder that stands in the ledger.

    Attributes:
        propagation: Of which propagation.
        act: The sender's act, with its number and moment.
        body: What is reminded of, of whom, and the letter.
    """

    propagation: str
    act: Act
    body: Reminded


def reminders_of(ledger: Ledger, propagation: str) -> list[Reminder]:
    """The reminders of a propagation, in the order in which they were written."""
    with ledger.reading() as connection:
        found = facts.acts(connection, propagation, kind=ActKind.REMINDED)
    made = [_reminder(propagation, act) for act in found]
    return sorted(made, key=lambda each: (each.act.at.minute, each.act.office, each.act.entry))


def reminders_to(ledger: Ledger, office: str, propagation: str | None = None) -> list[Reminder]:
    """The reminders that an office was sent, the newest first.

    Args:
        ledger: Where they stand.
        office: Who was reminded.
        propagation: Of which propagation; all of them where ``None``.
    """
    sent = and_(HopRow.propagation == ActRow.propagation, HopRow.sender == ActRow.office)
    statement = (
        select(*(getattr(ActRow, name) for name in ACT_COLUMNS))
        .join(HopRow, sent)
        .where(HopRow.recipient == office, ActRow.kind == ActKind.REMINDED.value)
        .order_by(ActRow.at_minute.desc(), ActRow.register_number.desc())
    )
    if propagation is not None:
        statement = statement.where(HopRow.propagation == propagation)
    with ledger.reading() as connection:
        rows = [tuple(row) for row in connection.execute(statement)]
    made = [_reminder(row[0], act_of(row)) for row in rows]
    return [each for each in made if office in each.body.recipients]


def _reminder(propagation: str, act: Act) -> Reminder:
    if not isinstance(act.body, Reminded):
        raise TypeError(f"{act.kind} is no reminder")
    return Reminder(propagation, act, act.body)
