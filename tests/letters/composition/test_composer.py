"""Stories of one office's letter: what it says, to whom, and in whose name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hierarchy.graph import Hierarchy
from hierarchy.office import ActingTerm, LetterForm, Line, Office, Signatory
from wian.kit.errors import WianError
from wian.letters.directive import Directive
from wian.letters.letter import Reference
from wian.letters.text_and_html import render

MOI_LETTER = Reference("กระทรวงมหาดไทย", "มท ๐๒๑๘/ว ๓๓๖๖", date(2020, 12, 29))


def _body(letter):
    return "\n".join(letter.paragraphs)


def test_the_origin_says_itself_what_it_decided(gecc):
    """Nobody told the origin: its letter cites nobody and encloses no letter."""
    letter = gecc.letter("opm")
    assert letter.paragraphs[0].startswith("ด้วยสำนักงานปลัดสำนักนายกรัฐมนตรีได้เปิด")
    assert letter.references == ()
    assert letter.enclosures == ()
    assert "พิจารณาแล้ว" not in _body(letter)


def test_the_first_office_under_the_origin_was_told_by_it(gecc):
    """The ministry has it from the origin, in one step."""
    opening = gecc.letter("moi").paragraphs[0]
    assert opening.startswith("ด้วยสำนักงานปลัดสำนักนายกรัฐมนตรีแจ้งว่า ได้เปิด")


def test_a_citation_bears_the_marks_of_the_letter_cited(gecc, case_of):
    """They stand before its number, the mark of secrecy first."""
    marked = {"urgency": "most-urgent", "secrecy": "confidential"}
    directive = Directive.model_validate(gecc.directive.model_dump() | marked)
    letter = case_of(gecc.hierarchy, directive).letter("dla")
    assert " ลับ ด่วนที่สุด ที่ ว ๑ ลงวันที่ " in letter.enclosures[0]
    assert " ที่ ว ๑" in gecc.letter("dla").enclosures[0]
    assert "ลับ" not in gecc.letter("dla").enclosures[0]


@pytest.mark.parametrize(
    ("sender", "opening"),
    [
        (
            "dla",
            "ด้วยกระทรวงมหาดไทยแจ้งว่า ได้รับแจ้งจากสำนักงานปลัดสำนักนายกรัฐมนตรีว่า ได้เปิด",
        ),
        (
            "phitsanulok",
            (
                "ด้วยกรมส่งเสริมการปกครองท้องถิ่นแจ้งว่า ได้รับแจ้งจากกระทรวงมหาดไทยว่า "
                "สำนักงานปลัดสำนักนายกรัฐมนตรีได้เปิด"
            ),
        ),
        (
            "phitsanulok.wang-thong",
            (
                "ด้วยจังหวัดพิษณุโลกแจ้งว่า ได้รับแจ้งจากกรมส่งเสริมการปกครองท้องถิ่นว่า "
                "กระทรวงมหาดไทยได้รับแจ้งจากสำนักงานปลัดสำนักนายกรัฐมนตรีว่า ได้เปิด"
            ),
        ),
    ],
)
def test_each_office_further_down_cites_the_chain_above_it(gecc, sender, opening):
    """The chain is told from the nearest office up to the origin, at any depth."""
    assert gecc.letter(sender).paragraphs[0].startswith(opening)


def test_a_forwarder_speaks_for_itself_before_it_asks(gecc):
    """What comes from above is cited; what follows is the province's own consideration."""
    paragraphs = gecc.letter("phitsanulok").paragraphs
    assert paragraphs[1].startswith("จังหวัดพิษณุโลกพิจารณาแล้ว เพื่อให้ประชาชน")
    assert paragraphs[1].endswith("จึงขอให้องค์กรปกครองส่วนท้องถิ่นดำเนินการ ดังนี้")
    assert [text[:2] for text in paragraphs[2:4]] == ["๑.", "๒."]


