"""The daily sheet: what an office entered on a day, and a checkpoint that paper witnesses."""

from __future__ import annotations

import html
import io
import os
import re

import vl_convert
import zxingcpp
from PIL import Image

from wian.ledger.access.permissions import Role
from wian.ledger.checkpoints.checkpoint_files import make_checkpoint, public_key, read_checkpoint

DEPARTMENT, PROVINCE = "dla", "phitsanulok"


def test_it_lists_what_the_office_entered_that_day_and_no_other(drill, words):
    """Receipt numbers with desks and times, its own letters with their recipients."""
    drill.reach(PROVINCE)
    browser = drill.at(DEPARTMENT)
    shown = words(browser.get("/day"))
    item = drill.item(DEPARTMENT)
    for stamp in item.stamps:
        assert stamp.receipt_number in shown
        assert stamp.desk in shown
    assert item.letter.letter.number in shown
    assert item.letter.letter.subject in shown
    assert item.own.letter.number in shown
    for day in ("2026-11-30", "2020-01-01"):
        other = words(browser.get(f"/day?of={day}"))
        assert item.letter.letter.number not in other
        assert "วันนี้ไม่มีหนังสือรับ" in other
    assert words(browser.get("/day?of=2999-01-01")) == shown  # no day that has not come
    assert words(browser.get("/day?of=")) == shown  # the field was emptied
    assert browser.get("/day?of=0001-01-01").status_code == 200
    for odd in ("x", "0", "20210101", "2020-02-30"):
        assert browser.get(f"/day?of={odd}").status_code == 422


def test_another_office_sees_its_own_day(drill, words):
    """And who only observes may print it too."""
    drill.reach(PROVINCE)
    shown = words(drill.at(PROVINCE, Role.OBSERVER).get("/day"))
    assert "วันนี้ไม่มีหนังสือรับ" in shown
    assert "วันนี้ไม่มีหนังสือส่ง" in shown


def test_its_code_is_the_file_that_verify_takes(drill, home, words, tmp_path):
    """Scanned from the paper, it is held against the ledger; the same stands beside in letters."""
    browser = drill.at(DEPARTMENT)
    assert "เครื่องนี้ยังไม่มีจุดตรวจสอบ" in words(browser.get("/day"))
    made, note = make_checkpoint(drill.ledger, home)
    page = browser.get("/day")
    svg = re.search(r"<svg.*?</svg>", page.text, re.DOTALL)[0]
    scanned = tmp_path / "scanned.txt"
    scanned.write_text(_scanned(svg), encoding="utf-8")
    assert read_checkpoint(scanned, public_key(home)) == made
    assert scanned.read_text("utf-8") == note
    shown = words(page)
    assert f" {made.size} " in shown
    assert made.origin in shown
    assert made.root.hex() in shown.replace(" ", "")


def test_it_says_where_the_checkpoint_is_older_than_its_lines(drill, home, words):
    """What was stamped afterwards is witnessed by the next one."""
    drill.reach(PROVINCE)
    browser, told = drill.at(DEPARTMENT), "พร้อมหรือหลังจุดตรวจสอบนี้"
    make_checkpoint(drill.ledger, home)
    (kept,) = (home / "checkpoints").iterdir()
    for made, older in ((drill.living.start, True), (drill.living.later(100_000), False)):
        os.utime(kept, (made.minute * 60, made.minute * 60))
        assert (told in words(browser.get("/day"))) is older


def test_a_checkpoint_that_was_changed_is_not_shown(drill, home, words):
    """The page still is."""
    make_checkpoint(drill.ledger, home)
    (kept,) = (home / "checkpoints").iterdir()
    kept.write_text(kept.read_text().replace("\n", "\n1", 1))
    assert "เครื่องนี้ยังไม่มีจุดตรวจสอบ" in words(drill.at(DEPARTMENT).get("/day"))


def _scanned(svg: str) -> str:
    """What a telephone reads from the code."""
    side = int(re.search(r'viewBox="0 0 (\d+) \d+"', svg)[1])
    sized = html.unescape(svg).replace("<svg ", f'<svg width="{side}" height="{side}" ', 1)
    picture = Image.open(io.BytesIO(vl_convert.svg_to_png(sized, scale=6))).convert("RGBA")
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    (found,) = zxingcpp.read_barcodes(paper.convert("L"))
    return found.text
