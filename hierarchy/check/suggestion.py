"""Which office was probably meant by an unknown id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from hierarchy.office import Office
from wian.kit.likeness import close_to

_FEW = 3
_SHORTEST = 2
"""Least characters of the last part of a name: one alone ends hundreds of them."""


def meant(
    word: str, offices: Iterable[Office], top: str = "OFFICE", ids: Iterable[str] = ()
) -> str:
    """A remedy: the offices of that name, else those with an id spelt alike, else how to find ids.

    A name may be the official or the English one, whole or its last part: where words are
    written without spaces, that may be the last part of a word.

    Args:
        word: What was given for an id.
        offices: Those that there are, or of very many those that may bear the name.
        top: An office whose children the reader may list, to go down from there.
        ids: Further ids that there are.
    """
    known = tuple(offices)
    if named := sorted(_named(_plain(word), known)):
        return f"did you mean {' or '.join(each for _, each in named[:_FEW])}?"
    near = close_to(word, chain(ids, (office.id for office in known)))
    if near.endswith("?"):
        return near
    return (
        f"to list the ids under {top}, run: wian offices --under {top} "
        "(add --file FILE where the offices are in a file)"
    )


def _named(word: str, offices: Iterable[Office]) -> Iterator[tuple[int, str]]:
    """The offices that a name means, each with how much more its own name has."""
    for office in offices:
        names = map(_plain, filter(None, (office.name, office.name_en)))
        if more := [len(name) for name in names if _ends(name, word)]:
            yield min(more), f"{office.id} ({office.name})"


def _ends(name: str, word: str) -> bool:
    """Whether a name is the word, or ends with it: in Latin letters with the whole of it."""
    if name == word:
        return True
    return len(word) >= _SHORTEST and name.endswith(f" {word}" if word.isascii() else word)


def _plain(name: str) -> str:
    return " ".join(name[:300].split()).casefold()
