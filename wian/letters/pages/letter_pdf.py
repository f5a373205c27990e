"""One letter as a PDF, by its form, with its data inside."""

from __future__ import annotations

from collections.abc import Sequence

from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.letters.drawn_stamp import Stamp
from wian.letters.letter import Letter
from wian.letters.letter_top import PLAIN_TOP, LetterTop
from wian.letters.pages.bundle_part import BundlePart
from wian.letters.pages.typst_compiler import typeset

_ATTACHED = "letter.json"


def letter_pdf(  # noqa: PLR0913 - what a page may carry
    letter: Letter,
    jurisdiction: Jurisdiction,
    *,
    stamps: Sequence[Stamp] = (),
    link: str | None = None,
    head: LetterTop = PLAIN_TOP,
    certified: str | None = None,
    simulated: bool = False,
) -> bytes:
    """Set one letter as PDF/A-3b, with ``letter.json`` attached; the same letter, the same bytes.

    The jurisdiction's templates lay out its three forms: external letter, memo, stamped letter.

    Args:
        letter: What to set.
        jurisdiction: Whose forms and wording.
        stamps: Reception stamps, one of each desk, in order; they never cover text.
        link: Address that the QR code leads to.
        head: What stands at the head of the first page.
        certified: The post that certifies the copy; empty for a blank to fill in.
        simulated: It was only rehearsed: each page bears a small mark, and its data say so.

    Raises:
        PageFault: It cannot be set, for instance for a sign that the font does not have.
        BadLink: The link is no web address.
        NotAPicture: The emblem is no picture.
    """
    part = BundlePart(letter, tuple(stamps), link, head, certified, simulated)
    return typeset([part], [_ATTACHED], jurisdiction)
