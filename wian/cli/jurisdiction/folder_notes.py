"""What in a jurisdiction's words may its author not have meant? Labels, groups and levels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any

from hierarchy.graph import Hierarchy
from wian.jurisdictions.plain.country import LEVELS
from wian.jurisdictions.plain.files.folder import HEAD, WORDS
from wian.jurisdictions.plain.words import usual_words
from wian.kit.likeness import close_to

_READ_BACK = ("number", "date", "from", "to", "subject", "enclosures", "copies")
"""Labels of a letter's fields, by which it is read back."""
_TITLES = ("letter", "memo", "stamped")
_BOX = ("receipt", "received_on", "received_at")


def equal_labels(words: Mapping[str, Any]) -> Iterator[str]:
    """Labels that are the same word, so that a letter on paper cannot be read back by them.

    Args:
        words: The words of letters.
    """
    labels = words["labels"]
    for among in (_READ_BACK, _TITLES, _BOX):
        for one, other in combinations(among, 2):
            if labels[one] and labels[one].casefold() == labels[other].casefold():
                yield (
                    f"labels.{one} and labels.{other} in {WORDS} are both '{labels[one]}', so that "
                    "letters on paper cannot be read back by them; use different words."
                )


def unknown_groups(
    groups: Iterable[str], levels: Iterable[str], offices: Hierarchy
) -> Iterator[str]:
    """Words for levels and kinds that no office has, and that ``plain`` does not have either.

    Args:
        groups: Keys of ``groups`` in ``words.yaml``.
        levels: Keys of ``levels`` in ``jurisdiction.yaml``.
        offices: The folder's own offices.
    """
    known = {slug for each in offices.offices for slug in (each.level, each.kind) if slug}
    usual = {*usual_words()["groups"], *LEVELS}
    for place, keys in ((f"groups in {WORDS}", groups), (f"levels in {HEAD}", levels)):
        for key in keys:
            if key not in known and key not in usual:
                yield (
                    f"{key} under {place} is no level or kind of the folder's offices; "
                    f"{_remedy(key, known)}"
                )


def _remedy(key: str, known: Iterable[str]) -> str:
    meant = close_to(key, known)
    return meant if meant.endswith("?") else f"they have {', '.join(sorted(known)[:8])}."
