"""Stories of lines: where a Thai line may end."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wian.jurisdictions.thailand.line_breaks import pieces, proper_names


@pytest.mark.parametrize(
    "whole",
    [
        "๒๘ กุมภาพันธ์ ๒๕๖๔",
        "โทร. ๐ ๒๒๘๓ ๔๔๗๕",
        "พล ๐๐๒๓.๓/ว ๕๕๓",
        "๑๒,๕๐๐.๕๐",
        "นางสาวสมหญิง รักไทย",
        "ลงวันที่ ๑๑ มกราคม ๒๕๖๔",
        "พ.ศ. ๒๕๖๔",
        "ต่าง ๆ",
        "๙. นายอำเภอ",
    ],
)
def test_what_belongs_together_stays_on_one_line(whole):
    """A date, a number, a telephone, a person, a letter's number: none is parted."""
    found = pieces(f"ขอส่งเอกสารมาให้ {whole} เพื่อดำเนินการต่อไป")
    assert any(whole in piece for piece in found)


def test_a_post_that_begins_like_a_title_is_no_person():
    """Chief of district and mayor are posts: what follows them is free to go on the next line."""
    found = pieces("ขอให้นายอำเภอแจ้ง องค์กรปกครองส่วนท้องถิ่นทราบ และนายกเทศมนตรีแจ้ง ผู้เกี่ยวข้อง")
    assert max(map(len, found)) < 20


def test_the_names_of_places_come_from_the_offices_named():
    """A place's name stays whole wherever it stands, with and without what it is."""
    names = proper_names(["จังหวัดพิษณุโลก", "ที่ว่าการอำเภอวังทอง", "กระทรวงมหาดไทย"])
    assert names == {"พิษณุโลก", "จังหวัดพิษณุโลก", "วังทอง", "อำเภอวังทอง"}
    assert "วังทอง" in "|".join(pieces("ชาววังทองทุกคน", names))


def test_a_span_too_wide_to_keep_gives_way_between_words():
    """A name as long as a line would tear a hole into it."""
    name = "คณะกรรมการบริหารงานบุคคลส่วนท้องถิ่นและการกระจายอำนาจให้แก่องค์กรปกครองส่วนท้องถิ่นระดับชาติ"
    assert len(pieces(name, [name])) > 5


@given(st.text(st.sampled_from("กขคงจดตนมยรลวสหอาิีุู่้์ำะเแโไ ๆฯ๑๒๓12.,/-()abcGECC\t\n"), max_size=200))
def test_the_pieces_are_the_text(text):
    """Nothing is lost or added, whatever the text; only runs of blanks are closed up."""
    found = pieces(text, ["นคร", "มหา"])
    assert "".join(found) == re.sub(r"\s+", " ", text).strip()
    assert all(found)
