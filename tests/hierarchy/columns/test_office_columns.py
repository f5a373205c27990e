"""Offices by column: an office is the same whether it was held or made again."""

from __future__ import annotations

from datetime import date

import pytest

from hierarchy.columns import office_columns, packed_records
from hierarchy.columns.office_columns import OfficeColumns
from hierarchy.office import ActingTerm, LetterForm, Office, Signatory

WHOLE = Office(
    "whole",
    'จังหวัด "พิษณุโลก" \\ เหนือ',
    "province",
    "province",
    "Phitsanulok",
    "พล ๐๐๒๓.๓",
    ("ศาลากลาง", "ถนนวังจันทร์"),
    Signatory("รองผู้ว่า", "ผู้ว่า", ActingTerm.DEPUTISING, date(2021, 1, 1), date(2021, 2, 1)),
    form=LetterForm.STAMPED,
    desks=('front "A]"', "back, right", "x"),
    note="two\nlines",
    acting=(Signatory("ปลัด"), Signatory("เลขา", "ปลัด")),
    copies=("A", "B"),
)


@pytest.fixture
def many(monkeypatch):
    """Three hundred offices, of which few are held and most blocks are compressed."""
    monkeypatch.setattr(office_columns, "_MADE", 10)
    monkeypatch.setattr(packed_records, "_PLAIN_BLOCKS", 1)
    offices = [Office(f"o-{number:03}", f"ที่ {number}", "low", "town") for number in range(299)]
    return OfficeColumns.of([WHOLE, *offices[::-1]])


def test_every_office_comes_back_as_it_was(many):
    """What was let go is made again from its record, with all its fields."""
    assert [office.id for office in many] == [f"o-{number:03}" for number in range(299)] + ["whole"]
    assert many.office("whole") == many[-1] == WHOLE
    assert many.office("o-123").name == "ที่ 123"
    assert [each.id for each in many[1:3]] == ["o-001", "o-002"]


def test_traits_are_those_of_the_office(many):
    """Of few offices the office itself answers, of many the columns."""
    few = OfficeColumns.of([WHOLE])
    assert few.traits("whole") is WHOLE
    for name in ("whole", "o-007"):
        office, traits = many.office(name), many.traits(name)
        assert traits == (office.id, office.level, office.kind, office.desks, None)


def test_an_office_that_is_not_there_is_not_found(many):
    """An id before, between or behind all others is no office."""
    for name in ("a", "o-0005", "zzz"):
        assert not many.has(name)
        with pytest.raises(KeyError):
            many.office(name)
    assert WHOLE in many
    assert Office("whole", "Another", "low", "town") not in many
    assert "whole" not in many


def test_columns_of_the_same_offices_are_equal(many):
    """Neither their order nor what of them is held makes a difference."""
    assert many == OfficeColumns.of(list(many))
    assert many != OfficeColumns.of(list(many)[1:])
    assert many != tuple(many)
    assert repr(many) == "<300 offices>"


def test_offices_are_found_by_words_of_their_records(many):
    """Signs that JSON writes otherwise, any capitals and blanks; nothing means nobody."""
    assert [each.id for each in many.with_text('"พิษณุโลก"  \\ เหนือ')] == ["whole"]
    assert [each.id for each in many.with_text("PHITSANULOK")] == ["whole"]
    assert [each.id for each in many.with_text("ที่ 29")] == [
        "o-029",
        *(f"o-29{n}" for n in range(9)),
    ]
    assert [*many.with_text("nowhere"), *many.with_text("  "), *many.with_text("\ud800")] == []
