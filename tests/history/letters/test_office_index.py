"""Stories of names on letters that stand for offices of a hierarchy."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hierarchy.graph import Hierarchy
from hierarchy.load.hierarchy_file import load_hierarchy
from hierarchy.office import LetterForm, Line, Office
from wian.history.letters.office_index import Match, OfficeIndex
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.paper import Medium, Reading, ReadLetter

PAPER = jurisdiction("thailand").paper
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def phitsanulok() -> OfficeIndex:
    return OfficeIndex(load_hierarchy(ROOT / "examples" / "gecc-2564" / "offices.yaml"), PAPER)


@pytest.mark.parametrize(
    ("name", "number", "match"),
    [
        ("ศาลากลางจังหวัดพิษณุโลก", None, Match("phitsanulok", "name")),
        ("กระทรวงมหาดไทย สำนักงานปลัดกระทรวงมหาดไทย", None, Match("moi", "name")),
        ("สถ.", "มท ๐๘๑๐.๗/ว ๕๑", Match("dla", "letter code")),
        ("สถ.", "ว ๕๑", None),
        (None, None, None),
    ],
)
def test_an_office_is_known_by_its_name_or_its_letter_code(phitsanulok, name, number, match):
    """By its seat, with its unit, by the code of its letters; else by nothing."""
    assert phitsanulok.office(name, number) == match


def test_a_name_that_two_offices_share_stands_for_none():
    """Which of two is meant is not for a reader to guess."""
    offices = [Office("top", "จังหวัดก", "province", "office")]
    offices += [Office(f"o{at}", "องค์การบริหารส่วนตำบลหนองบัว", "local", "sao") for at in (1, 2)]
    lines = [Line("top", "o1"), Line("top", "o2")]
    index = OfficeIndex(Hierarchy.build(offices, lines, subject="two of a name"), PAPER)
    assert index.office("องค์การบริหารส่วนตำบลหนองบัว") is None


def test_addressees_stand_for_all_of_a_class_or_for_one(phitsanulok):
    """Every district, one municipality, nobody known, and those of an attached list."""
    names = (
        "นายอำเภอ ทุกอำเภอ",
        "นายกเทศมนตรีนครพิษณุโลก",
        "หัวหน้าหน่วยงานอื่น",
        "นายกเทศมนตรีเมือง (ตามบัญชีแนบท้าย)",
        "นายอำเภอทุกอำเภอ",
        "นายอำเภอทุกแห่งในจังหวัดพิษณุโลก",
    )
    letter = ReadLetter(
        source="x.txt",
        first_line=1,
        last_line=2,
        medium=Medium.TEXT,
        kind=LetterForm.EXTERNAL,
        dated=Reading("", date(2021, 1, 19)),
        recipients=tuple(Reading(name, name) for name in names),
        distribution=("นายกเทศมนตรีเมืองอรัญญิก",),
        office="phitsanulok",
    )
    found = phitsanulok.recipients(letter)
    assert len(found[names[0]]) == 9
    assert found[names[1]] == ("la-3650102",)
    assert found[names[2]] == ()
    assert found[names[3]] == ("la-4650122",)
    assert found[names[4]] == found[names[5]] == found[names[0]]
