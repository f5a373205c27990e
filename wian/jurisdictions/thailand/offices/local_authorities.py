"""The importer of the department's list of local bodies (open data, dlads_05_01)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from hierarchy.load.csv_file import CsvRow, read_table
from wian.jurisdictions.thailand.offices.areas import District, Province, provinces
from wian.jurisdictions.thailand.old_encoding import WINDOWS_874
from wian.kit.errors import Fault, InputFaults
from wian.kit.likeness import close_to
from wian.kit.pydantic_faults import shown
from wian.kit.text import one_line, plain
from wian.kit.text_file import shown_path

CREDIT = "Local bodies: Department of Local Administration, open data set dlads_05_01."
_PROVINCE, _DISTRICT, _CODE, _KIND, _NAME = (
    "จังหวัด",
    "อำเภอ",
    "รหัส อปท.",
    "ประเภท อปท.",
    "อปท.",
)
_near = cache(close_to)  # a list repeats the same misspelling on many lines
_LONGEST_NAME = 200
"""Longest name of a body: with the words before it, it is the post of its head too."""
_CODE_FORM = re.compile(r"[2-6][0-9]{6}")


@dataclass(frozen=True, slots=True)
class LocalKind:
    """A kind of local body.

    Attributes:
        slug: Kind of its office.
        prefix: What its name begins with; the list leaves it out.
        head: Post of its head; the body's own name follows.
        through_district: The province writes to it through its district, not directly.
    """

    slug: str
    prefix: str
    head: str
    through_district: bool


KINDS: Mapping[str, LocalKind] = MappingProxyType(
    {
        "อบจ.": LocalKind("pao", "องค์การบริหารส่วนจังหวัด", "นายกองค์การบริหารส่วนจังหวัด", False),
        "เทศบาลนคร": LocalKind("city-municipality", "เทศบาลนคร", "นายกเทศมนตรีนคร", False),
        "เทศบาลเมือง": LocalKind("town-municipality", "เทศบาลเมือง", "นายกเทศมนตรีเมือง", False),
        "เทศบาลตำบล": LocalKind("subdistrict-municipality", "เทศบาลตำบล", "นายกเทศมนตรีตำบล", True),
        "อบต.": LocalKind("sao", "องค์การบริหารส่วนตำบล", "นายกองค์การบริหารส่วนตำบล", True),
        "ท้องถิ่นรูปแบบพิเศษ": LocalKind("special", "", "นายก", False),
    }
)
"""The list's word for a kind -> the kind."""


@dataclass(frozen=True, slots=True)
class LocalAuthority:
    """A local body: code of the list, kind, name without the kind, and where it stands.

    ``where`` is the file and line that it was read from.
    """

    code: str
    kind: LocalKind
    name: str
    province: Province
    district: District
    where: str


def read_local_authorities(path: Path) -> tuple[LocalAuthority, ...]:
    """The local bodies of the department's CSV file, each once, sorted by code.

    The file may have more columns, and several rows for one body (one for each subdistrict of
    it). A code is a digit for the kind at its founding (2 to 6), the district's four digits and a
    sequence of two. A provincial administrative organization serves the whole province, so that
    its code need not be the named district's (Lampang's is not).

    Raises:
        InputFaults: All rows that are wrong, by line.
    """
    columns = (_PROVINCE, _DISTRICT, _CODE, _KIND, _NAME)
    table = read_table(path, columns, old=(WINDOWS_874,))
    faults = list(table.faults)
    areas = {each.name: each for each in provinces()}
    districts = {(each.name, area.name): area for each in provinces() for area in each.districts}
    found: dict[str, LocalAuthority] = {}
    for row in table.rows:
        where = f"{table.name} line {row.line}"
        wrong = list(_row_faults(row, where, areas, districts))
        faults += wrong
        if not wrong:
            body = _body(row, where, areas, districts)
            faults += _contradictions(found.setdefault(body.code, body), body)
    if not table.rows and not faults:
        faults.append(Fault(table.name, "has no local body", "give the department's list"))
    if faults:
        raise InputFaults(shown_path(path), faults)
    return tuple(found[code] for code in sorted(found))


def _row_faults(
    row: CsvRow,
    where: str,
    areas: Mapping[str, Province],
    districts: Mapping[tuple[str, str], District],
) -> Iterator[Fault]:
    province, district, code, kind, name = _cells(row)
    area = areas.get(province)
    if area is None:
        what = f"{_PROVINCE} {shown(province)} is no province under the department"
        yield Fault(where, what, _near(province, tuple(areas)))
    elif (province, district) not in districts:
        what = f"{_DISTRICT} {shown(district)} is no district of {province}"
        yield Fault(where, what, _near(district, tuple(each.name for each in area.districts)))
    if kind not in KINDS:
        yield Fault(where, f"{_KIND} {shown(kind)} is not known", f"use {' or '.join(KINDS)}")
    if not _CODE_FORM.fullmatch(code):
        yield Fault(where, f"{_CODE} {shown(code)} is no code", "write seven digits, the first 2-6")
    elif area and (misplaced := _misplaced(code, kind, area, districts.get((province, district)))):
        yield Fault(where, f"{_CODE} {code} {misplaced}", "correct the code or the place")
    if not name:
        yield Fault(where, f"{_NAME} is empty", "write the name of the local body")
    yield from _unfit_name(name, where)


def _unfit_name(name: str, where: str) -> Iterator[Fault]:
    """What is wrong with a name that no office can have."""
    if len(name) > _LONGEST_NAME:
        what = f"{_NAME} {shown(name)} is longer than {_LONGEST_NAME} characters"
        yield Fault(where, what, "shorten it")
    try:
        one_line(plain(name))
    except ValueError as error:
        what, _, remedy = str(error).partition("; ")
        yield Fault(where, f"{_NAME} {what}", remedy)


def _misplaced(code: str, kind: str, area: Province, district: District | None) -> str:
    if code[1:3] != area.code:
        return f"is not of {area.name}, whose codes have {area.code} after the first digit"
    through = kind in KINDS and KINDS[kind].slug != "pao"
    if through and district is not None and code[1:5] != district.code:
        return f"is not of {district.name}, whose codes have {district.code} after the first digit"
    return ""


def _cells(row: CsvRow) -> tuple[str, str, str, str, str]:
    cells = row.cells
    return cells[_PROVINCE], cells[_DISTRICT], cells[_CODE], cells[_KIND], cells[_NAME]


def _body(
    row: CsvRow,
    where: str,
    areas: Mapping[str, Province],
    districts: Mapping[tuple[str, str], District],
) -> LocalAuthority:
    province, district, code, kind, name = _cells(row)
    return LocalAuthority(
        code, KINDS[kind], plain(name), areas[province], districts[province, district], where
    )


def _contradictions(first: LocalAuthority, again: LocalAuthority) -> Iterator[Fault]:
    if (first.kind, first.name, first.district) != (again.kind, again.name, again.district):
        what = f"{_CODE} {again.code} is another body's on {first.where}"
        yield Fault(again.where, what, "give each body one code, name, kind and district")
