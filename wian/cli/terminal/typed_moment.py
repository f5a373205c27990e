"""Moments that an operator types: a day, which means its end, or a minute."""

from __future__ import annotations

import typer

from wian.jurisdictions.instant import Instant
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.errors import Unfit
from wian.kit.pydantic_faults import shown


def moment(at: str, jurisdiction: Jurisdiction) -> Instant:
    """The end of a local day, or a local minute, as people of the jurisdiction write it.

    Raises:
        typer.BadParameter: It is neither.
    """
    try:
        read = jurisdiction.read_moment(at)
    except Unfit as error:
        raise typer.BadParameter(f"{shown(at)} {error}.") from None
    return Instant.end_of(read, jurisdiction.calendar.zone)


def past_moment(at: str, jurisdiction: Jurisdiction, now: Instant) -> Instant:
    """The same, not later than now: of today what has passed of it.

    Raises:
        typer.BadParameter: It is neither, or yet to come.
    """
    if first_moment(at, jurisdiction).minute > now.minute:
        today = now.isoformat(jurisdiction.calendar.zone)[:16].replace("T", " ")
        raise typer.BadParameter(
            f"{shown(at)} is yet to come (now is {today}), and of a live propagation nothing is "
            "known after now. Leave it out, or write an earlier moment."
        )
    given = moment(at, jurisdiction)
    return given if given.minute <= now.minute else now


def period(
    since: str | None, until: str | None, jurisdiction: Jurisdiction
) -> tuple[int | None, int | None]:
    """First and last minute between two days, both included; ``None`` where one is left out.

    Raises:
        typer.BadParameter: A day is none, or the first lies after the last.
    """
    first = first_moment(since, jurisdiction).minute if since else None
    last = moment(until, jurisdiction).minute if until else None
    if first is not None and last is not None and first > last:
        what = f"--since {since} lies after --until {until}"
        raise typer.BadParameter(f"{what}; give the earlier day as --since.")
    return first, last


def first_moment(at: str, jurisdiction: Jurisdiction) -> Instant:
    """The beginning of a local day, or a local minute, as people of the jurisdiction write it.

    Raises:
        typer.BadParameter: It is neither.
    """
    try:
        read = jurisdiction.read_moment(at)
    except Unfit as error:
        raise typer.BadParameter(f"{shown(at)} {error}.") from None
    return Instant.of(read, jurisdiction.calendar.zone)
