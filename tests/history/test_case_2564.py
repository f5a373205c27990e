"""Stories of the real bundle of 2564, as optical recognition left it, read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from hierarchy.load.hierarchy_file import load_hierarchy
from hierarchy.office import LetterForm, Signatory
from wian.history.bundle import read_bundle
from wian.history.bundle_json import bundle_values
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.paper import CitationPlace, FindingKind

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = ROOT.parent / "shared" / "case-2564" / "bundle.txt"
SUBJECT_STEM = "ขอเชิญสมัครเพื่อขอรับการรับรองมาตรฐาน"

pytestmark = pytest.mark.skipif(not BUNDLE.exists(), reason="the real bundle is not beside us")


@pytest.fixture(scope="module", params=["with the hierarchy", "without"])
def bundle(request):
    hierarchy = None
    if request.param == "with the hierarchy":
        hierarchy = load_hierarchy(ROOT / "examples" / "gecc-2564" / "offices.yaml")
    return read_bundle([BUNDLE], jurisdiction("thailand"), hierarchy)


def test_all_three_letters_are_found_with_kind_number_date_and_sender(bundle):
    """Province, department and ministry, in the order of the bundle."""
    read = [(e.kind, e.number.value, e.dated.value, e.sender.value) for e in bundle.letters]
    assert read == [
        (LetterForm.EXTERNAL, "พล ๐๐๒๓.๓/ว ๕๕๓", date(2021, 1, 19), "จังหวัดพิษณุโลก"),
        (
            LetterForm.EXTERNAL,
            "มท ๐๘๑๐.๗/ว ๕๑",
            date(2021, 1, 11),
            "กรมส่งเสริมการปกครองท้องถิ่น",
        ),
        (
            LetterForm.MEMO,
            "มท ๐๒๑๘/ว ๓๓๖๖",
            date(2020, 12, 29),
            "กระทรวงมหาดไทย สำนักงานปลัดกระทรวงมหาดไทย",
        ),
    ]
    assert bundle.letters[2].number.read == "มท ๐๒๑๘ /ว ๓๓๖๖"


def test_subject_addressees_and_signatories_are_the_letters_own(bundle):
    """The subject is one; addressees are cut into posts; names of persons are not kept."""
    assert all(letter.subject.value.startswith(SUBJECT_STEM) for letter in bundle.letters)
    assert [[each.value for each in letter.recipients] for letter in bundle.letters] == [
        [
            "นายอำเภอ ทุกอำเภอ",
            "นายกองค้การบริหารส่วนจังหวัดพิษณุโลก",
            "นายกเทศมนตรีนครพิษณุโลก",
            "นายกเทศมนตรีเมืองอรัญญิก",
        ],
        ["ผู้ว่าราชการจังหวัด ทุกจังหวัด"],
        ["หัวหน้าส่วนราชการระดับกรม", "หัวหน้าหน่วยงานรัฐวิสาหกิจในสังกัดกระทรวงมหาดไทย"],
    ]
    assert [letter.signatory.value for letter in bundle.letters] == [
        Signatory("รองผู้ว่าราชการจังหวัด", "ผู้ว่าราชการจังหวัดพิษณุโลก"),
        Signatory("อธิบดีกรมส่งเสริมการปกครองท้องถิ่น"),
        Signatory("ปลัดกระทรวงมหาดไทย"),
    ]


def test_no_signers_name_is_anywhere_in_what_was_read(bundle):
    """What stands in brackets above a post is in the transcript alone, which is the paper."""
    names = [
        line.strip(" ()") for line in BUNDLE.read_text("utf-8").splitlines() if line[:1] == "("
    ]
    named = [name for name in names if name.startswith("นาย")]
    assert len(named) == 3
    letters = [replace(letter, transcript=()) for letter in bundle.letters]
    assert not [name for name in named if name.split()[0] in repr([letters, bundle.findings])]


def test_citations_and_chain_lead_from_the_province_to_the_origin(bundle):
    """Each letter names the one that it encloses, and its opening names everybody above."""
    cited = [
        [(e.place, e.office, e.number.value, e.dated.value) for e in letter.citations]
        for letter in bundle.letters
    ]
    assert cited == [
        [
            (
                CitationPlace.ENCLOSURE,
                "กรมส่งเสริมการปกครองท้องถิ่น",
                "มท ๐๘๑๐.๗/ว ๕๑",
                date(2021, 1, 11),
            )
        ],
        [(CitationPlace.ENCLOSURE, "กระทรวงมหาดไทย", "มท ๐๒๑๘/ว ๗๗๖๖", date(2020, 12, 28))],
        [],
    ]
    origin = "สำนักงานปลัดสำนักนายกรัฐมนตรี"
    assert [[link.value for link in letter.chain] for letter in bundle.letters] == [
        ["กรมส่งเสริมการปกครองท้องถิ่น", "กระทรวงมหาดไทย", origin],
        ["กระทรวงมหาดไทย", origin],
        [origin],
    ]
    assert [[each.value.split()[-2:] for each in e.enclosures] for e in bundle.letters] == [
        [["๑", "ชุด"]],
        [["๑", "ชุด"]],
        [],
    ]


def test_all_four_stamps_are_read_with_what_they_mean(bundle):
    """The table of the case: desk, receipt number, what the stamp reads, what is meant."""
    read = [
        [(e.desk.value, e.receipt_number.value, e.read, e.inferred) for e in letter.stamps]
        for letter in bundle.letters
    ]
    assert read == [
        [],
        [
            (
                "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดพิษณุโลก",
                "544",
                "๑๓ ม.ค. ๒๕๖๔",
                date(2021, 1, 13),
            )
        ],
        [
            ("กรมส่งเสริมการปกครองท้องถิ่น", "67230", "29 ธ.ค. 2563", date(2020, 12, 29)),
            (
                "กองพัฒนาและส่งเสริมการบริหารงานท้องถิ่น",
                "16846",
                "2 ธ.ค. 2563 15.29",
                datetime.fromisoformat("2020-12-29T15:29"),
            ),
            ("กอง.บด.", "952", "๒๙ ธ.ค. ๒๕๖๓ 16.22", datetime.fromisoformat("2020-12-29T16:22")),
        ],
    ]
    assert len(bundle.letters[1].stamps[0].units) == 5
    inferred = [s.moment.inference for letter in bundle.letters for s in letter.stamps]
    assert [why is not None for why in inferred] == [False, False, True, False]


@pytest.mark.parametrize(
    ("kind", "line", "says"),
    [
        (FindingKind.CITATION_DIFFERS, 65, ("๗๗๖๖", "๓๓๖๖", "๒๘ ธันวาคม", "๒๙ ธันวาคม")),
        (FindingKind.STAMP_BEFORE_LETTER, 137, ("2 ธ.ค. 2563 15.29", "2020-12-29", "digit")),
        (FindingKind.FRAGMENT, 100, ("๐136",)),
        (FindingKind.MISSING_LETTER, 122, ("สำนักงานปลัดสำนักนายกรัฐมนตรี",)),
        (FindingKind.ADDRESSEE_SLIP, 14, ("นายกองค้การ", "นายกองค์การ")),
        (FindingKind.LOST_REQUEST, 128, ("พิจารณาประเมินความพร้อม",)),
        (FindingKind.LOST_QR_CODE, 130, ("QR code",)),
    ],
)
def test_what_a_careful_reader_flags_is_flagged_once_and_where_it_stands(bundle, kind, line, says):
    """The six points of the case's list, the last one twofold."""
    [found] = [each for each in bundle.findings if each.kind is kind]
    assert found.where == f"bundle.txt line {line}"
    assert [word for word in says if word not in found.what] == []
    assert 0.5 < found.confidence < 1
    assert found.settles


