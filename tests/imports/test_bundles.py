"""Do imported letters count once, and does what was recognised from a picture say so everywhere?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.truth.bundle_stories import offices, thailand
from wian.history.bundle import read_documents
from wian.history.documents.document import Document, lines_of
from wian.imports.bundles import import_bundle
from wian.jurisdictions.instant import Instant, Precision
from wian.jurisdictions.paper import Bundle, Medium, SourceFile
from wian.ledger.read.kept_originals import originals
from wian.ledger.read.recorded import hop_records
from wian.ledger.read.sql_query import asking
from wian.reports.scope.recorded_hops import frame_of
from wian.reports.unsent_hops import recognised

NOW = Instant(29_000_000, Precision.MINUTE)
PROVINCE = """\
ที่ พล 0023.3/ว 553                        ศาลากลางจังหวัดพิษณุโลก
                                           ถนนวังจันทน์ พล 65000
                 19 มกราคม 2564
เรื่อง  การป้องกันภัยแล้ง
เรียน  นายอำเภอ ทุกอำเภอ
     ด้วยจังหวัดพิษณุโลกกำหนดแนวทางป้องกันภัยแล้ง
     จึงเรียนมาเพื่อทราบ
                 ขอแสดงความนับถือ
"""
STAMP = "\nอำเภอวังทอง\nเลขรับ 97\nวันที่ 20 ม.ค. 2564\nเวลา 09.15 น.\n"


def bundle(*files: tuple[str, str, Medium]) -> Bundle:
    """Files as they would be read, each of a medium."""
    documents = [
        Document(name, medium, lines_of(text, thailand().paper)) for name, text, medium in files
    ]
    kept = tuple(SourceFile(name, text.encode()) for name, text, _ in files)
    return replace(read_documents(documents, thailand(), offices()), files=kept)


def take_in(ledger, *files):
    """Import files."""
    return import_bundle(ledger, bundle(*files), offices(), thailand(), NOW)


SCAN = ("scan.pdf", PROVINCE + STAMP, Medium.PDF)
TYPED = ("typed.txt", PROVINCE.replace("0023.3", "๐๐๒๓.๓"), Medium.TEXT)


def test_a_letter_in_two_files_counts_once(empty_ledger):
    """Its number and date are the same, whatever the digits; both files are kept."""
    done = take_in(empty_ledger, TYPED, SCAN)
    [chain] = done.chains
    assert (chain.letters, chain.new) == (1, 1)
    assert any("typed.txt" in said and "scan.pdf" in said for said in done.left_out)
    assert {each.name for each in originals(empty_ledger, chain.propagation)} == {
        "scan.pdf",
        "typed.txt",
    }


def test_a_letter_that_came_in_before_counts_once(empty_ledger):
    """Another day, from another file: it stays in the chain of then, and its file is kept there."""
    [first] = take_in(empty_ledger, SCAN).chains
    [again] = take_in(empty_ledger, TYPED).chains
    assert again.propagation == first.propagation
    assert (again.shown_before, again.new, again.hops) == (True, 0, first.hops)
    assert frame_of(empty_ledger)["propagation"].n_unique() == 1
    names = {each.name for each in originals(empty_ledger, first.propagation)}
    assert names == {"scan.pdf", "typed.txt"}
    [same] = take_in(empty_ledger, SCAN).chains
    assert (same.propagation, same.shown_before) == (first.propagation, False)


@pytest.fixture
def from_picture(empty_ledger):
    """A ledger with a letter that was recognised from a picture, and its propagation."""
    [chain] = take_in(empty_ledger, ("scan.pdf", PROVINCE + STAMP, Medium.OCR)).chains
    return empty_ledger, chain.propagation


def test_what_was_recognised_from_a_picture_says_so_in_every_row(from_picture):
    """In hop records, the frame of reports and exports, and the views."""
    ledger, propagation = from_picture
    assert all(hop.recognised for hop in hop_records(ledger, propagation))
    frame = frame_of(ledger)
    assert recognised(frame) == frame.height > 0
    for view in ("letters", "receptions", "hops"):
        question = f"SELECT count(*), sum(CASE WHEN recognised THEN 1 ELSE 0 END) FROM {view}"  # noqa: S608
        with asking(ledger.url, question, patience=600) as answer:
            [[rows, unsure]] = list(answer.rows)
        assert rows == unsure > 0


def test_what_was_read_otherwise_is_not_marked(empty_ledger):
    """A text layer, a file of text."""
    [chain] = take_in(empty_ledger, SCAN).chains
    assert not any(hop.recognised for hop in hop_records(empty_ledger, chain.propagation))
    assert not frame_of(empty_ledger)["recognised"].any()


def test_findings_of_a_picture_are_no_surer_than_its_words():
    """A Saturday that may be a misread digit; that the source is unsure is sure."""
    text = PROVINCE.replace("19 มกราคม", "16 มกราคม")
    found = bundle(("scan.pdf", text, Medium.OCR)).findings
    assert all(each.recognised for each in found)
    sure = {each.kind.value: each.confidence for each in found}
    assert sure["no-working-day"] == 0.6
    assert sure["uncertain-source"] == 0.95


DEPARTMENT = """\
ที่ มท 0810.7/ว 51                         กรมส่งเสริมการปกครองท้องถิ่น
                                           ถนนนครราชสีมา กทม. 10300
                 11 มกราคม 2564
