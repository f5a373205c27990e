"""Stories of QR codes: the code on paper is the code of the link."""

from __future__ import annotations

import numpy as np
import pypdfium2 as pdfium
import pytest
import zxingcpp

from wian.letters.pages.letter_pdf import letter_pdf
from wian.letters.pages.qr_code import BadLink, qr_svg

SCALE = 4


def _code(document: bytes) -> np.ndarray:
    """The dark part of the lower right of a page: nothing but the code stands there."""
    grey = pdfium.PdfDocument(document)[0].render(scale=SCALE, grayscale=True).to_numpy()
    dark = grey.reshape(grey.shape[:2]) < 128
    right = dark[:, int(16.4 / 21 * dark.shape[1]) :]
    rows = np.flatnonzero(right.any(axis=1))
    gaps = np.flatnonzero(np.diff(rows) > 10)
    right = right[rows[gaps[-1] + 1] : rows[-1] + 1]
    columns = np.flatnonzero(right.any(axis=0))
    return right[:, columns[0] : columns[-1] + 1]


@pytest.mark.parametrize("name", ["province", "stamped"])
def test_the_code_on_paper_leads_to_the_link(case_letters, thailand, link, name):
    """A scanner finds the link in the drawn page, with medium error correction."""
    drawn = _code(letter_pdf(case_letters[name], thailand, link=link))
    (found,) = zxingcpp.read_barcodes(np.where(np.pad(drawn, 40), 0, 255).astype(np.uint8))
    assert (found.text, found.ec_level) == (link, "M")


@pytest.mark.parametrize("link", ["", "javascript:alert(1)", "letters/1", "https://x/" + "a" * 500])
def test_only_a_web_address_becomes_a_code(link):
    """A reader's telephone opens what it finds without asking."""
    with pytest.raises(BadLink, match="begins with https"):
        qr_svg(link)