def test_nothing_else_is_flagged_but_the_units_without_a_tick(bundle):
    """A reader who cries wolf is not read."""
    others = [e for e in bundle.findings if e.kind is FindingKind.UNMARKED_UNIT]
    assert len(bundle.findings) == 8
    assert [each.where for each in others] == ["bundle.txt line 41"]


def test_offices_and_desks_are_those_of_the_hierarchy():
    """Senders by name, stamps by the office that passed the letter on, desks by their turn."""
    hierarchy = load_hierarchy(ROOT / "examples" / "gecc-2564" / "offices.yaml")
    bundle = read_bundle([BUNDLE], jurisdiction("thailand"), hierarchy)
    assert [letter.office for letter in bundle.letters] == ["phitsanulok", "dla", "moi"]
    assert [[(s.office, s.place) for s in letter.stamps] for letter in bundle.letters] == [
        [],
        [("phitsanulok", "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด")],
        [
            ("dla", "งานสารบรรณกลาง"),
            ("dla", "กองพัฒนาและส่งเสริมการบริหารงานท้องถิ่น"),
            ("dla", "กลุ่มงานส่งเสริมการบริหารกิจการบ้านเมืองที่ดีท้องถิ่น"),
        ],
    ]


def test_the_object_for_other_programs_has_the_fields_of_the_contract(bundle):
    """Values only, dates as ISO 8601."""
    values = bundle_values(bundle)
    letter = values["letters"][2]
    assert letter["number"] == "มท ๐๒๑๘/ว ๓๓๖๖"
    assert letter["date"] == "2020-12-29"
    stamp = letter["stamps"][1]
    assert (stamp["receipt_number"], stamp["read"]) == ("16846", "2 ธ.ค. 2563 15.29")
    assert stamp["inferred"] == "2020-12-29T15:29"
    assert set(values["findings"][0]) >= {"kind", "where", "what", "confidence"}
