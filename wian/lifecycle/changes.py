"""What does an amendment change, as somebody entered it: can it be kept, and is it any change?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import Field

from wian.jurisdictions.instant import Instant
from wian.kit.errors import Fault, InputFaults, Unfit
from wian.kit.pydantic_faults import shown
from wian.kit.text import ShortText
from wian.letters.directive import Changes, Enclosure, Few, Window
from wian.letters.enclosed_file import EnclosedFile
from wian.office.inputs import MOST_PARAGRAPHS, Entered, Paragraph, checked
from wian.office.refusals import Refusal
from wian.propagation.standing.days_in_force import DaysInForce


class ChangesNothing(Refusal):
    """An amendment changes something."""

    def __init__(self) -> None:
        super().__init__(
            "This amendment changes nothing: give new words, other days or an enclosure."
        )


class Enclosing(NamedTuple):
    """What somebody wants to go with the letter.

    Attributes:
        title: What it is called.
        file: The file itself, if it travels too.
    """

    title: str
    file: EnclosedFile | None = None

    @classmethod
    def of(cls, file: EnclosedFile) -> Enclosing:
        """A file that goes under its name, without its ending."""
        return cls(Path(file.kept.name).stem, file)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants amended, as typed; what is empty stays as it was.

    Attributes:
        text: New words, paragraph by paragraph.
        opens, closes: First and last day of the window, as people of the country write days.
        answer_by: The last day for every answer that is asked for.
        answer_by_level: The same for the offices of a level, by its id.
        enclosures: What goes with the letter.
    """

    text: Sequence[str] = ()
    opens: str = ""
    closes: str = ""
    answer_by: str = ""
    answer_by_level: Mapping[str, str] = field(default_factory=dict)
    enclosures: Sequence[Enclosing] = ()

    @property
    def files(self) -> tuple[EnclosedFile, ...]:
        """The files among the enclosures."""
        return tuple(each.file for each in self.enclosures if each.file)


class _Words(Entered):
    """What a wish says in words."""

    paragraphs: Annotated[tuple[Paragraph, ...], Field(max_length=MOST_PARAGRAPHS)] = ()
    enclosures: Few[ShortText] = ()


def wished(days: DaysInForce, wish: Wish, today: date) -> Changes:
    """What an amendment changes, once all of it can be kept.

    Args:
        days: The days that hold before it.
        wish: What somebody wants.
        today: The day of the amendment.

    Raises:
        InputFaults: Something cannot be kept: all that cannot.
    """
    reader = _Reader(days, today)
    window = reader.window(wish)
    answer_by = reader.day("answer_by", wish.answer_by)
    levels = {
        level: day
        for level, text in wish.answer_by_level.items()
        if (day := reader.day("answer_by_level", text)) is not None
    }
    faults = [*reader.faults, *_unasked(days, answer_by, levels)]
    words = _words(wish, faults)
    if words is None or faults:
        raise InputFaults("What was entered", faults)
    titles = zip(words.enclosures, wish.enclosures, strict=True)
    return Changes(
        text=words.paragraphs,
        enclosures=tuple(
            Enclosure(title=title, kept=each.file and each.file.kept) for title, each in titles
        ),
        window=window,
        answer_by=answer_by,
        answer_by_level=levels,
    )


def refuse_no_change(days: DaysInForce, changes: Changes) -> None:
    """Refuse an amendment after which everything is as before.

    Raises:
        ChangesNothing: It is one.
    """
    level = days.plan.hierarchy.level
    moved = (
        changes.answer_day(level(office), day) != day for office, day in days.answers_by.items()
    )
    other = changes.window is not None and changes.window != days.window
    if not (changes.text or changes.enclosures or other or any(moved)):
        raise ChangesNothing


class _Reader:
    """Reads the days of a wish, and keeps what is wrong with them."""

    def __init__(self, days: DaysInForce, today: date) -> None:
        self._days, self._today = days, today
        self.faults: list[Fault] = []

    def window(self, wish: Wish) -> Window | None:
        """The window from now on; ``None``: as it was, or faulty."""
        if not (wish.opens.strip() or wish.closes.strip()):
            return None
        held, before = len(self.faults), self._days.window
        opens = self.day("opens", wish.opens, past=True)
        closes = self.day("closes", wish.closes)
        if before:
            opens, closes = opens or before.opens, closes or before.closes
        if len(self.faults) > held:
            return None
        if opens is None or closes is None:
            name, what = "closes" if opens else "opens", "the directive has no window so far"
            self._fault(name, what, "give its first and its last day", "window_part")
            return None
        if closes < opens:
            what = f"{closes} is before {opens}, on which the window opens"
            remedy = "give a last day that is not earlier"
            self._fault("closes", what, remedy, "window_order", day=closes, opens=opens)
            return None
        return Window(opens=opens, closes=closes)

    def day(self, name: str, text: str, *, past: bool = False) -> date | None:
        """A day that was typed; ``None`` for none, or a faulty one."""
        if not text.strip():
            return None
        where = self._days.plan.jurisdiction
        try:
            found = where.read_moment(text)
        except Unfit as error:
            what, _, remedy = str(error).partition("; ")
            values = {"value": shown(text), **error.values}
            self._fault(name, f"{shown(text)} {what}", remedy, error.kind, **values)
            return None
        day = found.date() if isinstance(found, datetime) else found
        if not where.calendar.first < day <= where.calendar.last:
            first, last = where.calendar.first, where.calendar.last
            what, remedy = (
                f"{day} is outside the working calendar",
                f"give a day from {first} to {last}",
            )
            self._fault(name, what, remedy, "outside_calendar", day=day, first=first, last=last)
        elif day < self._today and not past:
            what = f"{day} is over, and today is {self._today}"
            self._fault(name, what, "give a day to come", "day_over", day=day)
        return day

    def _fault(self, name: str, what: str, remedy: str, kind: str, **values: object) -> None:
        zone = self._days.plan.jurisdiction.calendar.zone
        told = {
            key: Instant.of(value, zone) if isinstance(value, date) else value
            for key, value in values.items()
        }
        self.faults.append(_fault(name, what, remedy, kind, **told))


def _fault(name: str, what: str, remedy: str, kind: str, **values: object) -> Fault:
    return Fault("", f"{name}: {what}", remedy, kind, {"field": name, **values})


def _unasked(
    days: DaysInForce, answer_by: date | None, levels: Mapping[str, date]
) -> Iterator[Fault]:
    """A fault where nobody is asked for the answer whose day is to change."""
    level = days.plan.hierarchy.level
    asked = {level(office) for office in days.plan.answers_by}
    if answer_by and not asked:
        what = "the directive asks nobody for an answer"
        yield _fault("answer_by", what, "leave it out", "none_asked")
    for each in sorted(levels.keys() - asked):
        what = f"no office of level {shown(each)} is asked for an answer"
        remedy = f"name one of: {', '.join(sorted(asked))}" if asked else "leave it out"
        yield _fault("answer_by_level", what, remedy, "level_unasked", value=shown(each))


def _words(wish: Wish, faults: list[Fault]) -> _Words | None:
    """The words of a wish; ``None`` where they cannot be kept, which is added to the faults."""
    titles = tuple(each.title for each in wish.enclosures)
    try:
        return checked(_Words, paragraphs=tuple(wish.text), enclosures=titles)
    except InputFaults as error:
        faults += error.faults
        return None
