"""Registers whose numbers do not run with their dates: letters sent, and receipts."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from wian.history.findings.finding import finding, place_of
from wian.jurisdictions.instant import day_of
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.jurisdictions.paper import Finding, FindingKind, ReadLetter
from wian.jurisdictions.paper_reader import PaperReader


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of a register, as a letter or a stamp shows it."""

    number: int
    day: date
    shown: str
    where: str
    what: str
    letter: ReadLetter


def number_findings(letters: Sequence[ReadLetter], country: Jurisdiction) -> Iterator[Finding]:
    """Entries that stand out of order in the register of an office, a desk and a year."""
    for register, entries in sorted(_registers(letters, country).items(), key=repr):
        yield from _repeated(register, entries, country.paper)
        yield from _out_of_order(register, entries)


_Register = tuple[str, Hashable, int]


def _registers(
    letters: Sequence[ReadLetter], country: Jurisdiction
) -> Mapping[_Register, list[_Entry]]:
    found: dict[_Register, list[_Entry]] = defaultdict(list)
    for letter in letters:
        for register, entry in (*_sent(letter, country), *_received(letter, country)):
            found[register].append(entry)
    return found


def _sent(letter: ReadLetter, country: Jurisdiction) -> Iterator[tuple[_Register, _Entry]]:
    """The letter in its office's register: circulars and others run apart.

    Offices may share a code: known offices have registers apart.
    """
    number = country.paper.number_parts(letter.number.value if letter.number else None)
    day = letter.dated.value if letter.dated else None
    if number is None or day is None:
        return
    sender = letter.sender.value if letter.sender else None
    office = number.code or country.paper.compact(sender or "")
    name = f"{'circulars' if number.circular else 'letters'} of {number.code or office}"
    shown = f"number {letter.number.value}" if letter.number else ""
    line = letter.number.line if letter.number else None
    where = place_of(letter.source, line, letter)
    entry = _Entry(number.number, day, shown, where, "letter", letter)
    yield (
        (name, (office, letter.office, number.circular), country.wording.register_year(day)),
        entry,
    )


def _received(letter: ReadLetter, country: Jurisdiction) -> Iterator[tuple[_Register, _Entry]]:
    for stamp in letter.stamps:
        number = stamp.receipt_number.value if stamp.receipt_number else None
        if stamp.desk is None or number is None or not number.isdecimal():
            continue
        if stamp.inferred is None:
            continue
        moment = stamp.inferred
        day = day_of(moment)
        where = place_of(stamp.source, stamp.first_line, letter)
        entry = _Entry(int(number), day, f"receipt {number}", where, "stamp", letter)
        key = (country.paper.compact(stamp.desk.value or ""), "received", stamp.office)
        name = f"receipts of {stamp.desk.value}"
        yield (name, key, country.wording.register_year(day)), entry


def _repeated(
    register: _Register, entries: Sequence[_Entry], paper: PaperReader
) -> Iterator[Finding]:
    """One number on two letters, or on two stamps, of different days or letters."""
    first: dict[int, _Entry] = {}
    for entry in entries:
        other = first.setdefault(entry.number, entry)
        if other is entry or _one_letter(entry.letter, other.letter, paper):
            continue
        yield _told(
            entry,
            f"{entry.shown} stands twice in the {register[0]} of {register[2]}: here and at "
            f"{other.where}.",
            0.9,
            register,
        )


def _one_letter(one: ReadLetter, other: ReadLetter, paper: PaperReader) -> bool:
    """Two readings of one letter: a copy enclosed twice."""
    same_day = (one.dated and one.dated.value) == (other.dated and other.dated.value)
    subjects = [
        paper.compact((each.subject.value if each.subject else None) or "") for each in (one, other)
    ]
    return same_day and subjects[0] == subjects[1]


def _out_of_order(register: _Register, entries: Sequence[_Entry]) -> Iterator[Finding]:
    """The fewest entries without which numbers rise with dates."""
    ordered = sorted(entries, key=lambda entry: (entry.day, entry.number))
    kept = _longest_rise([entry.number for entry in ordered])
    steady = [ordered[at] for at in sorted(kept)]
    for at, entry in enumerate(ordered):
        if at not in kept:
            against = next(each for each in steady if _contradicts(entry, each))
            yield _told(
                entry,
                f"{entry.shown} of {entry.day.isoformat()} is out of order in the {register[0]} "
                f"of {register[2]}: {against.shown} is of {against.day.isoformat()} "
                f"({against.where}). One of the two numbers or dates is wrong.",
                0.9 if len(steady) > 1 else 0.75,
                register,
            )


def _contradicts(one: _Entry, other: _Entry) -> bool:
    return (one.number - other.number) * (one.day - other.day).days < 0


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """Positions of a longest run of numbers, in order, that never falls."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for at, number in enumerate(numbers):
        place = bisect_right(tails, number)
        before.append(ends[place - 1] if place else None)
        tails[place : place + 1] = [number]
        ends[place : place + 1] = [at]
    kept: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept


def _told(entry: _Entry, sentence: str, sure: float, register: _Register) -> Finding:
    return finding(
        FindingKind.NUMBER_ORDER,
        entry.where,
        sentence[:1].upper() + sentence[1:],
        sure,
        f"the register itself: {register[0]}, {register[2]}",
        entry.letter,
    )
