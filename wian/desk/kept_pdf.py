"""The PDF of letters as desks hand it out: set once, as what a letter says never changes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.cache import Remembered
from wian.letters.pages.bundle_part import BundlePart
from wian.letters.pages.bundle_pdf import bundle_pdf

_set: Remembered[tuple[str, Path, tuple[BundlePart, ...]], bytes] = Remembered(4_000_000, len)
"""So many bytes of documents, some fifty letters: who opens one mostly opens it again soon."""


def kept_pdf(parts: Sequence[BundlePart], country: Jurisdiction) -> bytes:
    """Letters as one PDF; they are not set again while it is remembered.

    Args:
        parts: The letters with all that their pages bear, stamps and codes among it.
        country: Whose forms to use.

    Raises:
        EmptyBundle: There is none.
        PageFault: One cannot be set, which is not remembered.
    """
    key = (country.id, country.wording.templates, tuple(parts))
    return _set.get(key, lambda: bundle_pdf(parts, country))
