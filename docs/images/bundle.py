"""Draws the picture of a bundle: the first pages of the province's bundle, side by side.

Draws the bundle of Phitsanulok in the latest propagation of the ledger:

    python docs/images/bundle.py > docs/images/bundle.png
"""  # noqa: INP001 - a script beside its picture

from __future__ import annotations

import struct
import sys
import zlib

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from wian.ledger.database import Ledger
from wian.letters.copies import Copy
from wian.letters.pages.bundle_pdf import bundle_pdf
from wian.office.letter_pages import Cabinet, Trimmings
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.propagation.recorded_plan import restore

Dots = npt.NDArray[np.uint8]
"""Rows from the top, dots from the left, red, green and blue."""

OFFICE = "phitsanulok"
TRIMMINGS = Trimmings("https://circulars.example.go.th", None, "นักจัดการงานทั่วไปชำนาญการ")
PAGES = 3
_SCALE = 66 / 72
_EDGE, _DESK = 176, 236
"""Brightness of a page's edge, and of what lies around it."""
_STEP = 32
"""Brightness is told in steps of this size: few colours make a small file."""


def bundle(ledger: Ledger, plan: Plan) -> bytes:
    """The bundle as PDF."""
    return bundle_pdf(
        Cabinet(ledger, plan, TRIMMINGS).parts(OFFICE, Copy.BUNDLE), plan.jurisdiction
    )


def picture(pdf: bytes) -> Dots:
    """The first pages of a PDF, side by side."""
    document = pdfium.PdfDocument(pdf)
    pages = [_page(document[at]) for at in range(min(PAGES, len(document)))]
    dots = np.concatenate(pages, axis=1).astype(np.uint16)
    return np.minimum((dots + _STEP // 2) // _STEP * _STEP, 255).astype(np.uint8)


def _page(page: pdfium.PdfPage) -> Dots:
    drawn = page.render(scale=_SCALE, rev_byteorder=True).to_numpy()[:, :, :3]
    edged = np.pad(drawn, ((1, 1), (1, 1), (0, 0)), constant_values=_EDGE)
    return np.pad(edged, ((12, 12), (7, 7), (0, 0)), constant_values=_DESK)


def png(dots: Dots) -> bytes:
    """Dots as a PNG with a palette (ISO/IEC 15948); at most 256 colours."""
    height, width, _ = dots.shape
    colours, places = np.unique(dots.reshape(-1, 3), axis=0, return_inverse=True)
    rows = np.zeros((height, width + 1), np.uint8)  # each row begins with its filter: none
    rows[:, 1:] = places.reshape(height, width)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", colours.tobytes()),
            _chunk(b"IDAT", zlib.compress(rows.tobytes(), 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


if __name__ == "__main__":
    of_ledger = runtime.ledger()
    sys.stdout.buffer.write(png(picture(bundle(of_ledger, restore(of_ledger, None)))))
