"""What all pages of reports share: their frame, typeface and style, and how a page is made."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path

import fontpkg_sarabun
import jinja2
from markupsafe import Markup

from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.reports.bilingual import Bilingual
from wian.reports.scope.provenance import provenance

FOLDER = Path(__file__).parent
_WEIGHTS = {400: "Regular", 600: "SemiBold", 700: "Bold"}


def rendered(template: str, words: Bilingual, country: Jurisdiction, **values: object) -> str:
    """A page as HTML that needs nothing else.

    Args:
        template: Its file.
        words: In which languages it speaks.
        country: Whose offices it is of.
        values: What it shows.
    """
    return (
        _environment()
        .get_template(template)
        .render(
            t=words,
            credits=country.credits,
            provenance=provenance(country.id),
            style=Markup((FOLDER / "report.css").read_text(encoding="utf-8")),  # noqa: S704 - our own file
            fonts=_fonts(),
            **values,
        )
    )


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _fonts() -> dict[int, Markup]:
    """The typeface by weight, as text that CSS takes."""
    files = fontpkg_sarabun.ROOT / "files"
    return {
        weight: Markup(base64.b64encode((files / f"Sarabun-{name}.ttf").read_bytes()).decode())  # noqa: S704 - base64
        for weight, name in _WEIGHTS.items()
    }
