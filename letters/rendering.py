"""Owns laying a letter out as text or as a page of HTML, by its form."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Literal

from jurisdictions.jurisdiction import Jurisdiction
from letters.environment import environment
from letters.letter import Letter

_ENDINGS = {"text": "txt", "html": "html"}


def render(letter: Letter, jurisdiction: Jurisdiction, format: Literal["text", "html"]) -> str:  # noqa: A002 - the word that the command line uses
    """Lay out a letter.

    Args:
        letter: What to lay out.
        jurisdiction: Whose forms to use.
        format: ``text``: UTF-8, one paragraph a line, blocks placed by display width; ``html``:
            one self-contained page, for a screen of any width and for A4 paper.
    """
    wording = jurisdiction.wording
    template = environment(wording.templates).get_template(
        f"{letter.form.value}.{_ENDINGS[format]}.j2"
    )
    return template.render(
        letter=_values(letter), date=wording.long_date(letter.dated), digits=wording.digits
    )


def _values(letter: Letter) -> dict[str, Any]:
    """The letter as plain values: templates see no methods."""
    return {each.name: getattr(letter, each.name) for each in fields(letter)}
