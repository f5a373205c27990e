"""A jurisdiction out of data: ``plain``, and what settings or a folder make of it."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from wian.jurisdictions.calendar import WorkingCalendar
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.jurisdictions.office_numbers import NumberRule
from wian.jurisdictions.plain.day_texts import DayTexts
from wian.jurisdictions.plain.definition import Definition
from wian.jurisdictions.plain.paper import LetterPaper
from wian.jurisdictions.plain.rules import CalendarRules, DateForm, Identity
from wian.jurisdictions.plain.wording import LetterWording
from wian.jurisdictions.plain.words import joined_words
from wian.jurisdictions.plain.working_days import working_calendar
from wian.kit.errors import WianError
from wian.kit.yaml_nodes import read_yaml

if TYPE_CHECKING:
    from hierarchy.graph import Hierarchy

HERE = Path(__file__).parent
LEVELS = MappingProxyType(
    {
        "ministry": ("ministry", "ministries"),
        "agency": ("agency", "agencies"),
        "city": ("city", "cities"),
        "municipality": ("municipality", "municipalities"),
        "branch": ("branch", "branches"),
        "headquarters": ("headquarters", "headquarters"),
        **{
            each: (each, f"{each}s")
            for each in (
                *("department", "region", "province", "district", "division", "unit", "town"),
                *("village", "team", "section", "directorate"),
            )
        },
        "local": ("local body", "local bodies"),
    }
)
"""What offices of the usual levels are called, one and several."""


class NoOwnOffices(WianError):
    """Offices of a jurisdiction that has none built in.

    Args:
        name: Its name.
    """

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The jurisdiction '{name[:60]}' has no built-in offices; name a hierarchy file that "
            "says whose offices they are: 'jurisdiction: plain'."
        )


def plain() -> Jurisdiction:
    """The jurisdiction of whoever sets nothing: UTC, nine to five, no holidays."""
    return made(Definition(Identity(id="plain", name="Plain"), CalendarRules(), {}), HERE, "plain")


def made(defined: Definition, folder: Path, id: str | None = None) -> Jurisdiction:  # noqa: A002 - the word of the command line
    """The jurisdiction of a definition.

    Args:
        defined: The definition.
        folder: Where its templates, delays and targets lie, whole.
        id: Its id, where it is not that of the definition.
    """
    who = defined.identity
    own = read_yaml(folder / "words.yaml")[0] if "words.yaml" in defined.files else {}
    words = joined_words(own, who.language, who.levels)
    wording = LetterWording(folder / "templates", words, who)
    dates = DayTexts(words["months"], month_first=who.dates is DateForm.MONTH_FIRST)
    return Jurisdiction(
        id=id or defined.id,
        name=who.name,
        calendar=_calendar(defined),
        wording=wording,
        numbers=NumberRule(classified=True),
        profile=folder / "delays.yaml",
        targets=folder / "targets.yaml",
        build=_no_offices(who.name if id is None else id),
        level_names={**who.levels, **{k: v for k, v in LEVELS.items() if k not in who.levels}},
        credits=who.credits + (_HOLIDAYS if defined.calendar.holidays else ()),
        language=who.language,
        words=_screens(defined, folder),
        paper=LetterPaper(wording, dates),
        dates=dates,
        zones=None,
    )


_HOLIDAYS = ("Holidays: holidays (vacanza), MIT",)


def _calendar(defined: Definition) -> WorkingCalendar:
    return working_calendar(defined.calendar, defined.closed)


def _screens(defined: Definition, folder: Path) -> Path | None:
    own = any(path.startswith("screens/") for path in defined.files)
    return folder / "screens" if own else None


def _no_offices(name: str) -> Any:
    def refused(_: Path | None) -> Hierarchy:
        raise NoOwnOffices(name)

    return refused
