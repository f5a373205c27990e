"""What in a folder is its author to look at again? Labels, groups, levels, holidays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

from hierarchy.graph import Hierarchy
from wian.jurisdictions.calendar import WorkingCalendar
from wian.jurisdictions.countries import jurisdiction_ids
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.jurisdictions.plain.country import LEVELS
from wian.jurisdictions.plain.files.folder import HEAD, WORDS, read_folder
from wian.jurisdictions.plain.words import usual_words
from wian.kit.likeness import close_to
from wian.kit.yaml_nodes import read_yaml

_READ_BACK = ("number", "date", "from", "to", "subject", "enclosures", "copies")
"""Labels of a letter's fields, by which it is read back."""
_TITLES = ("letter", "memo", "stamped")
_BOX = ("receipt", "received_on", "received_at")


def notes_on(folder: Path, country: Jurisdiction, offices: Hierarchy | None) -> Iterator[str]:
    """What is odd in a folder's names: its id, its labels, its groups and levels.

    Args:
        folder: A folder that ``read_folder`` finds nothing wrong with.
        country: What it defines.
        offices: Its own offices; ``None`` where it has none.
    """
    defined = read_folder(folder)
    if defined.identity.id in jurisdiction_ids():
        yield (
            f"id: {defined.identity.id} in {HEAD} is also that of a jurisdiction that comes with "
            "wian; --jurisdiction with that word means the other one."
        )
    yield from _equal_labels(country.wording.words)
    if offices is not None:
        own = read_yaml(folder / WORDS)[0] if WORDS in defined.files else {}
        yield from _unknown_groups(own.get("groups", {}), defined.identity.levels, offices)


def _equal_labels(words: Mapping[str, Any]) -> Iterator[str]:
    """Labels that are the same word, so that a letter on paper cannot be read back by them."""
    labels = words["labels"]
    for among in (_READ_BACK, _TITLES, _BOX):
        for one, other in combinations(among, 2):
            if labels[one] and labels[one].casefold() == labels[other].casefold():
                yield (
                    f"labels.{one} and labels.{other} in {WORDS} are both '{labels[one]}', so that "
                    "letters on paper cannot be read back by them; use different words."
                )


def _unknown_groups(
    groups: Iterable[str], levels: Iterable[str], offices: Hierarchy
) -> Iterator[str]:
    """Words for levels and kinds that no office has, and that ``plain`` does not have either."""
    known = {slug for each in offices.offices for slug in (each.level, each.kind) if slug}
    usual = {*usual_words()["groups"], *LEVELS}
    for place, keys in ((f"groups in {WORDS}", groups), (f"levels in {HEAD}", levels)):
        for key in keys:
            if key not in known and key not in usual:
                yield (
                    f"{key} under {place} is no level or kind of the folder's offices; "
                    f"{_remedy(key, known)}"
                )


def coming_holidays(calendar: WorkingCalendar, now: Instant) -> list[dict[str, str]]:
    """The holidays of this year and the next, each with ``date`` (ISO 8601) and ``name``.

    Args:
        calendar: The folder's.
        now: This moment.
    """
    year = now.date(calendar.zone).year
    return [
        {"date": day.isoformat(), "name": name}
        for day, name in sorted(calendar.holidays.items())
        if year <= day.year <= year + 1
    ]


def _remedy(key: str, known: Iterable[str]) -> str:
    meant = close_to(key, known)
    return meant if meant.endswith("?") else f"they have {', '.join(sorted(known)[:8])}."
