"""The hierarchy from the Ministry of Home Affairs down to every village of Indonesia."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hierarchy.columns.office_json import trusted_office
from hierarchy.graph import Hierarchy
from hierarchy.office import Channel, Line, LineKind, Office, Signatory
from wian.jurisdictions.indonesia.offices.areas import CREDIT, Area, areas
from wian.jurisdictions.indonesia.offices.english_names import english_name
from wian.jurisdictions.indonesia.offices.heads import called, head_of_region
from wian.jurisdictions.indonesia.offices.zones import IANA, WIB, WIT, WITA, zone_of
from wian.kit.counted import number

NAME = "the hierarchy of the Ministry of Home Affairs of Indonesia"
MINISTRY, VILLAGES = "kemendagri", "ditjen-pemdes"
REGISTRY = ("Unit Kearsipan",)
"""The one desk of an office whose inner way of a letter is not known."""
_SUBJECT = "140"
"""Classification of letters on villages: *pemerintahan desa*."""
_UNIT = "Dinas Pemberdayaan Masyarakat dan Desa"

CENTRAL_OFFICES = (
    Office(
        id=MINISTRY,
        name="Kementerian Dalam Negeri",
        name_en="Ministry of Home Affairs",
        level="ministry",
        kind="ministry",
        letter_code=f"{_SUBJECT}/SJ",
        address=("Jalan Medan Merdeka Utara Nomor 7, Jakarta 10110",),
        signatory=Signatory(post="Sekretaris Jenderal", acting_for="Menteri Dalam Negeri"),
        addressee="Menteri Dalam Negeri",
        addressee_class="Menteri",
        desks=REGISTRY,
    ),
    Office(
        id=VILLAGES,
        name="Direktorat Jenderal Bina Pemerintahan Desa",
        name_en="Directorate General of Village Governance",
        level="directorate-general",
        kind="directorate-general",
        letter_code=f"{_SUBJECT}/BPD",
        address=("Kementerian Dalam Negeri", "Jakarta"),
        signatory=Signatory(post="Direktur Jenderal Bina Pemerintahan Desa"),
        addressee="Direktur Jenderal Bina Pemerintahan Desa",
        addressee_class="Direktur Jenderal",
        desks=REGISTRY,
    ),
)


def build_offices(local_authorities: Path | None = None) -> Hierarchy:
    """Ministry, directorate general, 38 provinces, 514 regencies and cities, districts, villages.

    A governor supervises regents and mayors as the government's deputy, and a district supervises
    its *desa*, which govern themselves: these lines are of supervision. Letter codes, units that
    draft, and the registry as the only desk are assumed.

    Args:
        local_authorities: Not used: the areas come with the program.
    """
    del local_authorities
    held = list(_found())
    offices = [*CENTRAL_OFFICES, *(office for office, _ in held)]
    lines = [
        Line(MINISTRY, VILLAGES, channel=Channel.HAND),
        *(line for _, line in held),
    ]
    return Hierarchy.build(
        offices, lines, subject=NAME, remarks=_remarks(offices), jurisdiction="indonesia"
    )


def _found() -> Iterator[tuple[Office, Line]]:
    for province in areas():
        yield _region(province, None), _line(VILLAGES, province)
        for regency in areas(province):
            yield _region(regency, province), _line(province.code, regency)
            for district in areas(regency):
                yield _district(district, regency, province), _line(regency.code, district)
                for village in areas(district):
                    office = _village(village, district, regency)
                    yield office, _line(district.code, village)


def _line(above: str, area: Area) -> Line:
    commanded = area.kind in {"kecamatan", "distrik", "kelurahan"}
    channel = Channel.HAND if len(area.code) > len("33.28.10") else Channel.ELECTRONIC
    return Line(above, area.code, LineKind.COMMAND if commanded else LineKind.SUPERVISION, channel)


def _region(area: Area, province: Area | None) -> Office:
    """A province, a regency or a city."""
    head, post = head_of_region(area)
    word = "Provinsi " if province is None else ""
    return trusted_office(
        {
            "id": area.code,
            "name": f"Pemerintah {word}{area.name}",
            "name_en": english_name(area),
            "level": "regency" if province else "province",
            "kind": area.kind if province else "province",
            "letter_code": f"{_SUBJECT}/DPMD",
            "address": (f"Provinsi {province.name}",) if province else (),
            "signatory": {"post": "Sekretaris Daerah", "acting_for": head},
            "addressee": head,
            "addressee_class": post,
            "drafted_by": (_UNIT,),
            "desks": REGISTRY,
            **_zone(area),
        }
    )


def _district(area: Area, regency: Area, province: Area) -> Office:
    word = called(area)
    return trusted_office(
        {
            "id": area.code,
            "name": f"{word.before} {area.name}",
            "name_en": english_name(area),
            "level": "district",
            "kind": area.kind,
            "letter_code": f"{_SUBJECT}/{word.before} {area.name}",
            "address": (f"{regency.name}, Provinsi {province.name}",),
            "signatory": {"post": f"{word.head} {area.name}"},
            "addressee": f"{word.head} {area.name}",
            "addressee_class": word.head,
            "desks": REGISTRY,
            **_zone(area),
        }
    )


def _village(area: Area, district: Area, regency: Area) -> Office:
    word = called(area)
    name = area.name.removeprefix(f"{word.own} ")
    head = f"{word.head} {name}"
    fields: dict[str, Any] = {
        "id": area.code,
        "name": f"{word.before} {name}",
        "name_en": english_name(area),
        "level": "village",
        "kind": area.kind,
        "address": (f"{called(district).before} {district.name}, {regency.name}",),
        "signatory": {"post": head},
        "addressee": head,
        "addressee_class": word.head,
        "desks": REGISTRY,
        **_zone(area),
    }
    return trusted_office(fields)


def _zone(area: Area) -> dict[str, str]:
    """The zone of an office that does not keep Jakarta's clock."""
    zone = zone_of(area.code[:2])
    return {} if zone == WIB else {"time_zone": IANA[zone]}


def _remarks(offices: list[Office]) -> list[str]:
    zones = Counter(zone_of(office.id[:2]) for office in offices[len(CENTRAL_OFFICES) :])
    western, shared = zones[WIB] + len(CENTRAL_OFFICES), _sharing(offices)
    return [
        (
            f"The heads of {number(shared)} villages have the same post as another one in the same "
            "district; codes distinguish them."
        ),
        (
            "Letter codes, the units that draft, desks, and the names that villages and their "
            "heads have of old (gampong, nagari, kampung) are assumed."
        ),
        (
            f"Each office has the clock of its province: {number(western)} keep WIB, "
            f"{number(zones[WITA])} WITA, {number(zones[WIT])} WIT."
        ),
        CREDIT,
    ]


def _sharing(offices: list[Office]) -> int:
    """How many villages have a head of the same post as another one's in their district."""
    villages = [office for office in offices if office.level == "village"]
    held = Counter((office.id.rpartition(".")[0], office.addressee) for office in villages)
    return sum(count for count in held.values() if count > 1)
