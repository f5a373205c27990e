"""The close of a letter: who signed (posts only), its foot, lists, and what is left over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from hierarchy.office import Signatory
from wian.jurisdictions.paper import PaperLine, Reading
from wian.jurisdictions.thailand.reading import letter_marks as marks
from wian.jurisdictions.thailand.reading.handling_marks import is_mark
from wian.jurisdictions.thailand.reading.parts.signature import signatory_in
from wian.jurisdictions.thailand.reading.values import date_in, is_date, repaired, sureness
from wian.kit.likeness import squeezed

_FRAGMENT = re.compile(r"^[^ก-ฮA-Za-z]*[0-9๐-๙][^ก-ฮA-Za-z]*$")
"""Something with a digit and no word."""
_LONGEST_POST = 150
_UNSIGNED = 0.85
"""How much of the trust is left for an office that only stands where the signature would."""


@dataclass(slots=True)
class Close:
    """What stands behind a letter's text."""

    issuer: Reading[str] | None = None
    dated: Reading[date] | None = None
    sealed: bool = False
    signatory: Reading[Signatory] | None = None
    foot: list[str] = field(default_factory=list)
    distribution: list[str] = field(default_factory=list)
    fragments: list[PaperLine] = field(default_factory=list)
    end: int = 0
    """Number of the last line that is certainly the letter's own."""


def read_close(lines: Sequence[PaperLine], trust: float, *, stamped: bool = False) -> Close:
    """Read the lines behind a letter's text; the signer's name is passed over.

    Args:
        lines: The lines.
        trust: How sure their characters are.
        stamped: The letter is one that a seal closes, whose words a text layer may lack.
    """
    close = Close()
    held = [line for line in lines if line.text.strip() and not is_mark(line.text)]
    if any(marks.SEAL.match(line.text) for line in held[:3]):
        rest = _sealed(close, held, trust)
    elif stamped and is_issue(held[:2]):
        rest = _issued(close, held, trust)
    else:
        rest = _signed(close, held, trust)
    _foot(close, rest)
    return close


def _sealed(close: Close, lines: Sequence[PaperLine], trust: float) -> Sequence[PaperLine]:
    """Issuer, seal, date (clauses 14.4 to 14.6)."""
    close.sealed = True
    seal = next(at for at, line in enumerate(lines) if marks.SEAL.match(line.text))
    if seal:
        name = lines[seal - 1]
        read = squeezed(name.text)
        close.issuer = Reading(read, read, None, name.number, sureness(trust, None))
    rest = lines[seal + 1 :]
    if rest and (day := date_in(rest[0].text, rest[0].number, trust)):
        close.dated, close.end, rest = day, rest[0].number, rest[1:]
    return rest


def is_issue(lines: Sequence[PaperLine]) -> bool:
    """An office, and the date below it: the end of a stamped letter whose seal left no words."""
    return (
        len(lines) == len(("office", "date"))
        and bool(marks.INSTITUTION.match(lines[0].text.strip()))
        and len(lines[0].text.strip()) <= _LONGEST_POST
        and is_date(lines[1].text)
    )


def _issued(close: Close, lines: Sequence[PaperLine], trust: float) -> Sequence[PaperLine]:
    """Issuer and date, and what drafted it below them."""
    close.sealed = True
    read = squeezed(lines[0].text)
    close.issuer = Reading(read, read, None, lines[0].number, sureness(trust, None))
    close.dated = date_in(lines[1].text, lines[1].number, trust)
    close.end = lines[1].number
    return lines[2:]


def _signed(close: Close, lines: Sequence[PaperLine], trust: float) -> Sequence[PaperLine]:
    """Complimentary close, name (passed over), post, and the post acted for."""
    at = 0
    while at < len(lines) and _no_post(lines[at].text):
        close.end = lines[at].number
        at += 1
    close.issuer = _unsigned(lines, at, trust)
    if at == len(lines) or (_is_foot(lines[at].text) and at == 0):
        return lines[at:]
    posts = [lines[at]]
    while at + len(posts) < len(lines) and _acts(posts, lines[at + len(posts)]):
        posts.append(lines[at + len(posts)])
    close.end = posts[-1].number
    close.signatory = _signatory(posts, trust)
    return lines[at + len(posts) :]


def _unsigned(lines: Sequence[PaperLine], at: int, trust: float) -> Reading[str] | None:
    """The office right below the complimentary close of a letter that no post signs."""
    if at != 1 or at == len(lines) or not marks.CLOSING.match(lines[0].text):
        return None
    read, below = squeezed(lines[at].text), lines[at + 1].text if lines[at + 1 :] else ""
    named = marks.INSTITUTION.match(read) and len(read) <= _LONGEST_POST
    if not named or marks.PHONE.search(read + below) or marks.ACTING.search(read):
        return None
    return Reading(read, read, None, lines[at].number, round(trust * _UNSIGNED, 2))


def _no_post(text: str) -> bool:
    plain = text.strip()
    closing = marks.CLOSING.match(text) or marks.NAME_LINE.match(text) or plain.startswith("(")
    return bool(closing or marks.PERSON.match(plain) or not re.search(r"[ก-ฮA-Za-z]", plain))


def _is_foot(text: str) -> bool:
    return bool(marks.FOOT.match(text) or marks.PHONE.search(text))


def _acts(posts: Sequence[PaperLine], following: PaperLine) -> bool:
    """The following line goes on with the post: the post acted for, or that one acts."""
    last = posts[-1].text.rstrip()
    ends = [found.end() for found in marks.ACTING.finditer(last)]
    return bool(ends and ends[-1] == len(last)) or bool(marks.ACTING.match(following.text.strip()))


def _signatory(posts: Sequence[PaperLine], trust: float) -> Reading[Signatory] | None:
    read = squeezed(" ".join(line.text for line in posts))[:_LONGEST_POST]
    if not squeezed(marks.ACTING.split(read, maxsplit=1)[0]):
        return None
    value = signatory_in(read)
    return Reading(read, value, None, posts[0].number, sureness(trust, None) if value else 0.0)


def _foot(close: Close, lines: Sequence[PaperLine]) -> None:
    listed = False
    for line in lines:
        text = line.text
        if marks.DISTRIBUTION.match(text):
            listed = True
        elif listed and (point := marks.POINT.match(text)):
            close.distribution.append(squeezed(text[point.end() :]))
        elif not listed and _is_foot(text):
            close.foot.append(squeezed(text))
        elif is_fragment(text):
            close.fragments.append(line)
            continue
        elif listed:
            continue
        close.end = line.number


def is_fragment(text: str) -> bool:
    """The line holds digits without a word, and is no page number, mark or telephone."""
    plain = text.strip()
    numbered = marks.PAGE_NUMBER.match(plain) and repaired(plain)[1] is None
    return bool(_FRAGMENT.match(plain)) and not numbered and not marks.PHONE.search(plain)
