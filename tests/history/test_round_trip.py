"""Properties: what wian writes, its reader reads back the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hierarchy.office import LetterForm, Office, Signatory
from wian.history.bundle import read_bundle, read_documents
from wian.history.documents.open_document import open_document
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.handling import Secrecy
from wian.jurisdictions.paper import FindingKind
from wian.jurisdictions.thailand.reading.thai_text import compact
from wian.letters.directive import Directive
from wian.letters.drawn_stamp import Stamp
from wian.letters.pages.bundle_pdf import BundlePart, bundle_pdf
from wian.letters.pages.letter_docx import letter_docx

THAILAND = jurisdiction("thailand")
NAMES = (
    "สำนักงานปลัดสำนักนายกรัฐมนตรี",
    "กระทรวงมหาดไทย",
    "กรมส่งเสริมการปกครองท้องถิ่น",
    "จังหวัดพิษณุโลก",
    "อำเภอว่านใหญ่",
    "เทศบาลตำบลหัวรอ",
    "องค์การบริหารส่วนตำบลบ้านแจ้ง",
)
CODES = ("นร ๐๑๐๖", "มท ๐๒๑๘", "มท ๐๘๑๐.๗", "พล ๐๐๒๓.๓", "พล ๐๘๒๓", "พล ๕๒๐๐๑", None)
LEVELS = ("prime-minister", "ministry", "department", "province", "district", "local", "local")
POSTS = ("ปลัดสำนักนายกรัฐมนตรี", "ปลัดกระทรวงมหาดไทย", "อธิบดีกรมส่งเสริมการปกครองท้องถิ่น")
WORDS = (
    "การสำรวจถนน",
    "ในความรับผิดชอบ",
    "(GECC)",
    "ประจำปี พ.ศ. 2569",
    "ระบบ online",
    "ที่ประชาชนใช้",
    "เรื่องร้องเรียน",
    "ครั้งที่ 2/2569",
    "ให้ทันเวลา",
    "และการรายงานผล",
)
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12, unique=True).map(" ".join)


@st.composite
def offices(draw):
    """A line of three to six offices from the Prime Minister's Office down."""
    depth = draw(st.integers(3, 6))
    made = []
    for place in range(depth):
        form = draw(st.sampled_from(list(LetterForm)))
        acting = draw(st.booleans())
        made.append(
            Office(
                id=f"o{place}",
                name=NAMES[place],
                level="local" if place == depth - 1 else LEVELS[place],
                kind="office",
                letter_code=CODES[place] if draw(st.booleans()) or place == 0 else None,
                address=draw(st.sampled_from([(), ("ถนนราชดำเนิน เขตดุสิต กทม. ๑๐๓๐๐",)])),
                signatory=Signatory("รองผู้อำนวยการ", "ผู้อำนวยการสำนักงาน") if acting else None,
                addressee=f"หัวหน้าสำนักงานที่{place}",
                form=form,
                phone=draw(st.sampled_from([None, "๐ ๕๕๒๓ ๒๔๙๐"])),
                drafted_by=draw(st.sampled_from([(), ("กลุ่มงานส่งเสริม",)])),
            )
        )
    return made


@st.composite
def directives(draw):
    """A directive to the local level, with or without window, enclosures and details."""
    window = {"opens": "2026-08-10", "closes": "2026-09-30"}
    local = {"levels": ["local"]}
    asks = draw(st.lists(texts, min_size=1, max_size=3, unique=True))
    fields = {
        "id": "d",
        "origin": "o0",
        "subject": draw(texts),
        "decided": f"ได้กำหนดให้มี{draw(texts)}",
        "purpose": draw(texts),
        "details": draw(st.lists(texts, max_size=2)),
        "asks": [{"to": local, "text": f"ดำเนินการ{text}"} for text in asks],
        "enclosures": draw(
            st.sampled_from([[], [{"title": "แบบสำรวจ"}, {"title": "คู่มือ", "count": "๒ เล่ม"}]])
        ),
        "addressees": [local],
        "issued": "2026-08-03",
        "urgency": draw(st.sampled_from(["ordinary", "urgent", "most-urgent"])),
        "secrecy": draw(st.sampled_from(["none", "confidential", "secret", "top-secret"])),
    }
    if draw(st.booleans()):
        fields["window"] = window
    return Directive.model_validate(fields)


