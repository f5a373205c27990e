"""What a person is told of late directives: the worst first, who holds it up, and whom to call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from wian.kit.counted import agreeing, counted, number, rounded
from wian.reports.progress.directive_day import DirectiveDay, worst_first

_SHOWN = 10
"""Directives that are told in full."""


@dataclass(frozen=True, slots=True)
class Alert:
    """A message about what is late.

    Attributes:
        day: Of which day it is.
        subject: Its subject, on one line.
        text: What it says.
        directives: The same as figures, for a program.
    """

    day: date
    subject: str
    text: str
    directives: tuple[dict[str, str | int | float | None], ...]


def is_bad(day: DirectiveDay) -> bool:
    """Whether somebody should be told of a directive: offices are late, or addressees lost."""
    return bool(day.overdue or day.missed)


def alert(days: Sequence[DirectiveDay], today: date) -> Alert | None:
    """The message of a day; ``None`` where nothing is late.

    Args:
        days: How the live directives stand, as read from the ledger just now.
        today: The day.
    """
    bad = worst_first([day for day in days if is_bad(day)])
    if not bad:
        return None
    more = len(bad) - _SHOWN
    told = [_told(place, day) for place, day in enumerate(bad[:_SHOWN], start=1)]
    rest = [f"And {counted(more, 'more directive')}."] if more > 0 else []
    return Alert(
        today,
        subject(bad),
        "\n\n".join([*told, *rest]) + "\n",
        tuple(_figures(day) for day in bad),
    )


def subject(bad: Sequence[DirectiveDay]) -> str:
    """What a message about directives is headed with: the worst, and how many others there are."""
    worst, more = bad[0], len(bad) - 1
    others = f"; {counted(more, 'other directive')}" if more else ""
    return f"{worst.directive}: {worst.phrase}{others}"


def told_of(day: DirectiveDay) -> str:
    """What is told of one directive."""
    return "\n".join(_lines(day))


def _told(place: int, day: DirectiveDay) -> str:
    first, *rest = _lines(day)
    return "\n".join([f"{place}. {first}", *(f"   {line}" for line in rest)])


def _lines(day: DirectiveDay) -> Iterator[str]:
    named = day.title if day.title.endswith(day.directive) else f"{day.title} ({day.directive})"
    yield named
    yield day.sentence + (f" Since {day.stuck.since}." if day.stuck and day.stuck.since else "")
    waiting = day.offices - day.have
    yield (
        f"{number(waiting)} of {counted(day.offices, 'office')} "
        f"{agreeing(waiting, 'does', 'do')} not have it; {number(day.overdue)} overdue, the "
        f"longest for {rounded(day.overdue_days, 1)} working days."
    )
    yield from _deadline(day)
    yield from _phone(day)
    if day.letter:
        yield day.letter


def _deadline(day: DirectiveDay) -> Iterator[str]:
    if day.closes is None or day.days_left is None:
        return
    left = f": {counted(day.days_left, 'day is', 'days are')} left" if day.days_left > 0 else ""
    told = f"Last day: {day.closes}{left}."
    if day.missed:
        told += f" {counted(day.missed, 'addressee')} missed it."
    if chance := day.chance:
        expected = number(round(chance.expected))
        told += (
            f" Expected in time: {expected} of {number(chance.addressees)} "
            f"({number(chance.low)} to {number(chance.high)}); all of them: {chance.all_in_time}."
        )
    yield told


def _phone(day: DirectiveDay) -> Iterator[str]:
    if day.stuck is None or day.stuck.phone is None:
        return
    whose = f" ({day.stuck.answering})" if day.stuck.answering != day.stuck.name else ""
    yield f"Telephone{whose}: {day.stuck.phone}"


def _figures(day: DirectiveDay) -> dict[str, str | int | float | None]:
    stuck, chance = day.stuck, day.chance
    return {
        "propagation": day.propagation,
        "directive": day.directive,
        "title": day.title,
        "office": stuck.office if stuck else None,
        "office_name": stuck.name if stuck else None,
        "waiting_behind": stuck.waiting if stuck else 0,
        "since": stuck.since if stuck else None,
        "working_days": stuck.days if stuck else None,
        "phone": stuck.phone if stuck else None,
        "offices": day.offices,
        "waiting": day.offices - day.have,
        "overdue": day.overdue,
        "overdue_working_days": round(day.overdue_days, 1),
        "closes": day.closes.isoformat() if day.closes else None,
        "missed": day.missed,
        "addressees": chance.addressees if chance else None,
        "expected_in_time": chance.expected if chance else None,
        "all_in_time": chance.all_in_time if chance else None,
        "link": day.letter,
    }
