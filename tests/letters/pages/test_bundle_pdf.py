"""Stories of bundles: a forwarded letter with what it encloses, as one file."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace

import numpy as np
import pypdf
import pypdfium2 as pdfium
import pytest

from wian.letters.letter_top import LetterTop
from wian.letters.pages.bundle_pdf import BundlePart, EmptyBundle, bundle_pdf


def _parts(case_letters, stamps, emblem, link):
    """The bundle of 2564: the province's letter, the department's and the ministry's below it."""
    return [
        BundlePart(case_letters["province"], link=link, head=LetterTop(emblem)),
        BundlePart(case_letters["department"], stamps[3:4], head=LetterTop(emblem)),
        BundlePart(case_letters["memo"], stamps[:3], head=LetterTop(emblem)),
    ]


def test_the_bundle_of_2564_holds_its_letters_in_order(  # noqa: PLR0913, PLR0917 - its fixtures
    case_letters, thailand, stamps, emblem, link, paper
):
    """Each on its own page, with its own stamps and no other's."""
    read = paper(bundle_pdf(_parts(case_letters, stamps, emblem, link), thailand))
    assert [len(boxes) for boxes in read.boxes] == [0, 1, 3]
    for page, name in zip(read.pages, ["province", "department", "memo"], strict=True):
        assert case_letters[name].number in page


def test_each_letter_of_a_bundle_carries_its_own_data(case_letters, thailand, stamps, emblem, link):
    """One attachment a letter, numbered in order, in a file that is still PDF/A-3b."""
    reader = pypdf.PdfReader(
        io.BytesIO(bundle_pdf(_parts(case_letters, stamps, emblem, link), thailand))
    )
    found = {name: json.loads(data[0]) for name, data in reader.attachments.items()}
    assert list(found) == ["letter-1.json", "letter-2.json", "letter-3.json"]
    assert [len(data["stamps"]) for data in found.values()] == [0, 1, 3]
    assert found["letter-3.json"]["letter"]["number"] == case_letters["memo"].number
    assert "pdfaid:part>3<" in reader.trailer["/Root"]["/Metadata"].get_data().decode()


def test_letters_count_their_own_pages(case_letters, thailand, paper):
    """A long letter in a bundle calls out its own next page, and the one behind it starts anew."""
    base = case_letters["province"]
    long = replace(base, paragraphs=base.paragraphs * 4)
    parts = [BundlePart(long), BundlePart(long), BundlePart(case_letters["memo"])]
    pages = paper(bundle_pdf(parts, thailand)).pages
    numbers = [re.findall(r"^- ([๐-๙]) -", page) for page in pages]
    called = [bool(re.search(r"^/.+ \.\.\.\r?$", page, re.MULTILINE)) for page in pages]
    assert numbers == [[], ["๒"], [], ["๒"], []]
    assert called == [True, False, True, False, False]


def test_a_bundle_is_the_same_twice(case_letters, thailand, stamps, emblem, link):
    """Bound again it is the same file, byte for byte."""
    parts = _parts(case_letters, stamps, emblem, link)
    assert bundle_pdf(parts, thailand) == bundle_pdf(parts, thailand)


def test_a_bundle_of_nothing_is_refused(thailand):
    """There is no page without a letter."""
    with pytest.raises(EmptyBundle, match="at least the letter"):
        bundle_pdf([], thailand)


def test_a_rehearsed_letter_says_so_on_each_page_and_reads_back_alike(case_letters, thailand):
    """In words drawn as a picture: no line of the letter, and none on letters that were issued."""
    letter = case_letters["province"]
    issued = bundle_pdf([BundlePart(letter)], thailand)
    rehearsed = bundle_pdf([BundlePart(letter, simulated=True)], thailand)
    pages = [pypdf.PdfReader(io.BytesIO(data)).pages for data in (issued, rehearsed)]
    assert [page.extract_text() for page in pages[0]] == [page.extract_text() for page in pages[1]]
    corners = [_top_left(data) for data in (issued, rehearsed)]
    assert corners[0].min() == 255 > corners[1].min()  # white, and words
    assert rehearsed == bundle_pdf([BundlePart(letter, simulated=True)], thailand)
    assert "ฉบับจำลอง" not in "".join(page.extract_text() for page in pages[1])


def _top_left(data: bytes) -> np.ndarray:
    """The pixels of the first page's upper left corner, above the text."""
    page = pdfium.PdfDocument(data)[0]
    grey = page.render(scale=2, grayscale=True).to_numpy()
    return grey[: 2 * 50, : 2 * 250]
