"""The list of jurisdictions that wian knows, and assembles each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hierarchy.graph import Hierarchy
from wian.jurisdictions.jurisdiction import Jurisdiction
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
    )


def _build_thai_offices(local_authorities: Path | None) -> Hierarchy:
    """Build the offices; the place names are loaded only when someone wants them."""
    from wian.jurisdictions.thailand.offices import build_offices  # noqa: PLC0415 - see above

    return build_offices(local_authorities)


_ASSEMBLIES: dict[str, Callable[[], Jurisdiction]] = {"thailand": _thailand}
JURISDICTIONS = tuple(_ASSEMBLIES)
