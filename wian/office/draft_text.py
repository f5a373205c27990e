"""The edited text of an office's letters: edited once, carried to each letter that goes out.

Letters that go out together ask only those whom they are to, so that their paragraphs can differ.
What all of them say is edited for all; what one of them asks stays as it was composed in the
others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class _Counterpart:
    """What another letter has for a paragraph of the first one.

    Attributes:
        own: The paragraphs that stand in its place.
        shared: It is the same one, or the close, which differs by its salutation only.
        behind: Paragraphs that only the other letter has, right behind it.
    """

    own: tuple[str, ...]
    shared: bool
    behind: tuple[str, ...] = ()

    @property
    def kept(self) -> tuple[str, ...]:
        """What stands there where nobody edited it."""
        return (*self.own, *self.behind)


def carried(first: Sequence[str], own: Sequence[str], edited: Sequence[str]) -> tuple[str, ...]:
    """A letter's paragraphs, where those of the first letter that goes out with it were edited.

    Args:
        first: The first letter's paragraphs as composed.
        own: Its own as composed.
        edited: The first letter's as edited.
    """
    if not (first and own) or first == own:
        return tuple(edited)
    ahead, counterparts = _counterparts(first, own)
    text = [*ahead]
    for kind, start, end, begun, over in _steps(first, edited):
        if kind == "equal":
            text += (each for counter in counterparts[start:end] for each in counter.kept)
        else:
            text += _edited(counterparts[start:end], edited[begun:over])
    return tuple(text)


def _counterparts(
    first: Sequence[str], own: Sequence[str]
) -> tuple[Sequence[str], list[_Counterpart]]:
    """What the other letter has before the first paragraph, and for each of them."""
    ahead: Sequence[str] = ()
    found: list[_Counterpart] = []
    for kind, start, end, begun, over in _steps(first[:-1], own[:-1]):
        theirs = own[begun:over]
        if kind == "insert" and not found:
            ahead = theirs
        elif kind == "insert":
            last = found.pop()
            found.append(_Counterpart(last.own, last.shared, tuple(theirs)))
        else:
            found += _in_place(end - start, theirs, shared=kind == "equal")
    return ahead, [*found, _Counterpart((own[-1],), shared=True)]


def _in_place(places: int, theirs: Sequence[str], *, shared: bool) -> Iterator[_Counterpart]:
    """A counterpart for each of some paragraphs: one each, or all of them for the first."""
    if len(theirs) == places:
        yield from (_Counterpart((each,), shared) for each in theirs)
        return
    yield _Counterpart(tuple(theirs), shared=False)
    yield from (_Counterpart((), shared=False) for _ in range(places - 1))


def _edited(counterparts: Sequence[_Counterpart], texts: Sequence[str]) -> Iterator[str]:
    """What stands for edited paragraphs: the edited text for what all say, and their own asks."""
    if len(counterparts) == len(texts):
        for counter, text in zip(counterparts, texts, strict=True):
            yield from (text, *counter.behind) if counter.shared else counter.kept
        return
    if not counterparts or any(counter.shared for counter in counterparts):
        yield from texts
    for counter in counterparts:
        yield from counter.behind if counter.shared else counter.kept


def _steps(one: Sequence[str], other: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
