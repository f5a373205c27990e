"""Typing slips in addressees: names a sign away from a post that exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wian.history.findings.finding import finding, name_of, place_of
from wian.history.letters.office_index import OfficeIndex
from wian.jurisdictions.paper import Finding, FindingKind, Reading, ReadLetter
from wian.jurisdictions.paper_reader import PaperReader
from wian.kit.likeness import edits

_SHORTEST = 7
"""Fewest signs of a name in which one may be wrong: shorter names differ by one."""
_TITLE = 8
"""Fewest signs of a title that a slip is looked for in."""
_IN_TITLE, _IN_NAME = 0.95, 0.7
"""How sure a sign in a title is a slip, and one in a name. Of 1,800 real names of local
bodies 0.4 % are one sign from a name elsewhere, and 4 % two signs: two are taken for no slip."""


@dataclass(frozen=True, slots=True)
class _Meant:
    """What an addressee misspells by a sign.

    Attributes:
        post: The post or title meant.
        sure: How sure it is that no other office is meant.
    """

    post: str
    sure: float


def addressee_findings(
    letter: ReadLetter, index: OfficeIndex | None, paper: PaperReader
) -> Iterator[Finding]:
    """Addressees that are no known post, but a slip away from one."""
    posts = index.posts if index else {}
    for recipient in letter.recipients:
        name = paper.without_list(recipient)
        if name and (meant := _meant(name, posts, paper)):
            yield _slip(letter, recipient, meant)


def _meant(name: str, posts: Mapping[str, str], paper: PaperReader) -> _Meant | None:
    """The post that a name misspells; ``None`` where it is spelt right.

    Args:
        name: The addressee as read.
        posts: Known posts, by their compact spelling.
        paper: Whose titles posts begin with.
    """
    head = paper.compact(paper.post(name))
    if head in posts:
        return None
    title = _misspelt_title(head, paper)
    post = _nearest(head, posts)
    if post is None:
        return title
    return _Meant(post, _IN_NAME if title is None else _IN_TITLE)


def _nearest(head: str, posts: Mapping[str, str]) -> str | None:
    """The known post that is a sign away; ``None`` where none is."""
    if len(head) < _SHORTEST:
        return None
    near = (
        post
        for plain, post in posts.items()
        if abs(len(plain) - len(head)) <= 1 and edits(head, plain, 1) is not None
    )
    return min(near, default=None)


def _misspelt_title(head: str, paper: PaperReader) -> _Meant | None:
    """The title that a name begins with but for one sign; a known title is never one."""
    titles = sorted(paper.titles, key=len, reverse=True)
    if any(head.startswith(paper.compact(title)) for title in titles):
        return None
    for title in titles:
        plain = paper.compact(title)
        heads = (head[: len(plain) + extra] for extra in (-1, 0, 1))
        if len(plain) >= _TITLE and any(edits(each, plain, 1) == 1 for each in heads):
            return _Meant(title, _IN_TITLE)
    return None


def _slip(letter: ReadLetter, recipient: Reading[str], meant: _Meant) -> Finding:
    return finding(
        FindingKind.ADDRESSEE_SLIP,
        place_of(letter.source, recipient.line, letter),
        f"The addressee '{recipient.read}' of {name_of(letter)} looks like a typing slip for "
        f"'{meant.post}' (1 sign apart).",
        meant.sure,
        "the page itself, and the list of the sender's addressees",
        letter,
    )
