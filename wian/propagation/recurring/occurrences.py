"""Turns a recurring directive into that of one time: its days, its words, and the time before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from wian.jurisdictions.countries import eras
from wian.jurisdictions.jurisdiction import Jurisdiction, Wording
from wian.kit.errors import Fault, InputFaults, WianError
from wian.letters.directive import Ask, Directive, Window
from wian.letters.recurrence import Moved, Occurrence, Recurs, Span, key_of, occurrence_id

_DAY = timedelta(days=1)
_LOOKED_AHEAD = timedelta(days=15 * 366)
_NAME = re.compile(r"\{(\w+)\}")
_DATE, _YEAR = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"[0-9]{4}(?=-)")
_MOST = 5


class NoSuchOccurrence(WianError):
    """A recurring directive has no such time, or several, or none was named.

    Args:
        asked: What was asked for.
        those: Keys to choose from.
        hint: A sentence on what may have been meant.
    """

    def __init__(self, asked: str, those: Sequence[str], hint: str = "") -> None:
        wrong = f", and {asked[:40]} is no one time of its rule" if asked else ""
        super().__init__(
            f"The directive recurs{wrong}; name one time with --occurrence, such as "
            f"{', '.join(those) or 'a month that the rule has'}.{hint}"
        )


class RecursNot(WianError):
    """A time was looked for of a directive that has no rule.

    Args:
        directive: Its id.
        remedy: What to do instead of giving it a rule, as an imperative clause.
    """

    def __init__(self, directive: str, remedy: str) -> None:
        super().__init__(f"The directive {directive} does not recur; {remedy}, or give it recurs.")


class FarAhead(WianError):
    """A later time than the next one was to be sent live.

    Args:
        asked: Which.
        next_: The next one.
    """

    def __init__(self, asked: str, next_: str) -> None:
        super().__init__(
            f"{asked} is not the next time of the directive, which is {next_}, and its letters "
            f"would go out today. Send {next_}, or add --ahead (on Prefect's form: Send ahead) to "
            f"send {asked} all the same."
        )


def refuse_far_ahead(recurs: Recurs, asked: Occurrence, today: date) -> None:
    """Refuse to send live today a later time than the next one.

    Raises:
        FarAhead: It is one.
    """
    next_ = next(iter(recurs.after(max(today, recurs.first - _DAY), 1)), asked.day)
    if asked.day > next_:
        raise FarAhead(asked.key, key_of(recurs, next_))


def _occurrence_of(
    recurs: Recurs, where: Jurisdiction, directive: str, asked: str, today: date | None
) -> Occurrence:
    """The time that is asked for: by its month, the day of its rule, or its day of issue.

    Args:
        recurs: The rule.
        where: Whose calendar moves days of issue.
        directive: Id of the directive.
        asked: A month or a day.
        today: The day around which others are proposed; the first ones are where nobody says it.

    Raises:
        NoSuchOccurrence: The rule has none there, or several.
    """
    days = recurs.days(recurs.first, recurs.first + _LOOKED_AHEAD)
    found = _days_of(asked, days, recurs, where)
    if len(found) != 1:
        near = found or _around(recurs, today)
        hint = "" if found else _of_an_era(asked, days, recurs, where)
        raise NoSuchOccurrence(asked, [key_of(recurs, each) for each in near[:_MOST]], hint)
    return Occurrence.at(directive, recurs, found[0])


def _around(recurs: Recurs, today: date | None) -> list[date]:
    """The time that is due on a day, and the next ones."""
    if today is None or today < recurs.first:
        return recurs.after(recurs.first - _DAY, _MOST)
    due = recurs.before(today + _DAY)
    return [*([due] if due else []), *recurs.after(today, _MOST - 1)]


def _days_of(
    asked: str, days: Sequence[date], recurs: Recurs, where: Jurisdiction
) -> Sequence[date]:
    """Those days of a rule that a month, a day, or a day of issue names."""
    found = [day for day in days if asked and day.isoformat().startswith(asked)]
    if found or not _DATE.fullmatch(asked):
        return found
    return [day for day in days if issue_day(recurs, day, where).isoformat() == asked]


def _of_an_era(asked: str, days: Sequence[date], recurs: Recurs, where: Jurisdiction) -> str:
    """A sentence that proposes the time which a year of another era means; empty where none is."""
    if not _YEAR.match(asked):
        return ""
    year, rest = asked[:4], asked[4:]
    for era in eras():
        meant = f"{int(year) - era.offset:04}{rest}"
        if _days_of(meant, days, recurs, where):
            return f" {year} looks like a year of the {era.name}; write {meant}."
    return ""


def issue_day(recurs: Recurs, day: date, where: Jurisdiction) -> date:
    """The day on which letters go out for a day that the rule names."""
    return _moved(day, recurs.moved, where)


def at_occurrence(
    directive: Directive, where: Jurisdiction, asked: str, today: date | None = None
) -> Directive:
    """The directive of one time: with its own id and days, and the time before as a reference.

    In ``subject``, ``decided``, ``purpose``, ``details`` and the texts of ``asks`` the words
    ``{day}``, ``{month}``, ``{month_before}``, ``{closes}`` and ``{answer_by}`` are filled in, as
    letters of the jurisdiction write them.

    Args:
        directive: As its file gives it.
        where: Whose calendar and words.
        asked: Key of the time; empty of a directive that does not recur.
        today: The day around which others are proposed where that is none.

    Raises:
        RecursNot: It has no rule, and a time was asked for.
        NoSuchOccurrence: The rule has no such time.
        InputFaults: A word in braces is none of those, or a day stands beside the rule's.
    """
    recurs = directive.recurs
    if recurs is None:
        if asked:
            raise RecursNot(directive.id, "leave --occurrence out")
        return directive
    time = _occurrence_of(recurs, where, directive.id, asked, today)
    issued = issue_day(recurs, time.day, where)
    days = _days(recurs, issued, where)
    by_level = {
        level: _counted(issued, span, recurs.moved, where)
        for level, span in recurs.answer_in_by_level.items()
    }
    _refuse_days(directive)
    named = _words(where.wording, time.day, issued, days)
    before = (time.before,) if time.before else ()
    filled = {
        "id": occurrence_id(directive.id, time.key),
        "recurs": None,
        "issued": issued,
        "occurrence": time,
        "references": tuple(dict.fromkeys((*before, *directive.references))),
        "window": _window(issued, days),
        "asks": _asks(directive, days, by_level, named),
        **_texts(directive, named),
    }
    return Directive.model_validate({**_values(directive), **filled})


def _days(recurs: Recurs, issued: date, where: Jurisdiction) -> dict[str, date]:
    """The days that the rule counts from the day of issue, by their names."""
    spans = {
        "opens": recurs.opens_in,
        "closes": recurs.closes_in,
        "answer_by": recurs.answer_in,
    }
    return {
        name: _counted(issued, span, recurs.moved, where) for name, span in spans.items() if span
    }


def _texts(directive: Directive, named: Mapping[str, str]) -> dict[str, str | tuple[str, ...]]:
    """The texts of a directive, other than what it asks, with the words filled in."""
    details = enumerate(directive.details)
    return {
        **{
            name: _filled(getattr(directive, name), named, name)
            for name in ("subject", "decided", "purpose")
        },
        "details": tuple(_filled(text, named, f"details.{at}") for at, text in details),
    }


def _asks(
    directive: Directive,
    days: Mapping[str, date],
    by_level: Mapping[str, date],
    named: Mapping[str, str],
) -> tuple[Ask, ...]:
    """What is asked for, with the words filled in and the days of this time."""
    return tuple(
        ask.model_copy(
            update={
                "text": _filled(ask.text, named, f"asks.{at}.text"),
                "answer_by": days.get("answer_by"),
                "answer_by_level": by_level,
            }
        )
        for at, ask in enumerate(directive.asks)
    )


def _values(directive: Directive) -> dict[str, Any]:
    return {name: getattr(directive, name) for name in Directive.model_fields}


def _refuse_days(directive: Directive) -> None:
    """Refuse days that would be the same every time."""
    fixed = {"window": directive.window, "issued": directive.issued, "observed": directive.observed}
    days = {f"asks.{at}.answer_by": ask.answer_days for at, ask in enumerate(directive.asks)}
    faults = [
        Fault(field, "is the same every time, and the directive recurs", "give it under recurs")
        for field, value in {**fixed, **days}.items()
        if value
    ]
    if faults:
        raise InputFaults(f"The directive {directive.id}", faults)


def _window(issued: date, days: Mapping[str, date]) -> Window | None:
    closes = days.get("closes")
    return Window(opens=days.get("opens", issued), closes=closes) if closes else None


def _words(wording: Wording, day: date, issued: date, days: Mapping[str, date]) -> dict[str, str]:
    named = {name: wording.long_date(each) for name, each in days.items() if name != "opens"}
    named["day"] = wording.long_date(issued)
    named["month"] = _month(wording, day)
    named["month_before"] = _month(wording, day.replace(day=1) - _DAY)
    return named


def _month(wording: Wording, day: date) -> str:
    """A month and its year: a long date without its day."""
    shown = wording.long_date(day.replace(day=28))
    without = re.sub(rf"(?<!\d)(28|{re.escape(wording.digits('28'))})(?!\d)", "", shown, count=1)
    return " ".join(without.split()).replace(" ,", "").strip(" ,-/")


def _filled(text: str, named: Mapping[str, str], field: str) -> str:
    unknown = [name for name in _NAME.findall(text) if name not in named]
    if unknown:
        what = f"names {{{unknown[0]}}}, which nothing fills in"
        remedy = f"write one of {', '.join(f'{{{name}}}' for name in sorted(named))}"
        raise InputFaults("The recurring directive", [Fault(field, what, remedy)])
    return _NAME.sub(lambda found: named[found[1]], text)


def _counted(issued: date, span: Span, moved: Moved, where: Jurisdiction) -> date:
    count, *rest = span.split()
    if rest[0] != "working":
        return _moved(issued + int(count) * _DAY, moved, where)
    return _worked(issued, int(count), "forward", where)


def _moved(day: date, moved: Moved, where: Jurisdiction) -> date:
    if moved is Moved.KEPT:
        return day
    return _worked(day, 0, "forward" if moved is Moved.AFTER else "backward", where)


def _worked(day: date, count: int, roll: Any, where: Jurisdiction) -> date:
    """The working day that is so many after a day, which itself is moved to one."""
    calendar = where.calendar
    found = np.busday_offset(
        np.datetime64(day, "D"),
        count,
        roll=roll,
        weekmask=calendar.weekmask,
        holidays=np.array(sorted(calendar.holidays), dtype="datetime64[D]"),
    )
    moved: date = found.astype(object)
    return moved
