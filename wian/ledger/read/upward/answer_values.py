"""What did offices fill in? Read lean: a country's answers are read for one table."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic_core import from_json
from sqlalchemy import Select, bindparam, select

from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.acts import ActKind
from wian.ledger.database import Ledger
from wian.ledger.dialects import among, listed
from wian.ledger.tables import ActRow, HopRow

_ANSWERS = (ActKind.ANSWERED.value, ActKind.RETRACTED.value)


@dataclass(frozen=True, slots=True)
class FilledAnswer:
    """The answer of an office that holds.

    Attributes:
        office: Its id.
        number: Of the answer in the office's journal.
        answered: When.
        text: The answer's text, or the remark beside the form.
        values: The values of the form, by field.
        files: Names of its files, by their SHA-256.
        by: Who entered it.
    """

    office: str
    number: int
    answered: Instant
    text: str
    values: Mapping[str, Any]
    files: Mapping[str, str]
    by: str


@dataclass(frozen=True, slots=True)
class FilledAnswers:
    """The answers of some offices.

    Attributes:
        answers: The answer that holds, by office.
        sent: Those among the offices to which a letter was sent.
    """

    answers: Mapping[str, FilledAnswer]
    sent: frozenset[str]


def filled_answers(
    ledger: Ledger, propagation: str, offices: Collection[str] | None = None
) -> FilledAnswers:
    """The answers that hold in a propagation; of some offices where they are named."""
    with ledger.reading() as connection:
        few = offices is not None
        bound: dict[str, Any] = {"propagation": propagation}
        if offices is not None:
            bound["offices"] = listed(connection, offices)
        dialect = connection.dialect.name
        sent = frozenset(connection.scalars(_sent(dialect, few=few), bound))
        last: dict[str, tuple[Any, ...]] = {}
        for office, kind, *row in connection.execute(_acts(dialect, few=few), bound):
            if kind == ActKind.ANSWERED.value:
                last[office] = tuple(row)
            else:
                last.pop(office, None)
    return FilledAnswers({office: _answer(office, *row) for office, row in last.items()}, sent)


def held_answers(
    ledger: Ledger, propagation: str, offices: Collection[str]
) -> frozenset[tuple[str, str, str]]:
    """Office, kind and key of the answer, and of the report, of each office that holds."""
    with ledger.reading() as connection:
        bound = {"propagation": propagation, "offices": listed(connection, offices)}
        last: dict[tuple[str, str], str] = {}
        for office, kind, key in connection.execute(_keys(connection.dialect.name), bound):
            if kind == ActKind.RETRACTED.value:
                last.pop((office, ActKind.ANSWERED.value), None)
            else:
                last[office, kind] = key
    return frozenset((*of, key) for of, key in last.items())


def _answer(office: str, number: int, by: str, body: str) -> FilledAnswer:
    held = from_json(body)
    answered = held["answered"]
    files = {each["sha256"]: each["name"] for each in held.get("files", ())}
    at = Instant(answered["minute"], Precision(answered["precision"]))
    return FilledAnswer(office, number, at, held["text"], held.get("values", {}), files, by)


# Statements are built once: that costs more than asking.


@cache
def _sent(dialect: str, *, few: bool) -> Select[Any]:
    statement = select(HopRow.recipient).where(HopRow.propagation == bindparam("propagation"))
    return statement.where(among(dialect, HopRow.recipient, "offices")) if few else statement


@cache
def _keys(dialect: str) -> Select[Any]:
    entered = (ActRow.at_minute, ActRow.register_year, ActRow.register_number)
    return (
        select(ActRow.office, ActRow.kind, ActRow.key)
        .where(
            ActRow.propagation == bindparam("propagation"),
            ActRow.kind.in_((*_ANSWERS, ActKind.REPORTED.value)),
            among(dialect, ActRow.office, "offices"),
        )
        .order_by(ActRow.office, *entered)
    )


@cache
def _acts(dialect: str, *, few: bool) -> Select[Any]:
    entered = (ActRow.at_minute, ActRow.register_year, ActRow.register_number)
    statement = (
        select(ActRow.office, ActRow.kind, ActRow.register_number, ActRow.by, ActRow.body)
        .where(ActRow.propagation == bindparam("propagation"), ActRow.kind.in_(_ANSWERS))
        .order_by(ActRow.office, *entered)
    )
    return statement.where(among(dialect, ActRow.office, "offices")) if few else statement
