"""The hierarchy under the Department of Local Administration, from the top to local bodies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hierarchy.columns.office_json import trusted_office
from hierarchy.graph import Hierarchy
from hierarchy.office import Channel, Line, Office, Signatory
from wian.jurisdictions.thailand.numerals import to_thai_digits
from wian.jurisdictions.thailand.offices import areas, local_authorities
from wian.jurisdictions.thailand.offices.areas import District, Province, Subdistrict
from wian.jurisdictions.thailand.offices.central_offices import (
    CENTRAL_LINES,
    CENTRAL_OFFICES,
    DLA,
    REGISTRY,
)
from wian.jurisdictions.thailand.offices.letter_codes import PROVINCE_LETTERS
from wian.jurisdictions.thailand.offices.local_authorities import (
    LocalAuthority,
    read_local_authorities,
)
from wian.kit.counted import counted

NAME = "the hierarchy of the Department of Local Administration"
_STREETS = {"พิษณุโลก": "ถนนวังจันทร์"}
_PHONES = {"พิษณุโลก": "๐ ๕๕๒๓ ๒๔๙๐"}
_PLACEHOLDER = "Stands for whatever local body serves the subdistrict: no list was given."


def build_offices(local_authorities_file: Path | None) -> Hierarchy:
    """Prime Minister's Office, ministry, department, 76 provinces, 878 districts, local bodies.

    Bangkok is left out: it is not under the department. The codes of districts are assumed
    (the province's letters, the district's sequence by its code, ๒๓), since no list of them is
    published; those of provinces follow the observed พล ๐๐๒๓.๓.

    Args:
        local_authorities_file: The department's list of local bodies (open data dlads_05_01).
            Without it one placeholder per subdistrict stands for the bodies, saying so in its name.

    Raises:
        InputFaults: The list is faulty.
    """
    bodies = read_local_authorities(local_authorities_file) if local_authorities_file else None
    offices, lines = [*CENTRAL_OFFICES], [*CENTRAL_LINES]
    for province in areas.provinces():
        offices.append(_province_office(province))
        lines.append(Line(DLA, province.id, channel=Channel.ELECTRONIC))
        for district in province.districts:
            offices.append(_district_office(province, district))
            lines.append(Line(province.id, district.id, channel=Channel.ELECTRONIC))
    held = list(_placeholders() if bodies is None else map(_local, bodies))
    offices += [office for office, _ in held]
    lines += [line for _, line in held]
    remarks = _remarks(len(held), listed=bodies is not None)
    return Hierarchy.build(offices, lines, subject=NAME, remarks=remarks)


def _province_office(province: Province) -> Office:
    letters = PROVINCE_LETTERS[province.name]
    place = f"{letters} {to_thai_digits(province.postal_code)}"
    street = _STREETS.get(province.name)
    governor = f"ผู้ว่าราชการจังหวัด{province.name}"
    return Office(
        id=province.id,
        name=f"จังหวัด{province.name}",
        name_en=province.name_en,
        level="province",
        kind="province",
        letter_code=f"{letters} ๐๐๒๓.๓",
        address=(f"ศาลากลางจังหวัด{province.name}", f"{street} {place}" if street else place),
        signatory=Signatory(post="รองผู้ว่าราชการจังหวัด", acting_for=governor),
        addressee=governor,
        addressee_class="ผู้ว่าราชการจังหวัด",
        drafted_by=("สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด", "กลุ่มงานส่งเสริมและพัฒนาท้องถิ่น"),
        phone=_PHONES.get(province.name),
        desks=("สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด",),
    )


def _district_office(province: Province, district: District) -> Office:
    letters = PROVINCE_LETTERS[province.name]
    return Office(
        id=district.id,
        name=f"อำเภอ{district.name}",
        name_en=district.name_en,
        level="district",
        kind="district",
        letter_code=f"{letters} {to_thai_digits(district.code[2:])}๒๓",
        address=(
            f"ที่ว่าการอำเภอ{district.name}",
            f"{letters} {to_thai_digits(district.postal_code)}",
        ),
        signatory=Signatory(post=f"นายอำเภอ{district.name}"),
        addressee=f"นายอำเภอ{district.name}",
        addressee_class="นายอำเภอ",
        drafted_by=("สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอ",),
        desks=REGISTRY,
    )


def _local(body: LocalAuthority) -> tuple[Office, Line]:
    head = f"{body.kind.head}{body.name}"
    office = trusted_office(
        {
            "id": f"la-{body.code}",
            "name": f"{body.kind.prefix}{body.name}",
            "level": "local",
            "kind": body.kind.slug,
            "address": (f"อำเภอ{body.district.name} จังหวัด{body.province.name}",),
            "signatory": {"post": head},
            "addressee": head,
            "addressee_class": body.kind.head,
            "desks": REGISTRY,
        }
    )
    above = body.district.id if body.kind.through_district else body.province.id
    return office, Line(above, office.id)


def _placeholders() -> Iterator[tuple[Office, Line]]:
    for province in areas.provinces():
        for district in province.districts:
            for area in areas.subdistricts(district):
                yield _placeholder(province, district, area), Line(district.id, area.id)


def _placeholder(province: Province, district: District, area: Subdistrict) -> Office:
    return trusted_office(
        {
            "id": area.id,
            "name": f"องค์กรปกครองส่วนท้องถิ่นในตำบล{area.name} (แทนชื่อจริง)",
            "name_en": f"Local body in {area.name_en} (placeholder)",
            "level": "local",
            "kind": "subdistrict-placeholder",
            "address": (f"อำเภอ{district.name} จังหวัด{province.name}",),
            "addressee": f"หัวหน้าองค์กรปกครองส่วนท้องถิ่นในตำบล{area.name}",
            "addressee_class": "หัวหน้าองค์กรปกครองส่วนท้องถิ่น",
            "desks": REGISTRY,
            "note": _PLACEHOLDER,
        }
    )


def _remarks(held: int, *, listed: bool) -> list[str]:
    assumed = "Letter codes of districts are assumed; Bangkok is not under the department."
    if listed:
        return [
            f"{counted(held, 'local body', 'local bodies')} as listed.",
            assumed,
            areas.CREDIT,
            local_authorities.CREDIT,
        ]
    placeholders = (
        f"{held:,} placeholders, one per subdistrict, stand for the local bodies; give the "
        "department's list of local authorities to have the real ones."
    )
    return [placeholders, assumed, areas.CREDIT]
