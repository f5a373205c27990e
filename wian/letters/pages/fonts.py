"""The fonts that pages are set in: Sarabun from its package, or no page at all."""

from __future__ import annotations

import re
from functools import cache

import fontpkg_sarabun
import typst

from wian.kit.errors import WianError

FAMILY = "Sarabun"
"""Has Latin letters and those of the built-in jurisdictions."""
_WEIGHTS = {400, 700}
_HAD = re.compile("[ -~]+")
"""What every font has, so that nobody has to ask for it."""
_TEXT = f'#set text(font: "{FAMILY}")\n#sys.inputs.text'.encode()


class FontMissing(WianError):
    """The font that letters are set in is not installed.

    Args:
        missing: Weights that were not found.
    """

    def __init__(self, missing: set[int]) -> None:
        self.missing = missing
        shown = ", ".join(map(str, sorted(missing)))
        super().__init__(
            f"The font {FAMILY} lacks the weights {shown}, so that no page can be set. "
            "Reinstall the package fontpkg-sarabun."
        )


@cache
def fonts() -> typst.Fonts:
    """Sarabun and nothing else: neither the system's fonts nor Typst's own.

    Raises:
        FontMissing: The package does not bring the upright regular and bold.
    """
    found = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[fontpkg_sarabun.ROOT / "files"],
    )
    upright = {
        font.weight for font in found.fonts() if (font.family, font.style) == (FAMILY, "normal")
    }
    if missing := _WEIGHTS - upright:
        raise FontMissing(missing)
    return found


def lacking(text: str) -> str:
    """The first sign of a text that the font lacks, so that no page can show it; else empty.

    Raises:
        FontMissing: The font is not there.
    """
    signs = "".join(dict.fromkeys(_HAD.sub("", text)))
    if not signs or _has(signs):
        return ""
    return next((sign for sign in signs if not _has(sign)), "")


def _has(text: str) -> bool:
    """Whether PDF/A, which wants every sign shown, can be made of a text."""
    try:
        typst.compile(
            _TEXT,
            format="pdf",
            font_paths=fonts(),
            ignore_system_fonts=True,
            sys_inputs={"text": text},
            pdf_standards="a-3b",
        )
    except typst.TypstError:
        return False
    return True