def test_the_letter_received_is_enclosed_as_a_set(gecc):
    """Each forwarder encloses its sender's letter, by number and date."""
    assert gecc.letter("dla", received=MOI_LETTER).enclosures == (
        "สำเนาหนังสือกระทรวงมหาดไทย ที่ มท ๐๒๑๘/ว ๓๓๖๖ ลงวันที่ ๒๙ ธันวาคม ๒๕๖๓ จำนวน ๑ ชุด",
    )


def test_what_is_not_known_of_the_letter_received_is_left_out(gecc):
    """The origin's letter was never seen: no number, no date, and no invented ones."""
    letter = gecc.letter("moi", received=None)
    assert letter.enclosures == ("สำเนาหนังสือสำนักงานปลัดสำนักนายกรัฐมนตรี จำนวน ๑ ฉบับ",)
    assert letter.references == (Reference("สำนักงานปลัดสำนักนายกรัฐมนตรี", None, None),)


def test_what_the_origin_enclosed_travels_on(case_of, chain, plainly):
    """An application form reaches the last office behind the copy of the letter."""
    directive = plainly(enclosures=[{"title": "แบบสำรวจ", "count": "2 แผ่น"}])
    letter = case_of(chain(3), directive).letter("o2")
    assert letter.enclosures[1] == "แบบสำรวจ จำนวน ๒ แผ่น"


def test_a_deputy_signs_for_the_post_acted_for(gecc):
    """No person's name: a blank, the post, and the post acted for."""
    blank, post, acted_for = gecc.letter("phitsanulok").signatory
    assert set(blank) == set("(.)")
    assert (post, acted_for) == (
        "รองผู้ว่าราชการจังหวัด ปฏิบัติราชการแทน",
        "ผู้ว่าราชการจังหวัดพิษณุโลก",
    )


def test_an_office_without_a_signatory_is_signed_by_its_head(case_of, chain, plainly):
    """The post that letters are addressed to also signs."""
    assert case_of(chain(2), plainly()).letter("o1").signatory[1] == "สำนักที่๑"


def test_a_memo_has_its_own_fields(gecc):
    """Unit and telephone in its head, enclosures in its text, no complimentary close."""
    memo = gecc.letter("moi")
    assert memo.form is LetterForm.MEMO
    assert memo.closing == ""
    assert memo.drafted_by == ()
    assert memo.letterhead[-1] == "โทร. ๐ ๒๖๒๒ ๐๕๖๐"
    assert memo.enclosures[0] in memo.paragraphs[0]


def test_a_stamped_letter_is_to_offices_and_says_its_subject(gecc):
    """It has neither subject line, signature nor close; its text carries the subject."""
    letter = gecc.letter("phitsanulok.wang-thong", form=LetterForm.STAMPED)
    assert letter.salutation == "ถึง"
    assert letter.addressed_to == "เทศบาลตำบลวังทอง และองค์การบริหารส่วนตำบล ทุกแห่ง"
    assert letter.signatory == ()
    assert letter.closing == ""
    assert letter.subject in letter.paragraphs[-1]


def test_a_salutation_of_its_own_brings_its_own_close(case_of, plainly):
    """Who is greeted with the highest word is taken leave of with the highest."""
    offices = [
        Office("o0", "สำนัก", "top", "office"),
        Office("o1", "ทำเนียบ", "local", "office", salutation="กราบเรียน"),
    ]
    hierarchy = Hierarchy.build(offices, [Line("o0", "o1")], subject="two")
    letter = case_of(hierarchy, plainly()).letter("o0")
    assert letter.salutation == "กราบเรียน"
    assert letter.paragraphs[-1].startswith("จึงกราบเรียนมาเพื่อ")
    assert letter.closing == "ขอแสดงความนับถืออย่างยิ่ง"