เรื่อง  การป้องกันภัยแล้ง
เรียน  ผู้ว่าราชการจังหวัดพิษณุโลก
     ด้วยกระทรวงมหาดไทยกำหนดแนวทางป้องกันภัยแล้ง
     จึงเรียนมาเพื่อทราบ
                 ขอแสดงความนับถือ

จังหวัดพิษณุโลก
เลขรับ 455
วันที่ 14 ม.ค. 2564
เวลา 10.00 น.
"""
ENCLOSED = "สำเนาหนังสือกรมส่งเสริมการปกครองท้องถิ่น ที่ มท 0810.7/ว 51 ลงวันที่ 11 มกราคม 2564"
ANSWERING = PROVINCE.replace("     ด้วยจังหวัด", f"สิ่งที่ส่งมาด้วย  {ENCLOSED}\n     ด้วยจังหวัด")
ABOVE = ("department.txt", DEPARTMENT, Medium.TEXT)
BELOW = ("province.txt", ANSWERING + STAMP, Medium.TEXT)


def letters_and_hops(ledger):
    """Numbers of letters and pairs of offices in the whole ledger, however often they stand."""
    with asking(ledger.url, "SELECT number FROM letters", patience=600) as answer:
        numbers = sorted(number for (number,) in answer.rows)
    frame = frame_of(ledger)
    return numbers, sorted(frame.select("sender", "recipient").iter_rows())


@pytest.mark.parametrize("first", [SCAN, ABOVE])
def test_a_part_of_a_chain_that_came_in_before_counts_once(empty_ledger, first):
    """Whichever letter it is; the rest of the chain is added, and both files are kept."""
    [known] = take_in(empty_ledger, first).chains
    more = take_in(empty_ledger, ABOVE, BELOW)
    assert {each.shown_before for each in more.chains} == {True, False}
    assert any(known.propagation in said and "came in before" in said for said in more.left_out)
    numbers, hops = letters_and_hops(empty_ledger)
    assert numbers == ["พล ๐๐๒๓.๓/ว ๕๕๓", "มท ๐๘๑๐.๗/ว ๕๑"]
    assert len(hops) == len(set(hops)) == 2
    kept = [
        each.name for chain in more.chains for each in originals(empty_ledger, chain.propagation)
    ]
    assert {*kept} == {first[0], "department.txt", "province.txt"}
    before = letters_and_hops(empty_ledger)
    take_in(empty_ledger, ABOVE, BELOW)
    assert letters_and_hops(empty_ledger) == before


def test_the_last_letter_of_a_chain_that_came_in_before_changes_nothing(empty_ledger):
    """Alone and from another file: it stays where it is."""
    [whole] = take_in(empty_ledger, ABOVE, BELOW).chains
    before = letters_and_hops(empty_ledger)
    [again] = take_in(empty_ledger, SCAN).chains
    assert (again.propagation, again.shown_before) == (whole.propagation, True)
    assert letters_and_hops(empty_ledger) == before


def test_a_letter_that_is_left_out_says_why_and_what_to_do(empty_ledger):
    """Its office is none of those known, or nobody is known to hold it."""
    strange = PROVINCE.replace("ศาลากลางจังหวัดพิษณุโลก", "กระทรวงการคลัง").replace(
        "พล 0023.3", "กค 0201"
    )
    alone = PROVINCE.replace("นายอำเภอ ทุกอำเภอ", "ประธานชมรมปลาสวยงาม").replace("553", "554")
    done = take_in(empty_ledger, ("a.txt", strange, Medium.TEXT), ("b.txt", alone, Medium.TEXT))
    office, holder = done.left_out
    assert "กระทรวงการคลัง is none of the offices known; name a file of offices" in office
    assert "is not recorded, as nobody is known to hold it: no stamp" in holder
