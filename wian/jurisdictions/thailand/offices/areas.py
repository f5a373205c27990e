"""The provinces and districts outside Bangkok, and the ids of their offices."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import geothai

CREDIT = "Provinces, districts and subdistricts: geothai, CC-BY-4.0."
_BANGKOK = "10"
_LONGEST_ID = 64


@dataclass(frozen=True, slots=True)
class Subdistrict:
    """A subdistrict (tambon): the id of what stands for its local body, and its names."""

    id: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class District:
    """A district (amphoe): the id of its office, four-digit code, names, main postal code."""

    id: str
    code: str
    name: str
    name_en: str
    postal_code: str


@dataclass(frozen=True, slots=True)
class Province:
    """A province: the id of its office, two-digit code, names, districts sorted by code.

    ``postal_code`` is the main one of its capital district, where the provincial hall stands.
    """

    id: str
    code: str
    name: str
    name_en: str
    postal_code: str
    districts: tuple[District, ...]


@cache
def provinces() -> tuple[Province, ...]:
    """The 76 provinces outside Bangkok, sorted by code."""
    return tuple(_province(each) for each in geothai.provinces() if each.code != _BANGKOK)


def subdistricts(district: District) -> tuple[Subdistrict, ...]:
    """The subdistricts of a district, sorted by code."""
    found = geothai.subdistricts(district.code)
    ids = _ids(district.id, [(each.code, each.name_en) for each in found])
    return tuple(
        Subdistrict(office, each.name_th, each.name_en)
        for office, each in zip(ids, found, strict=True)
    )


def _province(area: geothai.types.Province) -> Province:
    found = geothai.districts(area.code)
    ids = _ids(_slug(area.name_en), [(each.code, each.name_en) for each in found])
    districts = tuple(
        District(office, each.code, each.name_th, each.name_en, _postal_code(each.code))
        for office, each in zip(ids, found, strict=True)
    )
    office = _slug(area.name_en)
    postal_code = districts[0].postal_code  # the capital district always has sequence 01
    return Province(office, area.code, area.name_th, area.name_en, postal_code, districts)


def _ids(above: str, areas: Sequence[tuple[str, str]]) -> list[str]:
    """Ids under ``above`` by English name; by name and code where two areas share a name."""
    slugs = [_slug(name) for _, name in areas]
    shared = {slug for slug, count in Counter(slugs).items() if count > 1}
    return [
        _id(above, f"{slug}-{code}" if slug in shared else slug, code)
        for slug, (code, _) in zip(slugs, areas, strict=True)
    ]


def _id(above: str, slug: str, code: str) -> str:
    office = f"{above}.{slug}"
    return office if len(office) <= _LONGEST_ID else f"{above}.{code}"


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _postal_code(district: str) -> str:
    codes: Iterable[str] = (
        code for each in geothai.subdistricts(district) for code in each.postal_codes
    )
    return Counter(codes).most_common(1)[0][0]
