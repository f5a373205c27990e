"""Who signed an Indonesian letter: the post, and the posts acted for in their tiers."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import ValidationError

from hierarchy.office import ActingTerm, Signatory
from wian.jurisdictions.indonesia.reading import fields
from wian.jurisdictions.paper import Reading
from wian.kit.likeness import squeezed

_TERMS = {
    "an": ActingTerm.DELEGATED,
    "plt": ActingTerm.CARETAKER,
    "plh": ActingTerm.DEPUTISING,
}
_MOST_WORDS = 12


def signature_at(lines: Sequence[str], start: int, end: int) -> int:
    """Where the lines of the signature begin between two places; the end where there are none."""
    at = end
    for place in range(end - 1, start - 1, -1):
        text = lines[place]
        if _is_post(text) or fields.ACTING.match(text) or fields.UNDER.match(text):
            at = place
        elif fields.DECREED.match(text):
            return place
        elif at < end and text.strip():
            break
    return at


def signed(lines: Sequence[str], trust: float = 1.0) -> Reading[Signatory] | None:
    """Who signed, by the lines of a signature; the blank and a name below it are left out."""
    term, tiers, read = ActingTerm.DELEGATED, [], []
    post = None
    for text in map(squeezed, lines):
        if acting := fields.ACTING.match(text):
            term = _TERMS[acting["term"].replace(".", "").replace(" ", "").casefold()]
            tiers.append(acting["post"].rstrip(","))
            read.append(text)
        elif fields.UNDER.match(text):
            if post:
                tiers.append(post)
            post = None
            read.append(text)
        elif text and _is_post(text) and post is None:
            post = text.rstrip(",").strip()
            read.append(text)
    if post is None and not tiers:
        return None
    acted = " u.b. ".join(tiers) or None
    try:
        value = Signatory(post, acted, term) if post else Signatory(tiers[-1])
    except ValidationError:
        value = None
    return Reading(" ".join(read), value, None, None, trust)


def _is_post(text: str) -> bool:
    return bool(fields.POST.match(text)) and len(text.split()) <= _MOST_WORDS