@st.composite
def days(draw, count):
    start = draw(st.dates(min_value=_day("2020-12-20"), max_value=_day("2021-03-01")))
    steps = draw(st.lists(st.integers(0, 9), min_size=count, max_size=count))
    found = [start]
    for step in steps[1:]:
        found.append(found[-1] + timedelta(days=step))
    return found


def _day(text):
    return date.fromisoformat(text)


def same(one, other):
    return compact(one or "") == compact(other or "")


def assert_read_back(letter, read, above):
    """A letter and its reading are one: every field, and as many paragraphs."""
    assert_fields_read_back(letter, read, above)
    assert len(read.paragraphs) == len(letter.paragraphs)
    if letter.signatory:
        assert same(read.signatory.read, "".join(letter.signatory[1:]))


def assert_fields_read_back(letter, read, above):
    """Marks, number, date, subject, sender, addressees, enclosures, chain, letters cited."""
    assert read.kind is letter.form
    assert read.marks == tuple(filter(None, (letter.urgency, letter.secrecy)))
    assert same(read.number.value, letter.number)
    assert read.dated.value == letter.dated
    assert same(read.subject.value, letter.subject)
    assert read.sender.value.startswith(letter.issuer)
    assert same("".join(e.value for e in read.recipients), letter.addressed_to.replace("และ", ""))
    assert [compact(e.value) for e in read.enclosures] == [*map(compact, letter.enclosures)]
    assert [link.value for link in read.chain] == above
    cited = [
        (e.office, e.number and e.number.value, e.dated and e.dated.value) for e in read.references
    ]
    assert cited == [(e.office, e.number, e.dated) for e in letter.references]


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(line=offices(), directive=directives(), data=st.data())
def test_composed_letters_are_read_back_from_their_text(  # noqa: PLR0913, PLR0917 - its fixtures and its cases
    written, on_paper, read, line, directive, data
):
    """Any depth, form, code, number of asks and enclosures: each letter comes back as written."""
    chain = written(line, directive, data.draw(days(len(line) - 1)))
    bundle = read(on_paper(chain.letters))
    assert len(bundle.letters) == len(chain.letters)
    above: list[str] = []
    for letter, found in zip(chain.letters, reversed(bundle.letters), strict=True):
        assert_read_back(letter, found, above)
        above = [letter.issuer, *above]


stamps = st.lists(
    st.builds(
        Stamp,
        office=st.sampled_from(["อำเภอวังทอง", "เทศบาลเมืองอรัญญิก"]),
        desk=st.sampled_from(["สารบรรณกลาง", "กองยุทธศาสตร์และงบประมาณ", "งานธุรการ"]),
        number=st.integers(1, 99999).map(str),
        day=st.dates(min_value=_day("2021-05-01"), max_value=_day("2021-06-15")),
        clock=st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    ),
    max_size=3,
    unique_by=lambda stamp: stamp.number,
)


def moment_of(stamp):
    return datetime.combine(stamp.day, stamp.clock) if stamp.clock else stamp.day


def assert_same_receptions(read, stamped):
    assert [
        (e.heading.value, e.desk.value, e.receipt_number.value, e.inferred) for e in read.stamps
    ] == [(e.office, e.desk, e.number, moment_of(e)) for e in stamped]


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(line=offices(), directive=directives(), put=stamps, data=st.data())
def test_a_bundle_as_pdf_is_read_back_exactly(  # noqa: PLR0913, PLR0917 - its fixtures and its cases
    written, tmp_path, line, directive, put, data
):
    """The data attached to each page come first: the same letters, chains and receptions."""
    chain = written(line, directive, data.draw(days(len(line) - 1)))
    parts = [BundlePart(letter, tuple(put)) for letter in reversed(chain.letters)]
    path = tmp_path / "bundle.pdf"
    path.write_bytes(bundle_pdf(parts, THAILAND))
    bundle = read_bundle([path], THAILAND)
    assert [e for e in bundle.findings if e.kind is FindingKind.DATA_DIFFER] == []
    above: list[str] = []
    for letter, found in zip(chain.letters, reversed(bundle.letters), strict=True):
        assert_read_back(letter, found, above)
        assert found.number.confidence == 1
        assert_same_receptions(found, put)
        above = [letter.issuer, *above]


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(line=offices(), directive=directives(), put=stamps, data=st.data())
def test_a_bundle_as_pdf_is_read_back_from_its_text_layer_alone(  # noqa: PLR0913, PLR0917 - its fixtures and its cases
    written, tmp_path, line, directive, put, data
):
    """Another program's copy has lost the attached data: the words on the pages say the same.

    Stamps share a line with the mark of a classified page, and are read from its data only.
    """
    put = [] if directive.secrecy is not Secrecy.NONE else put
    chain = written(line, directive, data.draw(days(len(line) - 1)))
    parts = [BundlePart(letter, tuple(put)) for letter in reversed(chain.letters)]
    path = tmp_path / "bundle.pdf"
    path.write_bytes(bundle_pdf(parts, THAILAND))
    document = replace(open_document(path, THAILAND), letters=())
    bundle = read_documents([document], THAILAND)
    above: list[str] = []
    for letter, found in zip(chain.letters, reversed(bundle.letters), strict=True):
        assert_fields_read_back(letter, found, above)
        assert_same_receptions(found, put)
        above = [letter.issuer, *above]


