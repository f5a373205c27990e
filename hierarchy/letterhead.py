"""Which emblem stands at the head of an office's letters?"""

from __future__ import annotations

from hierarchy.graph import Hierarchy
from hierarchy.office import OF_PARENT, Letterhead, LineKind, Office


def emblem_of(hierarchy: Hierarchy, office: Office) -> str | None:
    """The digest of the picture that an office's letters bear; ``None``: they bear none.

    An office that has the emblem of the one above it has that of its parent by the command line,
    of several the one with the smallest id; and so on upwards.

    Args:
        hierarchy: Whose office.
        office: The office.
    """
    if office.letterhead is Letterhead.PLAIN:
        return None
    while office.emblem == OF_PARENT and (above := _parent(hierarchy, office.id)) is not None:
        office = hierarchy.office(above)
    return None if office.emblem == OF_PARENT else office.emblem


def _parent(hierarchy: Hierarchy, office: str) -> str | None:
    """The office above one: by the command line before others, then the smallest id."""
    above = hierarchy.lines.parents_of(hierarchy.position(office))
    ids = (hierarchy.offices.ids[each] for each in above)
    lines = (hierarchy.line(each, office) for each in ids)
    ordered = sorted(lines, key=lambda line: (line.kind is not LineKind.COMMAND, line.parent))
    return ordered[0].parent if ordered else None
