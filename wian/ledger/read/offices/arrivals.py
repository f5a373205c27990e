"""Whether a letter has arrived at some offices, went on from there, and was answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, select

from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.acts import ActKind, Answered
from wian.ledger.contents import ACT_COLUMNS, act_of
from wian.ledger.database import Ledger
from wian.ledger.dialects import among, listed
from wian.ledger.life.upward.standing_answers import standing_answers
from wian.ledger.read.corrections import moments_of
from wian.ledger.read.offices.hop_letters import first_of_recipient
from wian.ledger.tables import ActRow, HopRow, LetterRow, ReceptionRow

_ASKED = (ActKind.CORRECTED.value, ActKind.ANSWERED.value, ActKind.RETRACTED.value)


@dataclass(frozen=True, slots=True)
class Arrived:
    """A letter that was sent to an office.

    Attributes:
        received: When the office's first desk stamped it, as corrected; ``None`` until then.
        forwarded: Whether the office has issued its own letter.
        answer: Its answer that holds; ``None`` while it has not answered.
    """

    received: Instant | None
    forwarded: bool
    answer: Answered | None


def arrivals(ledger: Ledger, propagation: str, offices: Collection[str]) -> Mapping[str, Arrived]:
    """The letters sent to some offices in a propagation; without those that nothing was sent to."""
    with ledger.reading() as connection:
        dialect = connection.dialect.name
        bound = {"propagation": propagation, "offices": listed(connection, offices)}
        rows = connection.execute(_sent(dialect), bound).all()
        acts = [act_of(tuple(row)) for row in connection.execute(_acts(dialect), bound)]
    moments = moments_of(acts)
    answers = {
        office: act.body
        for office, act in standing_answers(acts).items()
        if isinstance(act.body, Answered)
    }
    return {
        office: Arrived(
            moments.get((office, 0)) or _instant(minute, precision),
            own is not None,
            answers.get(office),
        )
        for office, minute, precision, own in rows
    }


def _instant(minute: int | None, precision: str | None) -> Instant | None:
    if minute is None or precision is None:
        return None
    return Instant(minute, Precision(precision))


@cache
def _sent(dialect: str) -> Select[Any]:
    here = HopRow.propagation
    stamped = and_(
        ReceptionRow.propagation == here,
        ReceptionRow.recipient == HopRow.recipient,
        ReceptionRow.position == 0,
    )
    return (
        select(
            HopRow.recipient,
            ReceptionRow.at_minute,
            ReceptionRow.at_precision,
            LetterRow.office,
        )
        .outerjoin(ReceptionRow, stamped)
        .outerjoin(LetterRow, first_of_recipient(LetterRow))
        .where(here == bindparam("propagation"), among(dialect, HopRow.recipient, "offices"))
    )


@cache
def _acts(dialect: str) -> Select[Any]:
    return (
        select(*(getattr(ActRow, name) for name in ACT_COLUMNS))
        .where(
            ActRow.propagation == bindparam("propagation"),
            among(dialect, ActRow.office, "offices"),
            ActRow.kind.in_(_ASKED),
        )
        .order_by(ActRow.office, ActRow.at_minute, ActRow.register_year, ActRow.register_number)
    )
