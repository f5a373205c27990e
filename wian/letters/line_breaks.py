"""Where a line of a letter may end on a screen, and which names stay whole in it."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from wian.jurisdictions.jurisdiction import Wording
from wian.kit.text_width import width
from wian.letters.letter import Letter

_BREAK, _LOOSE, _END = "\x1c", "\x1d", "\x1e"
"""Signs that no text of a letter has, for the elements until the text is escaped."""
_ELEMENTS = {_BREAK: "<wbr>", _LOOSE: '<span class="loose">', _END: "</span>"}
_NO_MARKS = dict.fromkeys(map(ord, _ELEMENTS))
_LONGEST_ON_A_SCREEN = 30
"""Columns that a narrow telephone shows in a line at any rate."""


def names_in(letter: Letter, wording: Wording) -> frozenset[str]:
    """The places that a letter's offices and posts are named after."""
    return wording.proper_names(
        (
            *(letter.issuer, *letter.letterhead, *letter.signatory),
            *(*letter.addressed_to.split(), *letter.distribution),
            *(each.office for each in (*letter.references, *letter.cites)),
        )
    )


def marked(text: str, wording: Wording, names: Iterable[str] = ()) -> Markup:
    """``text`` as elements of HTML that a browser ends lines in only between pieces.

    The page's style has ``.lines`` (no line ends of itself), ``.lines wbr`` (one may) and
    ``.loose`` (a piece too long for a telephone, in which the browser ends lines as it likes).
    """
    plain = text.translate(_NO_MARKS)
    found = _BREAK.join(
        f"{_LOOSE}{piece}{_END}" if width(piece) > _LONGEST_ON_A_SCREEN else piece
        for piece in wording.pieces(plain, names)
    )
    lines = str(escape(found))  # at once: a page has hundreds of pieces
    for mark, element in _ELEMENTS.items():
        lines = lines.replace(mark, element)
    return Markup(f'<span class="lines">{lines}</span>')  # noqa: S704 - escaped above