def test_digits_are_thai_except_in_addresses_of_the_web(case_of, chain, plainly):
    """A link with Thai digits would lead nowhere."""
    contact = {"unit": "ส่วนที่ 7", "phone": ["0 2283"], "website": "https://a1.go.th/v2"}
    directive = plainly(
        contact=contact, details=["เขียนถึง road66@dla.go.th หรือ b2.go.th ภายใน 3 วัน"]
    )
    body = _body(case_of(chain(2), directive).letter("o1"))
    assert "ส่วนที่ ๗ โทร. ๐ ๒๒๘๓ เว็บไซต์ https://a1.go.th/v2" in body
    assert "road66@dla.go.th หรือ b2.go.th ภายใน ๓ วัน" in body


@pytest.mark.parametrize(
    ("field", "value", "mark"),
    [
        ("urgency", "urgent", "ด่วน"),
        ("urgency", "very-urgent", "ด่วนมาก"),
        ("urgency", "most-urgent", "ด่วนที่สุด"),
        ("secrecy", "confidential", "ลับ"),
        ("secrecy", "secret", "ลับมาก"),
        ("secrecy", "top-secret", "ลับที่สุด"),
    ],
)
def test_marks_stand_on_the_letter(  # noqa: PLR0913, PLR0917 - its fixtures and its cases
    case_of, chain, plainly, field, value, mark
):
    """A mark stands on a line of its own in the text, and on the page."""
    case = case_of(chain(2), plainly(**{field: value}))
    letter = case.letter("o0")
    assert getattr(letter, field) == mark
    lines = [line.strip() for line in render(letter, case.jurisdiction, "text").splitlines()]
    assert lines.count(mark) == (2 if field == "secrecy" else 1)
    assert f">{mark}</p>" in render(letter, case.jurisdiction, "html")


def test_ordinary_letters_carry_no_mark(gecc):
    """No class, no mark."""
    letter = gecc.letter("phitsanulok")
    assert (letter.urgency, letter.secrecy) == (None, None)


def test_who_writes_to_nobody_has_no_letter(gecc):
    """A local body is the end of the road."""
    with pytest.raises(WianError, match="forwards to nobody"):
        gecc.letter("la-3650102")


names = st.text(alphabet="กขคงจฉชซญดตถทนบปผพฟมยรลวสหอ", min_size=3, max_size=12).map("สำนัก".__add__)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(names, min_size=3, max_size=9, unique=True).filter(
        lambda given: not any(a in b for a in given for b in given if a != b)
    ),
    st.sampled_from(LetterForm),
    st.dates(date(2015, 1, 1), date(2030, 12, 31)),
    st.integers(1, 9999),
)
def test_every_letter_says_its_number_date_subject_and_the_whole_chain_in_order(  # noqa: PLR0913, PLR0917 - its fixtures and its cases
    case_of, chain, plainly, thailand, given_names, form, dated, number
):
    """Whatever the depth and form, each office above is cited exactly once and in order."""
    case = case_of(chain(len(given_names) - 1, given_names), plainly())
    sender = f"o{len(given_names) - 2}"
    printed = thailand.wording.letter_number("มท ๐๘๑๐", number, dated.year, dated=dated)
    letter = case.letter(sender, printed, dated, form=form)
    cited = list(reversed(given_names[:-2]))
    said = letter.paragraphs[0].partition("ได้กำหนดให้มี")[0]
    places = [said.find(name) for name in cited]
    assert places == sorted(places)
    assert all(said.count(name) == 1 for name in cited)
    for layout in ("text", "html"):
        page = render(letter, thailand, layout).replace("\u00a0", " ").replace("\u2060", "")
        for wanted in (printed, thailand.wording.long_date(dated), letter.subject):
            assert wanted in page
        assert not any(mark in page for mark in ("{{", "{%", "None", "Undefined"))


