"""What could not be read, what belongs to nothing, and days on which no office works."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from hierarchy.office import LetterForm
from wian.history.findings.finding import finding, name_of, place_of
from wian.history.findings.stamps import is_working_day
from wian.jurisdictions.calendar import WorkingCalendar
from wian.jurisdictions.instant import day_of
from wian.jurisdictions.paper import Finding, FindingKind, PaperLine, ReadLetter, ReadStamp
from wian.jurisdictions.paper_reader import PaperReader
from wian.kit.counted import counted

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def unread_findings(letter: ReadLetter) -> Iterator[Finding]:
    """The fields of a letter that its form has and that could not be read."""
    for name, held, settles in _expected(letter):
        if not held:
            yield finding(
                FindingKind.UNREAD,
                place_of(letter.source, letter.first_line, letter),
                f"The {name} of {name_of(letter)} could not be read, and is left empty.",
                0.9,
                settles,
                letter,
            )
    for recipient in letter.recipients:
        if recipient.value is None:
            yield _person(letter, recipient.line)
    for stamp in letter.stamps:
        yield from _unread_stamp(letter, stamp)


def _expected(letter: ReadLetter) -> Iterator[tuple[str, bool, str]]:
    page = "the page itself"
    yield "number", bool(letter.number and letter.number.value), "the send register"
    yield "date", bool(letter.dated and letter.dated.value), "the page or the send register"
    if letter.kind is not LetterForm.STAMPED:
        yield "subject", letter.subject is not None, page
        yield "signatory's post", letter.signatory is not None, page
    yield "sender", bool(letter.sender and letter.sender.value), "the letterhead on the page"
    yield "line of addressees", bool(letter.recipients), page
    yield "text", bool(letter.paragraphs), page


def _person(letter: ReadLetter, line: int | None) -> Finding:
    return finding(
        FindingKind.UNREAD,
        place_of(letter.source, line, letter),
        f"An addressee of {name_of(letter)} is a person: the name is not kept, posts only.",
        0.8,
        "the post that the person held",
        letter,
    )


def _unread_stamp(letter: ReadLetter, stamp: ReadStamp) -> Iterator[Finding]:
    where = place_of(stamp.source, stamp.first_line, letter)
    desk = stamp.desk.read if stamp.desk else None
    unread = [
        name
        for name, held in (
            ("desk", desk),
            ("receipt number", stamp.receipt_number),
            ("date", stamp.moment and (stamp.moment.value or stamp.moment.inference)),
        )
        if not held
    ]
    for name in unread:
        what = f"The {name} of a stamp on {name_of(letter)} could not be read, and is left empty."
        settles = "the page itself, or the receive register of that desk"
        yield finding(FindingKind.UNREAD, where, what, 0.9, settles, letter)
    if stamp.units and not any(unit[:1] in "✓✔☑☒/[" for unit in stamp.units):
        yield finding(
            FindingKind.UNMARKED_UNIT,
            where,
            f"The stamp of {desk or 'an unnamed desk'} offers "
            f"{counted(len(stamp.units), 'unit')} and no tick is visible: "
            "which of them took the letter on is not known.",
            0.8,
            "the page itself, or the receive register of that desk",
            letter,
        )


def none_found(source: str) -> Finding:
    """A file in which no letter begins."""
    return finding(
        FindingKind.UNREAD,
        source,
        "No letter was found: no line gives a letter's number, or a subject and a salutation.",
        0.9,
        "the file itself: whether it holds a letter at all",
    )


def fragment_findings(
    lines: Sequence[PaperLine], source: str, near: ReadLetter | None, paper: PaperReader
) -> Iterator[Finding]:
    """Lines that belong to no letter and no stamp."""
    for line in lines:
        text = line.text.strip()
        why = paper.repaired(text)[1]
        mixed = f", and {why}" if why else ""
        beside = f" It stands behind {name_of(near)}." if near else ""
        yield finding(
            FindingKind.FRAGMENT,
            place_of(source, line.number),
            f"'{text}' belongs to no part of a letter and to no stamp{mixed}.{beside} It is not "
            "used.",
            0.9,
            "the page itself: the rest of a stamp, a page mark, or a note by hand",
            near,
        )


def day_findings(letter: ReadLetter, calendar: WorkingCalendar) -> Iterator[Finding]:
    """Letters and receptions of days on which offices are closed."""
    day = letter.dated.value if letter.dated else None
    if letter.dated and day:
        where = place_of(letter.source, letter.dated.line, letter)
        yield from _closed(letter, day, f"{name_of(letter)} is dated", where, calendar)
    for stamp in letter.stamps:
        if moment := stamp.inferred:
            desk = stamp.desk.read if stamp.desk else "an unnamed desk"
            where = place_of(stamp.source, stamp.first_line, letter)
            what = f"the stamp of {desk} on {name_of(letter)} is of"
            day = day_of(moment)
            yield from _closed(letter, day, what, where, calendar)


def _closed(
    letter: ReadLetter, day: date, what: str, where: str, calendar: WorkingCalendar
) -> Iterator[Finding]:
    if not calendar.first <= day <= calendar.last or is_working_day(day, calendar):
        return
    why = calendar.holidays.get(day) or f"a {_DAYS[day.weekday()]}"
    projected = day in calendar.holidays and day > calendar.announced_to
    yield finding(
        FindingKind.NO_WORKING_DAY,
        where,
        f"{what[:1].upper()}{what[1:]} {day.isoformat()}, which is no working day ({why}).",
        0.6 if projected else 0.9,
        "the register of that day: an office on duty, or a date written or read wrongly",
        letter,
    )


def uncertain_findings(letter: ReadLetter, paper: PaperReader) -> Iterator[Finding]:
    """A letter that was recognised from a picture."""
    if letter.medium == "ocr":
        named = name_of(letter)
        what = f"{named[:1].upper()}{named[1:]} was recognised from a picture."
        yield finding(
            FindingKind.UNCERTAIN_SOURCE,
            place_of(letter.source, letter.first_line, letter),
            f"{what} {paper.recognition.caveat}".strip(),
            0.95,
            "the page itself, read by a person",
            letter,
        )
