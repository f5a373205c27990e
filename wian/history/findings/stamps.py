"""Stamps that are earlier than the letter that they stand on, and what they must mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from wian.history.findings.finding import finding, place_of
from wian.history.letters.links import Links, link
from wian.jurisdictions.calendar import WorkingCalendar
from wian.jurisdictions.instant import day_of
from wian.jurisdictions.paper import Finding, FindingKind, Reading, ReadLetter, ReadStamp
from wian.jurisdictions.paper_reader import PaperReader

_LONGEST_WAY = timedelta(days=31)
"""Latest reception that is looked for where no later letter sets a limit."""
_LAST_DAY_OF_ONE_DIGIT = 9
_SURE, _CORROBORATED = 0.8, 0.9


def with_inferences(
    letters: Sequence[ReadLetter], calendar: WorkingCalendar, paper: PaperReader
) -> tuple[ReadLetter, ...]:
    """The letters with the moments that their impossible stamps must mean, where one alone can be.

    What was read stays beside it.
    """
    links = link(letters, paper)
    return tuple(
        replace(
            letter,
            stamps=tuple(_inferred(stamp, letters, at, links, calendar) for stamp in letter.stamps),
        )
        for at, letter in enumerate(letters)
    )


@dataclass(frozen=True, slots=True)
class _Span:
    """The days on which a stamp can have been put: the letter's own to that of its answer."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class _Guess:
    """A day that a stamp can mean, and how it came to read another."""

    day: date
    how: str


def _inferred(
    stamp: ReadStamp,
    letters: Sequence[ReadLetter],
    at: int,
    links: Links,
    calendar: WorkingCalendar,
) -> ReadStamp:
    letter, moment = letters[at], stamp.moment
    issued = letter.dated.value if letter.dated else None
    if moment is None or moment.value is None or issued is None or day_of(moment.value) >= issued:
        return stamp
    possible = _possible(moment.value, _Span(issued, _latest(letters, at, links)), calendar)
    others = {
        day_of(each.inferred) for each in letter.stamps if each.inferred and each is not stamp
    }
    shared = [guess for guess in possible if guess.day in others]
    chosen = possible if len(possible) == 1 else shared
    if len(chosen) == 1:
        return replace(stamp, moment=_meant(moment, chosen[0], corroborated=bool(shared)))
    open_ = replace(moment, value=None, inference=_left_open(possible), confidence=0.0)
    return replace(stamp, moment=open_)


def _meant(moment: Reading[date], guess: _Guess, *, corroborated: bool) -> Reading[date]:
    day, clock = guess.day, isinstance(moment.value, datetime) and moment.value.time()
    why = f"{guess.how}, and no other day fits between the letter and its answer"
    if corroborated:
        why = f"{guess.how}, and another stamp on the letter shows that day"
    return replace(
        moment,
        value=datetime.combine(day, clock) if clock else day,
        inference=why,
        confidence=_CORROBORATED if corroborated else _SURE,
    )


def _left_open(possible: Sequence[_Guess]) -> str:
    if not possible:
        return "no day that differs by one lost digit or by the year fits the letter"
    days = ", ".join(guess.day.isoformat() for guess in possible)
    return f"several days fit if one digit of the day was lost: {days}"


def _latest(letters: Sequence[ReadLetter], at: int, links: Links) -> date:
    """The day by which the letter was certainly received: that of the letter that passes it on."""
    answers = [letters[low].dated for low, high in links.passed_on.items() if high == at]
    issued = letters[at].dated
    start = issued.value if issued and issued.value else date.min
    days = [each.value for each in answers if each and each.value and each.value >= start]
    return min(days, default=start + _LONGEST_WAY)


def _possible(moment: date, span: _Span, calendar: WorkingCalendar) -> list[_Guess]:
    """What a stamp can mean: a digit of its day lost, or the old year kept."""
    day = day_of(moment)
    days = [_on(day.year, day.month, each) for each in _with_lost_digit(day.day)]
    guesses = {each: _Guess(each, "one digit of the day was lost") for each in days if each}
    if new_year := _on(day.year + 1, day.month, day.day):
        guesses[new_year] = _Guess(new_year, "the stamp still had the old year")
    fitting = [guesses[each] for each in sorted(guesses) if span.holds(each)]
    worked = [guess for guess in fitting if is_working_day(guess.day, calendar)]
    return worked or fitting


def _with_lost_digit(day: int) -> Iterator[int]:
    if day <= _LAST_DAY_OF_ONE_DIGIT:
        yield from (day * 10 + digit for digit in range(10))
        yield from (digit * 10 + day for digit in range(1, 4))


def _on(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_working_day(day: date, calendar: WorkingCalendar) -> bool:
    """Government offices work on ``day``."""
    return calendar.weekmask[day.weekday()] == "1" and day not in calendar.holidays


def early_stamps(letters: Sequence[ReadLetter], paper: PaperReader) -> Iterator[Finding]:
    """Stamps that read a day before the letter that they stand on."""
    for letter in letters:
        for stamp in letter.stamps:
            day = paper.day(stamp.read or "")
            if day is not None and _too_early(day, letter):
                yield _early(stamp, letter, day)


def _early(stamp: ReadStamp, letter: ReadLetter, day: date) -> Finding:
    desk = stamp.desk.read if stamp.desk else "an unnamed desk"
    issued = letter.dated.value if letter.dated and letter.dated.value else day
    # Attached data give the reason as a person wrote it, with or without a full stop.
    why = ((stamp.moment and stamp.moment.inference) or "").rstrip(".")
    if stamp.inferred is None:
        meant = f"What it means stays open: {why}."
    else:
        meant = f"It is taken to mean {day_of(stamp.inferred).isoformat()}: {why}."
    return finding(
        FindingKind.STAMP_BEFORE_LETTER,
        place_of(letter.source, stamp.first_line, letter),
        f"The stamp of {desk} reads '{stamp.read}', before the letter that it is on, which is "
        f"of {issued.isoformat()}. {meant}",
        0.97,
        f"the receive register of {desk}, at receipt number "
        f"{stamp.receipt_number.value if stamp.receipt_number else 'unknown'}",
        letter,
    )


def _too_early(moment: date, letter: ReadLetter) -> bool:
    issued = letter.dated.value if letter.dated else None
    return issued is not None and day_of(moment) < issued
