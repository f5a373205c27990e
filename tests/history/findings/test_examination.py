"""Stories of what a careful reader flags: defects planted one by one, and cases looked at."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from benchmarks.truth.bundle_stories import districts
from benchmarks.truth.defects import DEFECTS, planted
from benchmarks.truth.forensics import FIRST_SEED, TARGET, Score, findings_of, hits, score, total
from hierarchy.graph import Hierarchy
from hierarchy.office import Line, Office
from wian.jurisdictions.paper import FindingKind

SAMPLE = range(FIRST_SEED, FIRST_SEED + 6)


@cache
def scored(kind: str) -> Score:
    return score(kind, SAMPLE)


@pytest.mark.parametrize("kind", DEFECTS)
def test_each_defect_is_found_in_most_bundles_and_little_else(kind):
    """Six bundles a kind, of other offices each: at most one missed, at most one false alarm."""
    found = scored(kind)
    assert found.found >= found.planted - 1
    assert found.extra <= 1


def test_precision_and_recall_over_all_defects_reach_the_target():
    """The promise of the documentation, on a fixed sample."""
    everything = total([scored(kind) for kind in DEFECTS])
    assert everything.planted == len(SAMPLE) * (len(DEFECTS) - 1)
    assert everything.precision >= TARGET
    assert everything.recall >= TARGET


def test_a_bundle_is_the_same_for_the_same_seed():
    """A figure in the documentation can be had again."""
    one, other = (planted("letter missing", 7) for _ in range(2))
    assert one == other
    assert planted("letter missing", 8) != one
    assert len(districts()) > 800


def test_a_finding_that_nothing_was_planted_for_counts_against_precision():
    """The measure itself sees a false alarm, and a defect that was missed."""
    case = planted("fragment", 3)
    findings = findings_of(case.story, 3)
    assert hits(case, findings) == (True, [])
    control = planted("none (control)", 3)
    assert hits(control, findings) == (False, list(findings))
    assert Score("x", 4, 3, 1).precision == 0.75
    assert Score("x", 4, 3, 1).recall == 0.75


LETTER = """ที่ {number}
กรมส่งเสริมการปกครองท้องถิ่น
{day} มกราคม ๒๕๖๔
เรื่อง {subject}
เรียน {to}

ด้วยกรมส่งเสริมการปกครองท้องถิ่นได้กำหนดเรื่องนี้

จึงเรียนมาเพื่อโปรดทราบ

