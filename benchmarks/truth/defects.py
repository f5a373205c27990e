"""The defects that are planted in bundles, and what a careful reader must say of each."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from benchmarks.truth.bundle_stories import (
    Plan,
    Sheet,
    Story,
    branch_of,
    on_or_after,
    plans_of,
    story_of,
    thailand,
    with_sheet,
)
from benchmarks.truth.bundle_themes import THEMES
from wian.jurisdictions.paper import FindingKind

_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
_LOOKS_LIKE = {
    "๐": "0o",
    "๑": "1l",
    "๒": "2",
    "๓": "3",
    "๔": "4",
    "๕": "5",
    "๖": "6",
    "๗": "ๆ7",
    "๘": "8",
    "๙": "9",
}


@dataclass(frozen=True, slots=True)
class Planted:
    """A story with a defect, and what is to be found.

    Attributes:
        story: The story; its second directive carries the defect.
        kind: What is to be found; ``None`` in a control.
        letter: Number of the letter that it is about.
    """

    story: Story
    kind: FindingKind | None
    letter: str | None


class NotHere(Exception):
    """This story has no place for the defect; draw another."""


@dataclass(slots=True)
class _Bench:
    """What a planter works on."""

    rng: random.Random
    plans: tuple[Plan, Plan]
    make: Callable[[tuple[Plan, Plan]], Story]

    @property
    def story(self) -> Story:
        return self.make(self.plans)

    @property
    def count(self) -> int:
        return len(self.plans[1].days)

    def with_second(self, **changes: object) -> Story:
        return self.make((self.plans[0], replace(self.plans[1], **changes)))  # type: ignore[arg-type]


Planter = Callable[[_Bench], tuple[Story, str | None]]


def planted(name: str, seed: int) -> Planted:
    """The defect ``name`` in a story of its own."""
    rng = random.Random(f"{name} {seed}")  # noqa: S311 - a reproducible sample
    kind, plant = DEFECTS[name]
    while True:
        branch = branch_of(rng)
        plans = plans_of(rng, THEMES, len(branch.writers))
        state = rng.getrandbits(64)
        bench = _Bench(
            rng,
            plans,
            lambda plans, s=state, b=branch: story_of(random.Random(s), plans, b),  # type: ignore[misc]  # noqa: S311 - the same
        )
        try:
            story, letter = plant(bench)
        except NotHere:
            continue
        return Planted(story, kind, letter)


def _changed(story: Story, place: int, **changes: object) -> Story:
    return replace(story, second=with_sheet(story.second, place, **changes))


def _number(sheet: Sheet) -> str:
    return sheet.letter.number


def _once(text: str, old: str, new: str) -> str:
    if text.count(old) != 1 or old == new:
        raise NotHere
    return text.replace(old, new)


def _control(bench: _Bench) -> tuple[Story, str | None]:
    return bench.story, None


def _cited_number(bench: _Bench) -> tuple[Story, str | None]:
    """One digit, two digits, or the whole running number of a citation is another."""
    story = bench.story
    place = bench.rng.randrange(1, bench.count)
    sheet, above = story.second[place], story.second[place - 1]
    head, _, running = _number(above).rpartition(" ")
    other = list(running)
    for at in bench.rng.sample(range(len(other)), min(bench.rng.randint(1, 2), len(other))):
        other[at] = bench.rng.choice(_DIGITS.replace(other[at], "").replace("๐", ""))
    text = _once(sheet.text, _number(above), f"{head} {''.join(other)}")
    return _changed(story, place, text=text), _number(sheet)


def _cited_date(bench: _Bench) -> tuple[Story, str | None]:
    story = bench.story
    place = bench.rng.randrange(1, bench.count)
    sheet, above = story.second[place], story.second[place - 1].letter
    days = [date(above.dated.year, above.dated.month, each) for each in range(1, 28)]
    other = bench.rng.choice([day for day in days if day != above.dated])
    wording = thailand().wording
    old, new = (f"ลงวันที่ {wording.long_date(day)}" for day in (above.dated, other))
    return _changed(story, place, text=_once(sheet.text, old, new)), _number(sheet)


def _stamp_without_digit(bench: _Bench) -> tuple[Story, str | None]:
    """The second digit of a stamp's day did not print."""
    story = bench.story
    place = bench.rng.randrange(bench.count - 1)
    sheet = story.second[place]
    at = bench.rng.randrange(len(sheet.marks))
    mark = sheet.marks[at]
    if mark.day.day < 10:  # no second digit to lose
        raise NotHere
    day = mark.day.replace(day=mark.day.day // 10)
    return _with_early(story, place, at, day)


def _stamp_of_old_year(bench: _Bench) -> tuple[Story, str | None]:
    story = bench.story
    place = bench.rng.randrange(bench.count - 1)
    at = bench.rng.randrange(len(story.second[place].marks))
    day = story.second[place].marks[at].day
    return _with_early(story, place, at, day.replace(year=day.year - 1))


def _with_early(story: Story, place: int, at: int, day: date) -> tuple[Story, str | None]:
    sheet = story.second[place]
    if day >= sheet.letter.dated:
        raise NotHere
    marks = list(sheet.marks)
    marks[at] = replace(marks[at], day=day)
    return _changed(story, place, marks=tuple(marks)), _number(sheet)


def _number_too_low(bench: _Bench) -> tuple[Story, str | None]:
    """A letter's number is lower than an earlier letter's of the same office."""
    place = bench.rng.randrange(bench.count)
    numbers = list(bench.plans[1].numbers)
    numbers[place] = bench.rng.randint(1, bench.plans[0].numbers[place] - 1)
    story = bench.with_second(numbers=tuple(numbers))
    return story, None


def _receipt_too_low(bench: _Bench) -> tuple[Story, str | None]:
    story = bench.story
    place = bench.rng.randrange(bench.count - 1)
    sheet = story.second[place]
    earlier = {mark.desk: mark.number for each in story.first for mark in each.marks}
    common = [at for at, mark in enumerate(sheet.marks) if mark.desk in earlier]
    if not common:
        raise NotHere
    at = bench.rng.choice(common)
    marks = list(sheet.marks)
    marks[at] = replace(marks[at], number=bench.rng.randint(1, earlier[marks[at].desk] - 1))
    return _changed(story, place, marks=tuple(marks)), None


def _missing(bench: _Bench) -> tuple[Story, str | None]:
    """A letter that the one below it encloses is not in the bundle."""
    story = bench.story
    place = bench.rng.randrange(bench.count - 1)
    below = _number(story.second[place + 1])
    return replace(story, second=story.second[:place] + story.second[place + 1 :]), below


def _lost_request(bench: _Bench) -> tuple[Story, str | None]:
    """From some office on down, one of the asks is no longer passed on."""
    place = bench.rng.randrange(1, bench.count)
    ask = bench.rng.randrange(len(bench.plans[1].theme.asks))
    story = bench.with_second(lost=(place, ask))
    return story, _number(story.second[place - 1])


def _lost_code(bench: _Bench) -> tuple[Story, str | None]:
    place = bench.rng.randrange(1, bench.count)
    story = bench.with_second(code=place)
    return story, _number(story.second[place - 1])


def _closed_letter(bench: _Bench) -> tuple[Story, str | None]:
    """A letter of a weekend or holiday; the days around it stay in order."""
    days = list(bench.plans[1].days)
    place = bench.rng.randrange(bench.count)
    closed = on_or_after(days[place], working=False)
    shift = (closed - days[place]).days + 3
    later = [on_or_after(day + timedelta(days=shift)) for day in days[place + 1 :]]
    story = bench.with_second(days=(*days[:place], closed, *later))
    return story, _number(story.second[place])


def _closed_stamp(bench: _Bench) -> tuple[Story, str | None]:
    story = bench.story
    place = bench.rng.randrange(bench.count - 1)
    sheet = story.second[place]
    closed = on_or_after(sheet.letter.dated, working=False)
    if closed > story.second[place + 1].letter.dated:
        raise NotHere
    last = replace(sheet.marks[-1], day=closed)
    return _changed(story, place, marks=(*sheet.marks[:-1], last)), _number(sheet)


def _look_alike(bench: _Bench) -> tuple[Story, str | None]:
    """One digit of a letter's own number, its date, or a citation is a look-alike."""
    story = bench.story
    place = bench.rng.randrange(bench.count)
    sheet = story.second[place]
    long = thailand().wording.long_date(sheet.letter.dated)
    above = story.second[place - 1].letter if place else None
    fields = [sheet.letter.number, long, *([above.number] if above else [])]
    old = bench.rng.choice(fields)
    spots = [at for at, c in enumerate(old) if c in _DIGITS and _has_neighbour(old, at)]
    if not spots:
        raise NotHere
    at = bench.rng.choice(spots)
    new = old[:at] + bench.rng.choice(_LOOKS_LIKE[old[at]]) + old[at + 1 :]
    return _changed(story, place, text=sheet.text.replace(old, new, 1)), _number(sheet)


def _has_neighbour(text: str, at: int) -> bool:
    beside = text[max(at - 1, 0) : at] + text[at + 1 : at + 2]
    return any(c in _DIGITS for c in beside)


def _fragment(bench: _Bench) -> tuple[Story, str | None]:
    """A scrap of digits behind a letter."""
    story = bench.story
    place = bench.rng.randrange(bench.count)
    digits = "".join(bench.rng.choices(_DIGITS, k=bench.rng.randint(3, 6)))
    scrap = bench.rng.choice(
        [digits, f"๐{bench.rng.randint(100, 999)}", f"{digits[:2]}/{digits[2:]}9"]
    )
    return _changed(story, place, behind=scrap), _number(story.second[place])


def _slip(bench: _Bench) -> tuple[Story, str | None]:
    """One sign of an addressee is doubled, dropped, swapped or another."""
    story = bench.story
    place = bench.rng.randrange(bench.count)
    sheet = story.second[place]
    name = sheet.letter.addressed_to.split(" ")[0]
    at = bench.rng.randrange(2, len(name) - 1)
    wrong = bench.rng.choice(
        [
            name[:at] + name[at] + name[at:],
            name[:at] + name[at + 1 :],
            name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :],
            re.sub("[่้์็]", lambda m: {"่": "้", "้": "์", "์": "้", "็": "์"}[m.group()], name, count=1),
        ]
    )
    line = f"{sheet.letter.salutation}  {name}"
    text = _once(sheet.text, line, f"{sheet.letter.salutation}  {wrong}")
    return _changed(story, place, text=text), _number(sheet)


