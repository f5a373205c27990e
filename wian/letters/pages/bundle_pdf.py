"""The bundle: a forwarded letter with the letters that it encloses, as one PDF."""

from __future__ import annotations

from collections.abc import Sequence

from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.errors import WianError
from wian.letters.pages.bundle_part import BundlePart
from wian.letters.pages.typst_compiler import typeset

__all__ = ["BundlePart", "EmptyBundle", "bundle_pdf"]


class EmptyBundle(WianError):
    """A bundle of no letter."""

    def __init__(self) -> None:
        super().__init__("A bundle holds at least the letter that it forwards; none was given.")


def bundle_pdf(parts: Sequence[BundlePart], jurisdiction: Jurisdiction) -> bytes:
    """Bind letters as one PDF/A-3b: the forwarded one first, then what it encloses, in order.

    Each begins on a page of its own, counts its own pages and keeps its own stamps and data,
    attached as ``letter-1.json``, ``letter-2.json`` and so on.

    Args:
        parts: The letters, in the order of the bundle.
        jurisdiction: Whose forms and wording.

    Raises:
        EmptyBundle: There is none.
        PageFault: One cannot be set.
    """
    if not parts:
        raise EmptyBundle
    names = [f"letter-{number}.json" for number in range(1, len(parts) + 1)]
    return typeset(parts, names, jurisdiction)
