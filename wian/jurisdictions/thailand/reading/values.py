"""Reading numbers, dates and times from a line, with every repair of a digit explained."""

from __future__ import annotations

import difflib
import re
from datetime import date, datetime, time
from functools import lru_cache

from wian.jurisdictions.paper import Reading
from wian.jurisdictions.thailand.dates import ERA_OFFSET, LONG_MONTHS, UnreadableDate, parse_date
from wian.jurisdictions.thailand.letter_numbers import (
    LetterNumber,
    UnreadableLetterNumber,
    parse_letter_number,
)
from wian.jurisdictions.thailand.numerals import to_arabic_digits, to_thai_digits
from wian.jurisdictions.thailand.reading import letter_marks as marks
from wian.kit.likeness import squeezed

_TOKEN = re.compile(rf"[{marks.DIGIT}{re.escape(''.join(marks.LOOK_ALIKES))}.]+")
_REPAIRED = 0.8
"""How much of the trust is left where a digit had to be put right."""
_GUESSED_MONTH = 0.7
_DATE_TIME_GROUP = re.compile(
    rf"(?<![{marks.DIGIT}])(?P<day>[{marks.DIGIT}]{{2}})[{marks.DIGIT}]{{4}}\s*[A-Z]?\s*(?=[ก-ฮ]{{1,2}}\.\s?[ก-ฮ])"
)
"""Day, hour and minute as one number, as the forces date their messages (``๑๒๐๙๓๐ ก.ค. ๖๕``)."""
_LAST_MINUTE = (23, 59)
_LAST_COMMON = 2200
"""Years of letters above it are of the Buddhist era."""


def repaired(text: str) -> tuple[str, str | None]:
    """``text`` with signs that stand for digits turned into digits, and why.

    Only a token that holds a digit, or stands beside one in a code, is looked at.
    """
    faults: list[str] = []

    def put_right(token: re.Match[str]) -> str:
        word = token.group()
        if not any(character.isdigit() for character in word):
            return word
        faults.extend(
            f"'{c}' stands for {marks.LOOK_ALIKES[c]}" for c in word if c in marks.LOOK_ALIKES
        )
        if _mixed(word):
            faults.append(f"'{word}' mixes Thai and Arabic digits")
        right = "".join(marks.LOOK_ALIKES.get(character, character) for character in word)
        return to_thai_digits(right) if any("๐" <= c <= "๙" for c in word) else right

    right = _TOKEN.sub(put_right, text)
    return right, "; ".join(dict.fromkeys(faults)) or None


def _mixed(token: str) -> bool:
    return bool(re.search("[๐-๙]", token) and re.search("[0-9]", token))


def sureness(trust: float, why: str | None) -> float:
    """How sure a value is that was read with ``trust``, and repaired if there is a reason."""
    return round(trust * (_REPAIRED if why else 1), 2)


def number_in(text: str, line: int | None, trust: float) -> Reading[str] | None:
    """The first letter's number in ``text``; ``None`` where there is none.

    Its value is canonical: ``มท ๐๘๑๐.๗/ว ๕๑``.
    """
    for found in marks.LETTER_NUMBER.finditer(text):
        alone = squeezed(found.group()) == squeezed(text)
        if found["code"] or found["circular"] or alone:
            return number_of(found.group(), line, trust)
    return None


def number_of(read: str, line: int | None, trust: float) -> Reading[str]:
    """A text that is a letter's number, read; no value where it is none."""
    read = squeezed(read)
    right, why = (read, None) if _LATIN_CODE.match(read) else repaired(read)
    value = _as_printed(right)
    if value is None:
        return Reading(read, None, None, line, 0.0)
    return Reading(read, value, why, line, sureness(trust, why))


def _as_printed(text: str) -> str | None:
    """The number as letters print it; ``None`` where it is none.

    An office that makes its code up (``รฟ ๑/๒๒๐๑/๒๕๖๕``) keeps its own form.
    """
    if marks.YEAR_ALONE.fullmatch(text):
        return None
    try:
        return canonical(parse_letter_number(_without_year_mark(text)), text)
    except UnreadableLetterNumber:
        if not marks.OWN_NUMBER.fullmatch(text):
            return None
    plain = re.sub(r"\s*/\s*", "/", text)
    plain = re.sub(rf"/ว\.?\s*(?=[{marks.DIGIT}])", "/ว ", plain)
    if _LATIN_CODE.match(plain):
        return plain
    return to_thai_digits(re.sub(rf"^([ก-ฮ]+)\s*(?=[{marks.DIGIT}])", r"\1 ", plain))


_LATIN_CODE = re.compile(r"[A-Z]{2}")


def _without_year_mark(text: str) -> str:
    return re.sub(
        r"^(?P<letters>[ก-ฮ]{2})\.(?=\s?(?:[0๐][0-9๐-๙]{3}|[0-9๐-๙]{5}))", r"\g<letters>", text
    )


def canonical(number: LetterNumber, printed: str) -> str:
    """A number as letters print it, its code with one space behind the office's letters.

    Zeros before the running number stay: the office counts in so many places.
    """
    code = number.code and re.sub(r"^([ก-ฮ]+)\s*(?=[๐-๙(])", r"\1 ", squeezed(number.code))
    text = str(LetterNumber(code, number.number, number.circular))
    digits = re.search(r"[0-9]+$", to_arabic_digits(printed))
    shown = digits.group() if digits else str(number.number)
    return text[: -len(str(number.number))] + to_thai_digits(shown)