DEFECTS: Mapping[str, tuple[FindingKind | None, Planter]] = MappingProxyType(
    {
        "none (control)": (None, _control),
        "cited number differs": (FindingKind.CITATION_DIFFERS, _cited_number),
        "cited date differs": (FindingKind.CITATION_DIFFERS, _cited_date),
        "stamp lost a digit": (FindingKind.STAMP_BEFORE_LETTER, _stamp_without_digit),
        "stamp of the old year": (FindingKind.STAMP_BEFORE_LETTER, _stamp_of_old_year),
        "number out of order": (FindingKind.NUMBER_ORDER, _number_too_low),
        "receipt out of order": (FindingKind.NUMBER_ORDER, _receipt_too_low),
        "letter missing": (FindingKind.MISSING_LETTER, _missing),
        "request lost": (FindingKind.LOST_REQUEST, _lost_request),
        "QR code lost": (FindingKind.LOST_QR_CODE, _lost_code),
        "letter of a closed day": (FindingKind.NO_WORKING_DAY, _closed_letter),
        "stamp of a closed day": (FindingKind.NO_WORKING_DAY, _closed_stamp),
        "look-alike digit": (FindingKind.LOOK_ALIKE_DIGITS, _look_alike),
        "fragment": (FindingKind.FRAGMENT, _fragment),
        "slip in an addressee": (FindingKind.ADDRESSEE_SLIP, _slip),
    }
)
"""Defect -> what is to be found, and how it is planted."""
