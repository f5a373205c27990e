"""Who types no id of an office is told which one was meant."""

from __future__ import annotations

import pytest

from hierarchy.check.suggestion import meant
from hierarchy.office import Office

_OFFICES = [
    Office("opm", "สำนักงานปลัดสำนักนายกรัฐมนตรี", "ministry", "office"),
    Office("east.mueang", "อำเภอเมืองตะวันออก", "district", "district", name_en="Mueang East"),
    Office("east", "จังหวัดตะวันออก", "province", "province", name_en="East"),
    *(Office(f"t{n}", f"{'ก' * n}ทับคล้อ", "local", "local", name_en=f"At {n}") for n in range(5)),
]


@pytest.mark.parametrize(
    ("word", "offices"),
    [
        ("จังหวัดตะวันออก", "east (จังหวัดตะวันออก)"),
        ("เมืองตะวันออก", "east.mueang (อำเภอเมืองตะวันออก)"),
        ("ตะวันออก", "east (จังหวัดตะวันออก) or east.mueang (อำเภอเมืองตะวันออก)"),
        ("mueang  EAST", "east.mueang (อำเภอเมืองตะวันออก)"),
        ("ทับคล้อ", "t0 (ทับคล้อ) or t1 (กทับคล้อ) or t2 (กกทับคล้อ)"),
        ("eats", "east"),
        ("ast", "east"),
    ],
)
def test_a_name_is_answered_with_the_ids_that_it_means(word, offices):
    """In Thai or English, whole or its last part, the nearest first; of many only a few."""
    assert meant(word, _OFFICES) == f"did you mean {offices}?"


@pytest.mark.parametrize("word", ["", " ", "ก", "zzz", "x" * 1_000_000])
def test_what_means_nothing_is_told_where_ids_are(word):
    """A newcomer goes down from the top office to the one that is wanted."""
    assert meant(word, _OFFICES, "opm").startswith(
        "to list the ids under opm, run: wian offices --under opm "
    )
