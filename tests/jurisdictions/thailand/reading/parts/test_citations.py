"""Tests of the citations of Thai letters: whose letter is named."""

from __future__ import annotations

import pytest

from wian.jurisdictions.paper import CitationPlace
from wian.jurisdictions.thailand.reading.parts.citations import cited, enclosed_letters


@pytest.mark.parametrize(
    ("entry", "office"),
    [
        ("หนังสือสำนักงานชลประทานที่ ๓ ที่ กษ ๐๓๒๑/๑๒๓๔ ลงวันที่ ๒ พฤษภาคม ๒๕๖๗", "สำนักงานชลประทานที่ ๓"),
        ("หนังสือสำนักงานชลประทานที่ ๑๓ กษ ๐๓๓๑/๑๒ ลงวันที่ ๒ พฤษภาคม ๒๕๖๗", "สำนักงานชลประทานที่ ๑๓"),
        ("หนังสือกองทัพภาคที่ 3 ด่วนมาก ที่ กห ๐๔๘๓/๑๒ ลงวันที่ ๒ พฤษภาคม ๒๕๖๗", "กองทัพภาคที่ 3"),
        ("หนังสือตำรวจภูธรภาค ๖ ที่ ตช ๐๐๒๑/๑๒ ลงวันที่ ๒ พฤษภาคม ๒๕๖๗", "ตำรวจภูธรภาค ๖"),
        ("หนังสือ สพป.ตาก เขต ๑ ที่ ศธ ๐๔๐๔๗/๑๒ ลงวันที่ ๒ พฤษภาคม ๒๕๖๗", "สพป.ตาก เขต ๑"),
        ("หนังสือศาลแขวง ที่ ๑๒/๒๕๖๗ ลงวันที่ ๒ พฤษภาคม ๒๕๖๗", "ศาลแขวง"),
        ("หนังสือจังหวัดตาก วันที่ ๒ พฤษภาคม ๒๕๖๗", "จังหวัดตาก"),
    ],
)
def test_an_office_keeps_the_number_in_its_name(entry: str, office: str) -> None:
    (citation,) = cited(entry, 1, CitationPlace.REFERENCE, 1.0)
    assert citation.office == office


MINISTRY = "หนังสือกระทรวงมหาดไทย ที่ มท ๐๒๑๑/ว ๑๒๓ ลงวันที่ ๓ เมษายน ๒๕๖๖"
DEPARTMENT = "หนังสือกรมการปกครอง ที่ มท ๐๓๐๑/ว ๔๕ ลงวันที่ ๕ เมษายน ๒๕๖๖"


def pointed(text, *references):
    """The numbers and offices of the letters that an enclosure names or points to."""
    named = [each for one in references for each in cited(one, 8, CitationPlace.REFERENCE, 0.9)]
    found = enclosed_letters(text, 9, named, 0.9)
    assert all(each.place is CitationPlace.ENCLOSURE and each.line == 9 for each in found)
    return [(each.number and each.number.value, each.office) for each in found]


@pytest.mark.parametrize(
    "text",
    [
        "สำเนาหนังสือที่อ้างถึง จำนวน ๑ ชุด",
        "สำเนาหนังสือตามที่อ้างถึง",
        "สำเนาหนังสือฯ ที่อ้างถึง",
        "หนังสือดังกล่าวข้างต้น จำนวน ๑ ฉบับ",
        "สำเนาหนังสือกระทรวงมหาดไทยที่อ้างถึง จำนวน ๑ ชุด",
    ],
)
def test_an_enclosure_that_points_to_the_reference_is_that_letter(text):
    """It is the letter passed on, and no letter of an office of such a name."""
    assert pointed(text, MINISTRY) == [("มท ๐๒๑๑/ว ๑๒๓", "กระทรวงมหาดไทย")]
    assert pointed(text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("สำเนาหนังสือที่อ้างถึง ๒ จำนวน ๑ ชุด", "มท ๐๓๐๑/ว ๔๕"),
        ("สำเนาหนังสือกรมการปกครองที่อ้างถึง", "มท ๐๓๐๑/ว ๔๕"),
        ("สำเนาหนังสือที่อ้างถึง", None),
        ("สำเนาหนังสือที่อ้างถึง ๓", None),
        ("สำเนาหนังสือจังหวัดที่อ้างถึง", None),
    ],
)
def test_of_several_references_the_one_meant_or_none_is_taken(text, number):
    """By its place in the list, or its office."""
    found = [each for each, _ in pointed(text, MINISTRY, DEPARTMENT)]
    assert found == ([number] if number else [])


def test_an_enclosure_with_its_own_number_is_read_as_it_stands():
    """Whatever the references are."""
    assert pointed(f"สำเนา{DEPARTMENT}", MINISTRY) == [("มท ๐๓๐๑/ว ๔๕", "กรมการปกครอง")]
