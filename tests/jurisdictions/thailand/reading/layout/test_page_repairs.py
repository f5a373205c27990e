"""Heads that a text layer or a recogniser took apart are put together, and nothing else is."""

from __future__ import annotations

import pytest

from benchmarks.truth.letter_heads import HEADS, heads_of
from wian.jurisdictions.paper import PaperLine
from wian.jurisdictions.thailand.reading.layout.page_repairs import mended


def _mended(*texts: str) -> list[str]:
    return [line.text for line in mended([PaperLine(text, at) for at, text in enumerate(texts)])]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["| ที่ | พล ๐๐๓๓/๔๑๑ | วันที่ | ๖ ก.พ. ๒๕๖๗ |"], ["ที่   พล ๐๐๓๓/๔๑๑   วันที่   ๖ ก.พ. ๒๕๖๗"]),
        (
            ["เรื่อง | การล้างมือ", "ที่ | พล ๑/๒ | วันที่ | ๖ ก.พ. ๒๕๖๗"],
            ["เรื่อง     การล้างมือ", "ที่     พล ๑/๒     วันที่     ๖ ก.พ. ๒๕๖๗"],
        ),
        (["จาก : ผจก.สาขา       เลขที่ : สข. ๑/๒๕๖๗"], ["จาก : ผจก.สาขา", "เลขที่ : สข. ๑/๒๕๖๗"]),
        (["ที่ ต่อ กห ๐๔๘๓.๖๑/๕๑๘"], ["ที่ กห ๐๔๘๓.๖๑/๕๑๘"]),
        (["ที่ กษ 0407:17/ว 88"], ["ที่ กษ 0407.17/ว 88"]),
        (["ที่ กค", "๐๔๐๒.๕/๔๐๓๓๑"], ["ที่ กค ๐๔๐๒.๕/๔๐๓๓๑"]),
        (["ที่ ส ธ ๐ ๒ ๑ ๖ / ว ๓ ๔ ๑"], ["ที่ สธ๐๒๑๖/ว๓๔๑"]),
        (["เรื่อง งบประมาณ", "เรียนประธานสภา"], ["เรื่อง งบประมาณ", "เรียน  ประธานสภา"]),
        (["MEMORANDUM", "To        All chairs"], ["MEMORANDUM", "To: All chairs"]),
        (["ด่ ว น ที่ สุ ด"], ["ด่วนที่สุด"]),
        (["ดวนมาก"], ["ด่วนมาก"]),
        (["ถึง (TO) : อธิบดี"], ["ถึง : อธิบดี"]),
        (["โทรสาร / FACSIMILE"], ["โทรสาร"]),
        (
            ["ส่วนราชการ สำนักปลัด โทร. ๑๒ ที่ พล ๗๖๒๐๑/๑๐๒ วันที่ ๒ พ.ค. ๒๕๖๗"],
            ["ส่วนราชการ สำนักปลัด โทร. ๑๒", "ที่ พล ๗๖๒๐๑/๑๐๒ วันที่ ๒ พ.ค. ๒๕๖๗"],
        ),
        (["เรื่อง ไฟป่า เรียน นายอำเภอ"], ["เรื่อง ไฟป่า", "เรียน นายอำเภอ"]),
        (["เรื่องไฟป่า", "เรียนนายอำเภอ"], ["เรื่อง  ไฟป่า", "เรียน  นายอำเภอ"]),
        (
            ["เรื่อง", "เรียน", "กรมสมมุติ", "๘ ธันวาคม ๒๕๖๖", "ไฟป่า", "นายอำเภอ", "ด้วยเกิดไฟป่า"],
            ["กรมสมมุติ", "๘ ธันวาคม ๒๕๖๖", "เรื่อง  ไฟป่า", "เรียน  นายอำเภอ", "ด้วยเกิดไฟป่า"],
        ),
    ],
)
def test_what_was_taken_apart_is_put_together(lines: list[str], whole: list[str]) -> None:
    """A table's cells, a number over two lines, signs and labels set apart or glued."""
    assert _mended(*lines) == whole


@pytest.mark.parametrize(
    "lines",
    [
        ["ที่ กค", "ถนนพระรามที่ ๖"],
        ["To        be continued"],
        ["ด่วน ที่สุด"],
        ["เรื่อง (GECC)"],
        ["เรื่อง คำที่ใช้ขึ้นต้น เรียน ผู้อำนวยการ", "เรียน นายอำเภอ"],
        ["ส่วนราชการ กลุ่มงานที่ ๒ กองคลัง"],
        ["ตามที่แจ้ง", "เรียนประธานสภา"],
        ["เรื่อง งบประมาณ", "เรียนรู้ตลอดชีวิต"],
        ["เรื่องนี้กรมสมมุติเห็นชอบแล้ว", "จึงเรียนมาเพื่อทราบ"],
        ["เรื่อง", "เรียน", "ไฟป่า", "นายอำเภอ"],
        ["เรื่อง", "เรียน", "กรมสมมุติ", "๘ ธันวาคม ๒๕๖๖", "ไฟป่า", "ด้วยเกิดไฟป่า"],
    ],
)
def test_what_only_looks_like_it_stays(lines: list[str]) -> None:
    """Better empty than wrong."""
    assert _mended(*lines) == lines


def test_heads_as_they_should_be_stay_as_they_are() -> None:
    """No line of the first sets is changed."""
    for head in heads_of(HEADS / "development.yaml"):
        lines = head.text.split("\n")
        assert _mended(*lines) == lines
