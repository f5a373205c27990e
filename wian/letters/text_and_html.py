"""Lays a letter out as text or as an HTML page, by its form."""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from typing import Any, Literal

from markupsafe import Markup

from wian.jurisdictions.jurisdiction import Jurisdiction, Wording
from wian.letters.composition.reference_lines import reference_lines
from wian.letters.composition.vocabulary import rehearsed_words
from wian.letters.letter import Letter
from wian.letters.letter_top import PLAIN_TOP, LetterTop, emblem_address
from wian.letters.line_breaks import marked, names_in
from wian.letters.sandbox import environment

_ENDINGS = {"text": "txt", "html": "html"}


def render(
    letter: Letter,
    jurisdiction: Jurisdiction,
    format: Literal["text", "html"],  # noqa: A002 - the word that the command line uses
    head: LetterTop = PLAIN_TOP,
    *,
    simulated: bool = False,
) -> str:
    """Lay out a letter.

    Args:
        letter: What to lay out.
        jurisdiction: Whose forms to use.
        format: ``text``: UTF-8, each paragraph on a line, blocks placed by display width; ``html``:
            one self-contained page, for a screen of any width and for A4 paper.
        head: What stands at the head of the page besides its words; text shows nothing of it.
        simulated: It was only rehearsed: the sheets of an HTML page say so.
    """
    wording = jurisdiction.wording
    template = environment(wording).get_template(f"{letter.form.value}.{_ENDINGS[format]}.j2")
    values = form_values(letter, wording, head)
    return template.render({**values, "rehearsed": rehearsed_words(wording) if simulated else ""})


def render_sheets(
    letter: Letter, jurisdiction: Jurisdiction, head: LetterTop = PLAIN_TOP
) -> Markup:
    """The sheets of a letter as elements to stand in another page, which brings their looks.

    Every sign of the letter is escaped, so that the tags cut at here are the form's own.
    """
    whole = render(letter, jurisdiction, "html", head)
    sheets = whole.partition("<body>")[2].rpartition("</body>")[0]
    for tag in ("<main ", "</main>"):
        sheets = sheets.replace(tag, tag.replace("main", "article"))
    return Markup(sheets)  # noqa: S704 - see above


def form_values(letter: Letter, wording: Wording, head: LetterTop = PLAIN_TOP) -> dict[str, Any]:
    """What every form of a letter gets: plain values, for templates see no methods.

    Args:
        letter: What to lay out.
        wording: Writes its date and digits, and ends its lines.
        head: What stands at the head of the page besides its words.

    Beside them stands ``lines``, which has a text end its lines between words (``marked``).
    """
    return {
        "letter": {each.name: getattr(letter, each.name) for each in fields(letter)},
        "date": wording.long_date(letter.dated),
        "cited": reference_lines(letter, wording),
        "digits": wording.digits,
        "emblem": emblem_address(head.emblem) if head.emblem else "",
        "printed": head.printed,
        "rehearsed": "",
        "lines": partial(marked, wording=wording, names=names_in(letter, wording)),
    }