@lru_cache(maxsize=1 << 14)  # each letter is held against each other one
def parsed(number: str | None) -> LetterNumber | None:
    """The parts of a canonical number."""
    try:
        return parse_letter_number(number) if number else None
    except UnreadableLetterNumber:
        return None


def date_in(text: str, line: int | None, trust: float) -> Reading[date] | None:
    """The first date in ``text``; ``None`` where nothing looks like one."""
    text = _DATE_TIME_GROUP.sub(r"\g<day> ", text)
    for found in marks.DATE_TEXT.finditer(text):
        reading = _date_of(found, line, trust)
        if reading is not None:
            return reading
    found_english = marks.ENGLISH_DATE.search(text)
    return _english_date(found_english, line, trust) if found_english else None


def is_date(text: str) -> bool:
    """The text is a date, with nothing beside it but its label and an era in brackets."""
    text = _DATE_TIME_GROUP.sub(r"\g<day> ", text)
    day = date_in(text, None, 1)
    if day is None:
        return False
    rest = squeezed(text).replace(day.read, "", 1)
    return not re.sub(r"ลง|วันที่|เดือน|พ\.?ศ\.?|พุทธศักราช|(?i:\bdate\b)|\([^()]*\)|[\s.,:…]", "", rest)


def _english_date(found: re.Match[str], line: int | None, trust: float) -> Reading[date] | None:
    """A date of a letter in English: the Common era, or the Buddhist one where it says so."""
    year = found["en_year"] or found["year_last"]
    month = (found["en_month"] or found["month_first"]).lower()[:3]
    names = [name[:3] for name in marks.ENGLISH_MONTHS]
    whole = int(re.sub(r"\D", "", year))
    if not year.isdigit() or whole > _LAST_COMMON:
        whole -= ERA_OFFSET
    day = int(found["en_day"] or found["day_second"])
    try:
        value = date(whole, names.index(month) + 1, day)
    except ValueError:
        return None
    return Reading(squeezed(found.group()), value, None, line, sureness(trust, None))


def _date_of(found: re.Match[str], line: int | None, trust: float) -> Reading[date] | None:
    read = squeezed(found.group())
    if found["month"] is None:
        return _numeric_date(read, line, trust)
    month, guess = _month(squeezed(found["month"]))
    if month is None:
        return None
    day, why_day = repaired(found["day"])
    year, why_year = repaired(found["year"])
    year, era = _buddhist(to_arabic_digits(year))
    why = "; ".join(filter(None, (why_day, why_year, guess, era))) or None
    try:
        value = parse_date(f"{day} {month} {year}")
    except UnreadableDate:
        return Reading(read, None, None, line, 0.0)
    sure = sureness(trust, why) * (_GUESSED_MONTH if guess else 1)
    return Reading(read, value, why, line, round(sure, 2))


def _month(name: str) -> tuple[str | None, str | None]:
    """The month that a name means, and why where it is misspelt."""
    plain = re.sub(r"[.\s]", "", name)
    for known in marks.MONTHS:
        if plain == known.replace(".", ""):
            return known, None
    near = difflib.get_close_matches(plain, LONG_MONTHS, n=1, cutoff=0.75)
    return (near[0], f"'{name}' is taken for {near[0]}") if near else (None, None)


def _buddhist(year: str) -> tuple[str, str | None]:
    """A year in the Buddhist era, and why where it was written in the Common era."""
    if len(year) == 4 and 1941 <= int(year) <= _LAST_COMMON:  # no Buddhist year of a letter
        return str(int(year) + ERA_OFFSET), f"{year} is a year of the Common era"
    return year, None


def _numeric_date(read: str, line: int | None, trust: float) -> Reading[date] | None:
    right, why = repaired(read)
    parts = re.findall(r"\d+", to_arabic_digits(right))
    if len(parts) != len(("day", "month", "year")):
        return None  # a part of it was letters alone that look like digits
    day, month, year = map(int, parts)
    digits, era = _buddhist(f"{year:02d}")
    whole = int(digits) if len(digits) > 2 else 2500 + int(digits)
    try:
        value = date(whole - ERA_OFFSET, month, day)
    except ValueError:
        return None
    reasons = "; ".join(filter(None, (why, era))) or None
    return Reading(read, value, reasons, line, sureness(trust, reasons))


def time_of(text: str) -> time | None:
    """A time of day such as ``15.29`` or ``๑๖:๒๒``; ``None`` where it is none."""
    digits = re.findall(r"\d+", to_arabic_digits(repaired(text)[0]))
    if len(digits) != len(("hour", "minute")):
        return None
    hour, minute = map(int, digits)
    return (
        time(hour, minute) if (hour, minute) <= _LAST_MINUTE and minute <= _LAST_MINUTE[1] else None
    )


def at(day: date, clock: time | None) -> date | datetime:
    """A date, or a date and time where a time is known."""
    return datetime.combine(day, clock) if clock else day


def count_of(text: str) -> str:
    """A running number in Arabic digits, put right."""
    return to_arabic_digits(repaired(text)[0])
