"""The list of jurisdictions that wian knows, and assembles each."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from hierarchy.graph import Hierarchy
from wian.jurisdictions.jurisdiction import Era, Jurisdiction
from wian.jurisdictions.thailand.dates import ERA_OFFSET
from wian.jurisdictions.thailand.government_calendar import government_calendar
from wian.jurisdictions.thailand.wording import ThaiWording
from wian.jurisdictions.thailand.written_moments import read_moment
from wian.kit.errors import WianError

_HERE = Path(__file__).parent


class UnknownJurisdiction(WianError):
    """A jurisdiction that wian does not know.

    Args:
        id: What was asked for.
    """

    def __init__(self, id: str) -> None:  # noqa: A002 - the word of the command line
        self.id = id
        known = ", ".join(JURISDICTIONS)
        super().__init__(f"There is no jurisdiction '{id[:60]}'. Use one of: {known}.")


def jurisdiction(id: str) -> Jurisdiction:  # noqa: A002 - the word of the command line
    """The jurisdiction of an id.

    Raises:
        UnknownJurisdiction: No jurisdiction has this id; it names those that exist.
    """
    assemble = _ASSEMBLIES.get(id)
    if assemble is None:
        raise UnknownJurisdiction(id)
    return assemble()


def written_in(text: str) -> Jurisdiction | None:
    """The jurisdiction whose letters stand in a text, as far as letters tell it from English."""
    for each in map(jurisdiction, JURISDICTIONS):
        if each.script is not None and each.script.search(text):
            return each
    return None


def eras() -> tuple[Era, ...]:
    """The eras in which jurisdictions count years, beside the Gregorian one."""
    found = (jurisdiction(each).era for each in JURISDICTIONS)
    return tuple(era for era in found if era is not None)


def _thailand() -> Jurisdiction:
    return Jurisdiction(
        id="thailand",
        name="Thailand",
        calendar=government_calendar(),
        wording=ThaiWording(),
        profile=_HERE / "thailand" / "delays.yaml",
        targets=_HERE / "thailand" / "targets.yaml",
        read_moment=read_moment,
        build=_build_thai_offices,
        level_names={
            "prime-minister": ("prime minister's office", "prime minister's offices"),
            "ministry": ("ministry", "ministries"),
            "department": ("department", "departments"),
            "province": ("province", "provinces"),
            "district": ("district", "districts"),
            "local": ("local body", "local bodies"),
        },
        credits=(
            "Provinces, districts and subdistricts: geothai, CC BY 4.0",
            "Holidays: holidays (vacanza), MIT, corrected from cabinet resolutions",
        ),
        language="th",
        words=_HERE / "thailand" / "words",
        script=re.compile("[\u0e01-\u0e4e]"),
        era=Era("Buddhist era", ERA_OFFSET),
    )


def _build_thai_offices(local_authorities: Path | None) -> Hierarchy:
    """Build the offices; the place names are loaded only when someone wants them."""
    from wian.jurisdictions.thailand.offices import build_offices  # noqa: PLC0415 - see above

    return build_offices(local_authorities)


_ASSEMBLIES: dict[str, Callable[[], Jurisdiction]] = {"thailand": _thailand}
JURISDICTIONS = tuple(_ASSEMBLIES)
DEFAULT_JURISDICTION = "thailand"
"""Whose offices, calendar and words hold where nothing names a jurisdiction."""