def test_a_line_drawn_out_before_a_date_that_stays_whole_is_read_back(written, tmp_path):
    """Letters that stood too far apart came back with a blank between each."""
    forms = [LetterForm.EXTERNAL] * 3 + [LetterForm.MEMO, LetterForm.EXTERNAL, LetterForm.EXTERNAL]
    line = [
        Office(
            f"o{at}",
            NAMES[at],
            "local" if at == 5 else LEVELS[at],
            "office",
            letter_code=None if at else CODES[0],
            addressee=f"หัวหน้าสำนักงานที่{at}",
            form=form,
        )
        for at, form in enumerate(forms)
    ]
    local = {"levels": ["local"]}
    directive = Directive.model_validate(
        {
            "id": "d",
            "origin": "o0",
            "subject": "การสำรวจถนน",
            "decided": "ได้กำหนดให้มีการสำรวจถนน",
            "purpose": "การสำรวจถนน",
            "asks": [{"to": local, "text": "ดำเนินการการสำรวจถนน"}],
            "window": {"opens": "2026-08-10", "closes": "2026-09-30"},
            "addressees": [local],
            "issued": "2026-08-03",
        }
    )
    dates = ["2021-02-01", "2021-02-01", *["2021-02-10"] * 3]
    chain = written(line, directive, [_day(each) for each in dates])
    path = tmp_path / "bundle.pdf"
    path.write_bytes(bundle_pdf([BundlePart(chain.letters[3], ())], THAILAND))
    document = replace(open_document(path, THAILAND), letters=())
    [found] = read_documents([document], THAILAND).letters
    assert [compact(e.value) for e in found.enclosures] == [
        *map(compact, chain.letters[3].enclosures)
    ]


@pytest.mark.parametrize("form", list(LetterForm))
def test_a_word_document_is_read_back(written, thailand, tmp_path, form):
    """Paragraphs and cells in their order give the letter and its receptions."""
    line = [
        Office(f"o{at}", NAMES[at], LEVELS[at], "office", letter_code=CODES[at], form=form)
        for at in (1, 2, 3)
    ]
    directive = Directive.model_validate(
        {
            "id": "d",
            "origin": "o1",
            "subject": "การสำรวจถนน ประจำปี พ.ศ. 2569",
            "decided": "ได้กำหนดให้มีการสำรวจถนน",
            "purpose": "ให้ถนนปลอดภัย",
            "asks": [{"to": {"levels": ["province"]}, "text": "สำรวจถนนในความรับผิดชอบ"}],
            "addressees": [{"levels": ["province"]}],
            "issued": "2021-01-04",
        }
    )
    chain = written(line, directive, [_day("2021-01-04"), _day("2021-01-06")])
    put = Stamp("จังหวัดพิษณุโลก", "สารบรรณ", "๕๔๔", _day("2021-01-08"))
    path = tmp_path / "letter.docx"
    path.write_bytes(letter_docx(chain.letters[1], thailand, stamps=[put]))
    [found] = read_bundle([path], thailand).letters
    assert_read_back(chain.letters[1], found, [NAMES[1]])
    assert_same_receptions(found, [Stamp(put.office, put.desk, "544", put.day)])
