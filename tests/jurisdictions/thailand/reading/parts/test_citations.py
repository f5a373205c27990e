"""Tests of the citations of Thai letters: whose letter is named."""

from __future__ import annotations

import pytest

from wian.jurisdictions.paper import CitationPlace
from wian.jurisdictions.thailand.reading.parts.citations import cited


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
