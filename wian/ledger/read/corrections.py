"""What corrected stamps mean: the stamp stays as it is, and its moment is another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from wian.jurisdictions.instant import Instant
from wian.ledger.acts import Act, ActKind, Corrected
from wian.ledger.read import facts
from wian.ledger.records import Reception

Moments = Mapping[tuple[str, int], Instant]
"""The corrected moments of stamps, by office and position of the desk."""


def corrected_moments(connection: Connection, propagation: str) -> Moments:
    """What the stamps of a propagation mean that were corrected: the latest correction of each."""
    return moments_of(facts.acts(connection, propagation, kind=ActKind.CORRECTED))


def moments_of(acts: Iterable[Act]) -> Moments:
    """The same from acts, given in the order in which they were recorded."""
    return {
        (act.office, act.body.position): act.body.at.instant
        for act in acts
        if isinstance(act.body, Corrected)
    }


def as_corrected(stamps: Iterable[Reception], moments: Moments) -> tuple[Reception, ...]:
    """Stamps with the moments that are meant."""
    return tuple(
        stamp._replace(at=moments.get((stamp.recipient, stamp.position), stamp.at))
        for stamp in stamps
    )
