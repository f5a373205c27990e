"""Thailand as wian knows it: calendar, wording, delays, offices, and the reading of its paper."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from hierarchy.office import Series
from wian.jurisdictions.jurisdiction import Era, Jurisdiction
from wian.jurisdictions.thailand.column_words import THAI_HEADINGS
from wian.jurisdictions.thailand.dates import ERA_OFFSET
from wian.jurisdictions.thailand.government_calendar import government_calendar
from wian.jurisdictions.thailand.letter_numbers import NUMBER_RULE
from wian.jurisdictions.thailand.old_encoding import WINDOWS_874
from wian.jurisdictions.thailand.sara_am import rastered
from wian.jurisdictions.thailand.wording import ThaiWording
from wian.jurisdictions.thailand.written_moments import ThaiDates

if TYPE_CHECKING:
    from hierarchy.graph import Hierarchy
    from wian.jurisdictions.paper_reader import PaperReader

_HERE = Path(__file__).parent


class _PaperOnDemand:
    """Reads Thai letters: its patterns take a fifth of a second to load, so when one is read."""

    def __getattr__(self, name: str) -> Any:
        from wian.jurisdictions.thailand.reading.paper import ThaiPaper  # noqa: PLC0415 - see above

        found = self.__dict__[name] = getattr(ThaiPaper(), name)  # asked for once
        return found


def thailand() -> Jurisdiction:
    """Thailand."""
    return Jurisdiction(
        id="thailand",
        name="Thailand",
        calendar=government_calendar(),
        wording=ThaiWording(),
        profile=_HERE / "delays.yaml",
        targets=_HERE / "targets.yaml",
        build=_build_offices,
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
        words=_HERE / "words",
        script=re.compile("[\u0e01-\u0e4e]"),
        paper=cast("PaperReader", _PaperOnDemand()),
        dates=ThaiDates(),
        headings=THAI_HEADINGS,
        encodings=(WINDOWS_874,),
        era=Era("Buddhist era", ERA_OFFSET),
        circulars=Series.APART,  # clause 32, see letter_numbers
        numbers=NUMBER_RULE,
        rastered=rastered,
        tiles=_HERE / "tiles.yaml",
    )


def _build_offices(local_authorities: Path | None) -> Hierarchy:
    """Build the offices; the place names are loaded only when someone wants them."""
    from wian.jurisdictions.thailand.offices.dla_hierarchy import build_offices  # noqa: PLC0415 - see above

    return build_offices(local_authorities) if local_authorities else _built_in()


@cache  # thousands that are always the same
def _built_in() -> Hierarchy:
    from wian.jurisdictions.thailand.offices.dla_hierarchy import build_offices  # noqa: PLC0415 - see above

    return build_offices(None)
