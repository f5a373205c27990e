"""The department's list of local authorities, as it is published."""

from __future__ import annotations

from pathlib import Path

import pytest

from wian.jurisdictions.thailand.offices.local_authorities import read_local_authorities
from wian.kit.errors import InputFaults

HEADER = "จังหวัด,อำเภอ,รหัส อปท.,ประเภท อปท.,อปท."


@pytest.fixture
def listed(tmp_path: Path):
    """Write a list of local bodies and return its path."""

    def write(*rows: str, header: str = HEADER) -> Path:
        path = tmp_path / "list.csv"
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8-sig")
        return path

    return write


def report(path: Path) -> list[str]:
    with pytest.raises(InputFaults) as caught:
        read_local_authorities(path)
    return [str(fault) for fault in caught.value.faults]


def test_a_body_with_a_row_for_each_subdistrict_is_one_body(listed):
    """The department publishes more columns and a row a subdistrict; bodies are counted once."""
    path = listed(
        '"พิษณุโลก","บางระกำ","ท่านางงาม","6650412","อบต.","ท่านางงาม"',
        '"พิษณุโลก","บางระกำ","ชุมแสงสงคราม","6650412","อบต.","ท่านางงาม"',
        '"พิษณุโลก","เมืองพิษณุโลก","","2650101","อบจ.","พิษณุโลก"',
        header="จังหวัด,อำเภอ,ตำบล,รหัส อปท.,ประเภท อปท.,อปท.",
    )
    bodies = read_local_authorities(path)
    assert [(body.code, body.kind.slug, body.district.id) for body in bodies] == [
        ("2650101", "pao", "phitsanulok.mueang-phitsanulok"),
        ("6650412", "sao", "phitsanulok.bang-rakam"),
    ]


def test_the_code_of_a_provincial_organization_may_name_another_district(listed):
    """Lampang's organization sits in another district than its code says; it serves them all."""
    (body,) = read_local_authorities(listed("ลำปาง,เกาะคา,2520101,อบจ.,ลำปาง"))
    assert body.code == "2520101"


def test_every_wrong_row_is_reported_by_line(listed):
    """A list that was edited by hand comes back with all that is wrong in it."""
    path = listed(
        "พิษณุโลค,บางระกำ,6650412,อบต.,ก",
        "พิษณุโลก,บางระกำมาก,6650412,อบต.,ก",
        "พิษณุโลก,บางระกำ,665041,อบต.,ก",
        "พิษณุโลก,บางระกำ,6650412,อบท.,ก",
        "พิษณุโลก,บางระกำ,6650412,อบต.,",
        "พิษณุโลก,บางระกำ,6640412,อบต.,ก",
        "พิษณุโลก,บางระกำ,6650512,อบต.,ก",
        "พิษณุโลก,บางระกำ,6650412,อบต.,ก",
        "พิษณุโลก,บางระกำ,6650412,อบต.,ข",
        "พิษณุโลก,บางระกำ",
    )
    found = report(path)
    starts = [each.partition(":")[0].removeprefix("list.csv line ") for each in found]
    assert starts == ["11", "2", "3", "4", "5", "6", "7", "8", "10"]
    assert "did you mean พิษณุโลก" in found[1]
    assert "did you mean บางระกำ" in found[2]
    assert "is no code; write seven digits" in found[3]
    assert "is not known; use อบจ." in found[4]
    assert "another body's on list.csv line 9" in found[8]


def test_bangkok_is_not_under_the_department(listed):
    """A row of Bangkok is a fault, not a body."""
    assert (
        "is no province under the department"
        in report(listed("กรุงเทพมหานคร,ดุสิต,2100201,อบจ.,ก"))[0]
    )


def test_another_file_is_told_which_columns_are_missing(listed):
    """Who gives the wrong spreadsheet learns what the right one has."""
    found = report(listed("a,b", header="x,y"))
    assert len(found) == 5
    assert "the column จังหวัด is missing" in found[0]


def test_an_empty_list_is_refused(listed):
    """A header alone is no list of local bodies."""
    assert "has no local body" in report(listed())[0]


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\u200f"], ids=["202E", "200B", "200F"])
def test_a_name_with_a_sign_that_nobody_sees_is_refused_by_line_and_column(listed, sign):
    """Such a sign turns the direction of what follows, or makes two names look like one."""
    path = listed(
        "พิษณุโลก,บางระกำ,6650412,อบต.,ท่านางงาม",
        f"พิษณุโลก,เมืองพิษณุโลก,3650102,เทศบาลนคร,พิษณุโลก{sign}",
    )
    shown = f"U+{ord(sign):04X}"
    said = f"list.csv line 3: อปท. holds the invisible character {shown}; remove it"
    assert report(path) == [said]


def test_a_name_that_no_post_could_have_is_refused(listed):
    """A cell of a thousand letters is no name."""
    (fault,) = report(listed(f"พิษณุโลก,บางระกำ,6650412,อบต.,{'ก' * 250}"))
    assert fault.endswith("is longer than 200 characters; shorten it")