ขอแสดงความนับถือ
(......................)
อธิบดีกรมส่งเสริมการปกครองท้องถิ่น
"""


def letters(*entries, to="ผู้ว่าราชการจังหวัด ทุกจังหวัด"):
    return "\n\n".join(
        LETTER.format(number=number, day=day, subject=f"เรื่องที่ {subject}", to=to)
        for subject, (number, day) in zip("กขคงจ", entries, strict=False)
    )


def of(bundle, kind):
    return [finding for finding in bundle.findings if finding.kind is kind]


def test_the_one_entry_out_of_order_is_named_and_not_its_neighbours(read):
    """Of five letters the one that breaks the rise is flagged, beside one that it contradicts."""
    bundle = read(
        letters(
            *[
                (f"มท ๐๘๑๐.๗/ว {n}", d)
                for n, d in zip((10, 20, 5, 40, 50), (5, 6, 7, 8, 11), strict=True)
            ]
        )
    )
    [found] = of(bundle, FindingKind.NUMBER_ORDER)
    assert found.letter == "มท ๐๘๑๐.๗/ว ๕"
    assert "2021-01-07" in found.what


def test_one_number_on_two_letters_is_flagged(read):
    """A register gives each number once."""
    [found] = of(
        read(letters(("มท ๐๘๑๐.๗/ว 10", 5), ("มท ๐๘๑๐.๗/ว 10", 6))), FindingKind.NUMBER_ORDER
    )
    assert "twice" in found.what


def test_circulars_and_other_letters_run_in_registers_of_their_own(read):
    """A low number without ว is no disorder among circulars."""
    bundle = read(letters(("มท ๐๘๑๐.๗/ว 10", 5), ("มท ๐๘๑๐.๗/3", 6), ("มท ๐๘๑๐.๗/ว 11", 7)))
    assert of(bundle, FindingKind.NUMBER_ORDER) == []


@pytest.mark.parametrize(("day", "why"), [("๒", "Saturday"), ("๑", "วันขึ้นปีใหม่"), ("๔", None)])
def test_a_letter_of_a_closed_day_is_flagged_with_the_reason(read, day, why):
    """A weekend, a holiday, and the working day after them."""
    found = of(read(letters(("มท ๐๘๑๐.๗/ว 10", day))), FindingKind.NO_WORKING_DAY)
    assert [why in each.what for each in found] == ([True] if why else [])


def test_a_known_addressee_is_never_a_slip_for_its_neighbour(read):
    """Two districts a sign apart are both right; a third that is neither is not."""
    names = ("นายอำเภอบางกรวย", "นายอำเภอบางกรวด")
    offices = [Office("top", "จังหวัด", "province", "office")]
    offices += [
        Office(f"d{at}", name.removeprefix("นาย"), "district", "district", addressee=name)
        for at, name in enumerate(names)
    ]
    lines = [Line("top", "d0"), Line("top", "d1")]
    hierarchy = Hierarchy.build(offices, lines, subject="two districts")
    for name in names:
        right = read(letters(("มท ๐๘๑๐.๗/ว 10", 5), to=name), hierarchy)
        assert of(right, FindingKind.ADDRESSEE_SLIP) == []
    wrong = read(letters(("มท ๐๘๑๐.๗/ว 10", 5), to="นายอำเภอบาวกรวย"), hierarchy)
    [found] = of(wrong, FindingKind.ADDRESSEE_SLIP)
    assert names[0] in found.what


@pytest.mark.parametrize(
    "post",
    [
        "ผู้อำนวยการโรงพยาบาลชัยภูมิ",
        "คณบดีคณะแพทยศาสตร์",
        "ผู้กำกับการสถานีตำรวจภูธรตัวอย่าง",
        "แรงงานจังหวัดพิษณุโลก",
        "ผู้พิพากษาหัวหน้าศาลแขวงตัวอย่าง",
    ],
)
def test_a_post_that_nobody_listed_is_no_slip_for_one_that_is(read, post):
    """Its title is spelt right, whatever office it is of."""
    assert of(read(letters(("มท ๐๘๑๐.๗/ว 10", 5), to=post)), FindingKind.ADDRESSEE_SLIP) == []


def test_a_title_a_sign_away_from_a_known_one_is_a_slip(read):
    """No office whatever has such a title, so that it is as good as sure."""
    wrong = read(letters(("มท ๐๘๑๐.๗/ว 10", 5), to="นายกองค้การบริหารส่วนตำบลตัวอย่าง"))
    [found] = of(wrong, FindingKind.ADDRESSEE_SLIP)
    assert found.confidence == 0.95


def test_a_copy_enclosed_twice_is_no_second_letter(read):
    """The same letter in two bundles raises no question of its number."""
    one = letters(("มท ๐๘๑๐.๗/ว 10", 5))
    assert of(read(one + one), FindingKind.NUMBER_ORDER) == []


def test_dates_beyond_the_calendar_are_left_alone(read):
    """Of a day that nobody has announced nothing is said."""
    bundle = read(letters(("มท ๐๘๑๐.๗/ว 10", 5)).replace("๒๕๖๔", "๒๖๙๙"))
    assert bundle.letters[0].dated.value == date(2156, 1, 5)
    assert of(bundle, FindingKind.NO_WORKING_DAY) == []


def test_a_letter_cited_with_a_wrong_date_and_enclosed_by_pointing_is_one_finding(read):
    """An enclosure that points to the reference says nothing new of it, and links the letters."""
    above, below = letters(("มท ๐๘๑๐.๗/ว 10", "๕"), ("มท ๐๘๑๐.๗/ว 20", "๖")).split("\n\nที่ ")
    fields = (
        "อ้างถึง หนังสือกรมส่งเสริมการปกครองท้องถิ่น ที่ มท ๐๘๑๐.๗/ว ๑๐ ลงวันที่ ๔ มกราคม ๒๕๖๔\n"
        "สิ่งที่ส่งมาด้วย สำเนาหนังสือที่อ้างถึง จำนวน ๑ ชุด\n\n"
    )
    bundle = read(f"{above}\n\nที่ {below.replace('ด้วยกรม', fields + 'ด้วยกรม', 1)}")
    assert len(of(bundle, FindingKind.CITATION_DIFFERS)) == 1
    assert of(bundle, FindingKind.MISSING_LETTER) == []
    assert [each.place.value for each in bundle.letters[1].citations] == ["reference", "enclosure"]