def test_the_head_of_an_office_with_a_post_of_its_own(case_of, plainly):
    """Drafting unit and telephone stand at the foot; the seat stands in for the name."""
    offices = [
        Office(
            "o0",
            "จังหวัดก",
            "province",
            "province",
            address=("ศาลากลางจังหวัดก", "ก ๑"),
            signatory=Signatory("ผู้ว่าราชการจังหวัดก"),
            drafted_by=("กลุ่มงาน",),
            phone="055 1",
        ),
        Office("o1", "อำเภอข", "local", "district"),
    ]
    letter = case_of(Hierarchy.build(offices, [Line("o0", "o1")], subject="two"), plainly()).letter(
        "o0"
    )
    assert letter.letterhead == ("ศาลากลางจังหวัดก", "ก ๑")
    assert letter.drafted_by == ("กลุ่มงาน", "โทร. ๐๕๕ ๑")
    assert letter.issuer == "จังหวัดก"


def _two(**second):
    """A province, and a district that it writes to."""
    offices = [Office("o0", "จังหวัดก", "province", "province"), Office("o1", "ข", "local", **second)]
    return Hierarchy.build(offices, [Line("o0", "o1")], subject="two")


def test_copies_are_of_the_origins_letter_by_directive_and_of_an_offices_by_the_office(
    case_of, chain, plainly
):
    """What the origin sends copies of, a district below does not send again."""
    case = case_of(chain(2), plainly(copies=["สำนักงาน 1"]))
    assert case.letter("o0").copies == ("สำนักงาน ๑",)
    assert case.letter("o1").copies == ()
    hierarchy = _two(kind="school")
    own = Hierarchy.build(
        [replace(hierarchy.office("o0"), copies=("คลังจังหวัด",)), hierarchy.office("o1")],
        hierarchy.lines,
        subject="two",
    )
    letter = case_of(own, plainly(copies=["สำนักงาน 1"])).letter("o0")
    assert letter.copies == ("สำนักงาน ๑", "คลังจังหวัด")
    for form in ("text", "html"):
        page = render(letter, case.jurisdiction, form).replace("<wbr>", "")
        assert "สำเนาส่ง" in page


@pytest.mark.parametrize(
    ("term", "word"),
    [
        ("delegated", "ปฏิบัติราชการแทน"),
        ("deputising", "รักษาราชการแทน"),
        ("caretaker", "รักษาการในตำแหน่ง"),
        ("standing-in", "ทำการแทน"),
    ],
)
def test_who_acts_signs_by_the_term_and_in_the_days_that_it_has(case_of, plainly, term, word):
    """On its first and last day too; before and after, the usual signatory does."""
    head, deputy = "ผู้ว่าราชการจังหวัดก", "รองผู้ว่าราชการจังหวัดก"
    hierarchy = _two(kind="school")
    acting = Signatory(deputy, head, ActingTerm(term), date(2021, 2, 1), date(2021, 2, 28))
    office = replace(hierarchy.office("o0"), signatory=Signatory(head), acting=(acting,))
    office = Hierarchy.build([office, hierarchy.office("o1")], hierarchy.lines, subject="two")
    case = case_of(office, plainly())
    for day in (date(2021, 2, 1), date(2021, 2, 28)):
        assert case.letter("o0", dated=day).signatory[1:] == (f"{deputy} {word}", head)
    for day in (date(2021, 1, 31), date(2021, 3, 1)):
        assert case.letter("o0", dated=day).signatory[1:] == (head,)


def test_once_a_signatorys_days_are_over_the_post_acted_for_signs(case_of, plainly):
    """Nobody signs for another without the right to."""
    hierarchy = _two(kind="school")
    signs = Signatory("รอง", "หัวหน้า", until=date(2021, 1, 31))
    offices = [replace(hierarchy.office("o0"), signatory=signs), hierarchy.office("o1")]
    case = case_of(Hierarchy.build(offices, hierarchy.lines, subject="two"), plainly())
    assert case.letter("o0", dated=date(2021, 2, 1)).signatory[1:] == ("หัวหน้า",)


def test_an_office_may_have_a_close_of_its_own(case_of, plainly):
    """Beside the salutation, or without one."""
    letter = case_of(_two(kind="school", closing="ด้วยความเคารพ"), plainly()).letter("o0")
    assert (letter.salutation, letter.closing) == ("เรียน", "ด้วยความเคารพ")
