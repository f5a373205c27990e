"""Owns the fonts that pages are set in: Sarabun from its package, or no page at all."""

from __future__ import annotations

from functools import cache

import fontpkg_sarabun
import typst

from hierarchy.errors import WianError

FAMILY = "Sarabun"
"""At 10.8 pt as large as TH Sarabun New, the font of Thai offices, at 16 pt."""
_WEIGHTS = {400, 700}


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
            "Install the package fontpkg-sarabun anew."
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
