"""Typing slips in addressees: names a sign or two away from a post that exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wian.history.findings.finding import finding, name_of, place_of
from wian.history.letters.office_index import OfficeIndex
from wian.jurisdictions.paper import Finding, FindingKind, Reading, ReadLetter
from wian.jurisdictions.paper_reader import PaperReader
from wian.kit.likeness import edits

_MOST_EDITS = 2
_SIGNS_AN_EDIT = 7
"""Fewest signs of a name for each that may be wrong: short names differ by one."""


def addressee_findings(
    letter: ReadLetter, index: OfficeIndex | None, paper: PaperReader
) -> Iterator[Finding]:
    """Addressees that are no known post, but a slip away from one."""
    posts = index.posts if index else {}
    for recipient in letter.recipients:
        name = paper.without_list(recipient)
        if name and (meant := _meant(name, posts, paper)):
            yield _slip(letter, recipient, *meant)


def _meant(name: str, posts: Mapping[str, str], paper: PaperReader) -> tuple[str, int] | None:
    """The post that a name misspells, and by how many signs; ``None`` where it is spelt right.

    Args:
        name: The addressee as read.
        posts: Known posts, by their compact spelling.
        paper: Whose titles posts begin with.
    """
    head = paper.compact(paper.post(name))
    if head in posts:
        return None
    found = _nearest(head, posts) or _misspelt_title(head, paper)
    return found if found and found[1] else None


def _nearest(head: str, posts: Mapping[str, str]) -> tuple[str, int] | None:
    """The closest known post; ``None`` where none is near."""
    most = min(_MOST_EDITS, len(head) // _SIGNS_AN_EDIT)
    near = [
        (distance, post)
        for plain, post in posts.items()
        if abs(len(plain) - len(head)) <= most
        and (distance := edits(head, plain, most)) is not None
    ]
    return (min(near)[1], min(near)[0]) if near else None


def _misspelt_title(head: str, paper: PaperReader) -> tuple[str, int] | None:
    """The title that a name should begin with, where it begins with it but for a slip."""
    titles = sorted(paper.titles, key=len, reverse=True)
    if any(head.startswith(paper.compact(title)) for title in titles):
        return None
    for title in titles:
        plain = paper.compact(title)
        most = min(_MOST_EDITS, len(plain) // _SIGNS_AN_EDIT)
        heads = [head[: len(plain) + extra] for extra in range(-most, most + 1)]
        distances = [edits(each, plain, most) for each in heads if each]
        if near := [each for each in distances if each is not None]:
            return title, min(near)
    return None


def _slip(letter: ReadLetter, recipient: Reading[str], post: str, distance: int) -> Finding:
    return finding(
        FindingKind.ADDRESSEE_SLIP,
        place_of(letter.source, recipient.line, letter),
        f"The addressee '{recipient.read}' of {name_of(letter)} looks like a typing slip for "
        f"'{post}' ({distance} sign{'s' if distance > 1 else ''} apart).",
        0.95 if distance == 1 else 0.85,
        "the page itself, and the list of the sender's addressees",
        letter,
    )
