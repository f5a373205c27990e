"""Opens a register that an office keeps already, and reserves numbers that it gives elsewhere.

An office that begins with wian in November has numbered hundreds of letters this year: its first
letter here follows the last one there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, NamedTuple

from pydantic import Field

from hierarchy.graph import Hierarchy, UnknownOffice
from hierarchy.office import Office
from wian.jurisdictions.countries import DEFAULT_JURISDICTION, jurisdiction
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.jurisdiction import Jurisdiction, NumberSeries
from wian.kit.errors import Fault, InputFaults
from wian.kit.text import ShortText
from wian.ledger.database import Ledger
from wian.ledger.read.recorded import load_kept
from wian.ledger.records import (
    CIRCULARS,
    ORDINARY,
    RECEIPTS,
    SENT,
    NamedRegister,
    class_of,
    desk_of,
)
from wian.ledger.registers.locked_register import SaidBy
from wian.ledger.registers.numbers_elsewhere import Register, Span, written
from wian.ledger.registers.register_changes import RegisterChange, open_register
from wian.ledger.registers.register_choice import OfficeYear, register_meant
from wian.ledger.registers.register_standings import RegisterStanding
from wian.ledger.registers.reservations import release_numbers, reserve_numbers
from wian.ledger.succession.recorded_successions import successions
from wian.ledger.write.propagations import list_propagations
from wian.office.inputs import Entered, checked
from wian.office.refusals import OfficeSucceeded

HIGHEST = 999_999
"""The highest number that a register can be opened at."""
MOST_RESERVED = 1_000
"""How many numbers are reserved at once: once a later one is drawn, none can be given back."""
CLASSIFICATION = r"[A-Za-z0-9][A-Za-z0-9.-]{0,19}"
_RECORD_FIRST = "it is a built-in one: send or rehearse a directive over the built-in offices first"
_OF_NUMBER = {"field": "number"}
_SPAN = re.compile(r"\s*(\d{1,9})\s*(?:[-\u2013]\s*(\d{1,9})\s*)?")
_SEVERAL = re.compile(r"[\d\s\u2013-]*\d[\d\s\u2013-]*(?:[,;][\d\s\u2013-]*)+")


class Saying(Entered):
    """Why a register is opened or a number reserved, and which post says so."""

    reason: ShortText
    by: ShortText


class Opening(Saying):
    """The number that a register goes on at."""

    at: Annotated[int, Field(ge=1, le=HIGHEST)]


class WantedRegister(NamedTuple):
    """Which register is meant.

    Attributes:
        office: Id of the office.
        kind: Of letters sent, of circulars, or of what was received.
        desk: The desk whose receive register it is, by name or place; needed where the office
            has several that number apart.
        year: Register year, from last year's to next year's; this year's where ``None``.
        classification: The code whose register is meant; needed where codes run apart.
    """

    office: str
    kind: NamedRegister = NamedRegister.SEND
    desk: str | None = None
    year: int | None = None
    classification: str | None = None


@dataclass(frozen=True, slots=True)
class KeptRegister:
    """A register that an office keeps, as somebody says something about it.

    Attributes:
        ledger: Where it is recorded.
        office: The office.
        of: Its registers of a year, with the series in which it says that it numbers.
        kind: Which of them is meant.
        desk: The desk whose receive register is meant; ``None`` where none was named.
        now: This moment.
        this_year: The register year of this moment.
    """

    ledger: Ledger
    office: Office
    of: OfficeYear
    kind: NamedRegister
    desk: str | None
    now: Instant
    this_year: int


def kept_register(ledger: Ledger, wanted: WantedRegister, now: Instant) -> KeptRegister:
    """A register of an office that is known: of a recorded hierarchy; of the built-in one where
    none is recorded.

    Raises:
        UnknownOffice: No recorded hierarchy has the office.
        OfficeSucceeded: Another took its place, and its registers are closed.
        InputFaults: The office has no such desk, or the year is none that is drawn from.
    """
    office, country = known_office(ledger, wanted.office)
    if gone := successions(ledger).last(office.id):
        raise OfficeSucceeded(office.id, gone.heir, gone.day)
    this_year = country.wording.register_year(country.clock_of(office).date(now))
    year = this_year if wanted.year is None else wanted.year
    desk, faults = _desk(office, wanted)
    if wanted.classification and not re.fullmatch(CLASSIFICATION, wanted.classification):
        what = f"'{wanted.classification[:40]}' is no classification code"
        faults.append(Fault("classification", what, "write one such as 140 or 100.3.5"))
    if abs(year - this_year) > 1:
        what = f"{year} is no year that numbers are drawn in now"
        remedy = f"write {this_year - 1}, {this_year} or {this_year + 1}"
        faults.append(Fault("year", what, remedy))
    if faults:
        raise InputFaults("The register", faults)
    of = OfficeYear(office.id, year, country.series(office), wanted.classification)
    return KeptRegister(ledger, office, of, wanted.kind, desk, now, this_year)


def open_kept(kept: KeptRegister, at: int, *, reason: str, by: str) -> RegisterChange:
    """Have the register go on at a number; saying it again changes nothing.

    Raises:
        InputFaults: The number, the reason or the post cannot be kept; all that cannot.
        NumberDrawn: That number, or a later one, was drawn already.
    """
    entered = checked(Opening, at=at, reason=reason, by=by)
    said = _said(kept, entered)
    with kept.ledger.writing() as connection:
        return open_register(
            connection, _register(kept, register_meant(connection, *_meant(kept))), entered.at, said
        )


def reserve_kept(kept: KeptRegister, span: Span, *, reason: str, by: str) -> RegisterChange:
    """Have numbers of the register given elsewhere; saying it again changes nothing.

    Raises:
        InputFaults: The numbers are too many, or leave none to draw; or the reason or the post
            cannot be kept: all that cannot.
        NumberDrawn: One of the numbers was drawn already.
        ReservationOverlaps: One of them is reserved already, with others.
    """
    entered = checked(Saying, reason=reason, by=by)
    said = _said(kept, entered)
    if (fault := _unfit(span)) is not None:
        raise InputFaults("What was entered", [fault])
    with kept.ledger.writing() as connection:
        return reserve_numbers(
            connection, _register(kept, register_meant(connection, *_meant(kept))), span, said
        )


def release_kept(kept: KeptRegister, span: Span, *, reason: str, by: str) -> RegisterChange:
    """Take a reservation of numbers back, as far as none is used; again changes nothing.

    Raises:
        InputFaults: The reason or the post cannot be kept.
        NotReserved: One of these numbers is not reserved.
        ReservationUsed: All of them are used, or a later number was drawn.
    """
    entered = checked(Saying, reason=reason, by=by)
    said = _said(kept, entered)
    with kept.ledger.writing() as connection:
        return release_numbers(
            connection, _register(kept, register_meant(connection, *_meant(kept))), span, said
        )


def written_span(text: str) -> Span:
    """The numbers that a person wrote: ``560``, or ``554-560``; in digits of any script.

    Raises:
        InputFaults: It is neither.
    """
    found = _SPAN.fullmatch(text[:60])
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= first <= last:
        raise InputFaults("What was entered", [_no_span(text[:60], (first, last))])
    return first, last


def written_number(text: str) -> int:
    """The one number that a person wrote, ``560``; in digits of any script.

    Raises:
        InputFaults: It is none, or several.
    """
    found = _SPAN.fullmatch(text[:60])
    if found is None:
        fault = Fault(
            "", f"'{text[:60]}' is no number", "write one, such as 560", "no_number", _OF_NUMBER
        )
    elif found[2]:
        what = f"'{text.strip()[:60]}' is a span, and one number is needed"
        fault = Fault("", what, "write one, such as 560", "one_number", _OF_NUMBER)
    else:
        return int(found[1])
    raise InputFaults("What was entered", [fault])


def _no_span(text: str, span: Span) -> Fault:
    """Why a text names no numbers that can be reserved."""
    first, last = span
    if 1 <= last < first:
        turned = written((last, first))
        what, values = f"{written(span)} is the wrong way round", {**_OF_NUMBER, "span": turned}
        return Fault("", what, f"write {turned}", "wrong_way_round", values)
    if _SEVERAL.fullmatch(text):
        what = f"'{text}' names several numbers or spans"
        return Fault("", what, "say one number or one span at a time", "several_spans", _OF_NUMBER)
    what = f"'{text}' is no number and no span of numbers"
    return Fault("", what, "write 560, or 554-560", "no_span", _OF_NUMBER)


def _unfit(span: Span) -> Fault | None:
    """Why numbers are not reserved, whoever says them."""
    first, last = span
    count, wanted = last - first + 1, written(span)
    if count > MOST_RESERVED:
        what = f"{wanted} are {count:,} numbers, and at most {MOST_RESERVED:,} are reserved at once"
        remedy = "where the register stands further on, open it there instead"
        values = {"count": count, "most": MOST_RESERVED}
        return Fault("", what, remedy, "many_reserved", values)
    if last >= HIGHEST:
        what = f"{wanted} leaves no number to draw, as a register ends at {HIGHEST:,}"
        remedy = f"reserve numbers up to {HIGHEST - 1:,}"
        return Fault("", what, remedy, "none_left", {"most": HIGHEST - 1})
    return None


def _said(kept: KeptRegister, entered: Saying) -> SaidBy:
    return SaidBy(entered.by, kept.now, kept.this_year, entered.reason)


def series_in_use(
    standings: Iterable[RegisterStanding], year: int, series: NumberSeries
) -> NumberSeries:
    """In which series an office numbers in a year: what was begun goes on, else as it says.

    Args:
        standings: Its registers that were begun.
        year: Register year.
        series: In which series it says that it numbers.
    """
    begun = {each.name for each in standings if each.year == year}
    by_desk = any(desk_of(name) is not None for name in begun)
    classes = any(class_of(name) is not None for name in begun)
    circulars = bool(begun & {CIRCULARS, ORDINARY})
    return NumberSeries(
        SENT not in begun and not classes and (series.circulars_apart or circulars),
        RECEIPTS in begun or (series.receipts_together and not by_desk),
        SENT not in begun and not circulars and (series.classes_apart or classes),
    )


def known_office(ledger: Ledger, office: str) -> tuple[Office, Jurisdiction]:
    """An office as the latest recorded hierarchy that has it says, and its country; one that no
    hierarchy has yet as it was when it took another's place.

    Where nothing is recorded, it is looked for in the built-in hierarchy.

    Raises:
        UnknownOffice: No such hierarchy has it.
    """
    recorded = list_propagations(ledger)
    if not recorded:
        country = jurisdiction(DEFAULT_JURISDICTION)
        return country.build(None).office(office), country
    unknown: UnknownOffice | None = None
    countries = {each.hierarchy_digest: each.jurisdiction for each in reversed(recorded)}
    for digest in dict.fromkeys(each.hierarchy_digest for each in recorded):
        hierarchy: Hierarchy = load_kept(ledger, digest)
        try:
            return hierarchy.office(office), jurisdiction(countries[digest])
        except UnknownOffice as error:
            unknown = unknown or error
    for each in successions(ledger):
        for successor in each.successors:
            if successor.id == office:
                return successor, known_office(ledger, each.office)[1]
    assert unknown is not None  # noqa: S101 - one is recorded at least
    if office in jurisdiction(DEFAULT_JURISDICTION).build(None):
        raise UnknownOffice(office, _RECORD_FIRST, " in the hierarchies that this ledger records")
    raise unknown


def _desk(office: Office, wanted: WantedRegister) -> tuple[str | None, list[Fault]]:
    """The name of the desk that is meant, or what is wrong with it."""
    desk, desks = wanted.desk, office.desks
    if wanted.kind is not NamedRegister.RECEIVE:
        what = f"{office.id} numbers what it sends in the same way, for all its desks"
        return None, [] if desk is None else [Fault("desk", what, "leave it out")]
    if desk is None or desk in desks:
        return desk, []
    place = int(desk) if desk.isdecimal() and len(desk) < 4 else len(desks)
    if place < len(desks):
        return desks[place], []
    return None, [Fault("desk", f"{office.id} has no desk '{desk[:60]}'", _name_one(office))]


def _name_one(office: Office) -> str:
    return f"name one of {', '.join(f'{at} ({name})' for at, name in enumerate(office.desks))}"


def _register(kept: KeptRegister, name: str) -> Register:
    """The register that is meant, given the one that the office has for it in that year.

    Raises:
        InputFaults: In that year it has no such register.
    """
    fault, of = None, kept.of
    if kept.kind is NamedRegister.RECEIVE:
        fault = _unfit_desk(kept, together=name == RECEIPTS)
    elif kept.kind is NamedRegister.CIRCULARS and name == SENT:
        what = f"{of.office} numbers circulars and other letters of {of.year} in one series"
        fault = Fault("register", what, "name the send register")
    else:
        fault = _unfit_class(kept, name)
    if fault is not None:
        raise InputFaults("The register", [fault])
    return of.office, name, of.year


def _meant(kept: KeptRegister) -> tuple[OfficeYear, NamedRegister, str]:
    return kept.of, kept.kind, kept.desk or kept.office.desks[0]


def _unfit_class(kept: KeptRegister, name: str) -> Fault | None:
    """Why a classification code is lacking, or one too many."""
    of, code = kept.of, class_of(name)
    if code is not None and not of.classification:
        what = f"{of.office} numbers the letters of each classification code of {of.year} apart"
        return Fault("classification", what, "name the code, such as 140")
    if code is None and of.classification:
        what = f"{of.office} numbers its letters of {of.year} whatever their classification"
        return Fault("classification", what, "leave it out")
    return None


def _unfit_desk(kept: KeptRegister, *, together: bool) -> Fault | None:
    office = kept.office
    if together and kept.desk is not None:
        what = f"all desks of {office.id} number what they receive in {kept.of.year} in one series"
        return Fault("desk", what, "leave it out")
    if not together and kept.desk is None and len(office.desks) > 1:
        return Fault("desk", f"{office.id} has several desks", _name_one(office))
    return None
