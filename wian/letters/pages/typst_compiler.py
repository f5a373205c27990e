"""Sets PDF pages with Typst: one compiler per process, and the values of a document."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal

import typst

from wian.jurisdictions.jurisdiction import PLAIN_TEMPLATES, Jurisdiction, Wording
from wian.kit.errors import WianError
from wian.letters.pages.bundle_part import BundlePart, page_values
from wian.letters.pages.fonts import FAMILY, fonts
from wian.letters.pages.stranger_typesetter import (
    RefusedTemplate,
    UnboundedTemplate,
    set_by_stranger,
)
from wian.letters.sandbox import of_the_program

_STANDARD: Literal["a-3b"] = "a-3b"
_one_at_a_time = threading.Lock()
"""A compiler sets one document at a time, and refuses a second."""


class PageFault(WianError):
    """A letter that cannot be set as a page.

    Args:
        number: Its number.
        why: What the typesetter says of it.
    """

    def __init__(self, number: str, why: str) -> None:
        self.number, self.why = number, why
        super().__init__(f"The letter {number[:80]} cannot be set as a page: {why[:300]}.")


class EndlessPage(PageFault):
    """A letter whose template, a stranger's, was stopped; the next letter's would be too."""


def typeset(parts: Sequence[BundlePart], names: Sequence[str], jurisdiction: Jurisdiction) -> bytes:
    """Set letters as one PDF/A-3b document, each with its data attached.

    The same parts make the same bytes: the only time in it is the first letter's date.

    Args:
        parts: What to set, in order; each begins on a page of its own.
        names: Name of each part's attached data.
        jurisdiction: Whose forms to use.

    Raises:
        PageFault: The typesetter refuses it, or warns of anything.
        EndlessPage: A stranger's template was stopped.
        FontMissing: The font is not there.
    """
    first = parts[0].letter
    templates = jurisdiction.wording.templates
    dated = datetime(first.dated.year, first.dated.month, first.dated.day, tzinfo=UTC)
    try:
        data = _document(parts, names, jurisdiction.wording)
        with _one_at_a_time:
            if not of_the_program(templates):
                return set_by_stranger(templates, data, dated, len(parts))
            document, warnings = _compiler(templates).compile_with_warnings(
                format="pdf",
                sys_inputs={"data": data},
                pdf_standards=_STANDARD,
                timestamp=dated,
            )
    except typst.TypstError as error:
        raise PageFault(first.number, error.message) from None
    except RefusedTemplate as error:
        raise PageFault(first.number, str(error)) from None
    except UnboundedTemplate as error:
        raise EndlessPage(first.number, str(error)) from None
    except UnicodeEncodeError as error:
        raise PageFault(first.number, "it holds half a character") from error
    if warnings or not isinstance(document, bytes):
        raise PageFault(first.number, "; ".join(each.message for each in warnings))
    return document


@lru_cache(maxsize=2)
def _compiler(templates: Path) -> typst.Compiler:
    return typst.Compiler(
        input=templates / "letter.typ",
        root=PLAIN_TEMPLATES.parent,  # countries share the layout of tables
        font_paths=fonts(),
        ignore_system_fonts=True,
    )


def _document(parts: Sequence[BundlePart], names: Sequence[str], wording: Wording) -> str:
    first = parts[0].letter
    return json.dumps(
        {
            "title": f"{first.number} {first.subject}",
            "author": first.issuer,
            "font": FAMILY,
            "digits": list(wording.digits("0123456789")),
            "words": dict(wording.words),
            "letters": [
                page_values(part, wording, name) for part, name in zip(parts, names, strict=True)
            ],
        },
        ensure_ascii=False,
    )
