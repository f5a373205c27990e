"""Stories of reminders: on the sender's paper, about one letter, to those who leave it undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hierarchy.office import LetterForm
from wian.letters.composition.reminder import Reminding
from wian.letters.letter import Reference
from wian.letters.text_and_html import render

_DUE, _DATED = date(2021, 1, 27), date(2021, 2, 1)


@pytest.fixture
def remind(gecc, thailand):
    """A reminder of the province's letter, or of another one."""
    reminding = Reminding(gecc.hierarchy, thailand, gecc.composer.worded)

    def make(recipients, owed="reception", letter=None):
        about = letter or gecc.letter("phitsanulok", "พล ๐๐๒๓.๓/ว 226")
        return reminding.remind(
            about, recipients, owed=owed, due=_DUE, number="พล ๐๐๒๓.๓/ว 301", dated=_DATED
        )

    return make


def _districts(gecc) -> list[str]:
    return [hop.recipient for hop in gecc.route.hops if hop.sender == "phitsanulok"]


def test_the_page_of_a_reminder(gecc, remind, thailand, golden):
    """Two districts have not stamped: the whole letter, as it goes out."""
    letter = remind(_districts(gecc)[3:5])
    golden("reminder.txt", render(letter, thailand, "text"))


@pytest.mark.parametrize(
    ("owed", "subject", "wanted"),
    [
        ("reception", "ขอติดตามการลงทะเบียนรับหนังสือ", "จึงขอให้ลงทะเบียนรับหนังสือดังกล่าว"),
        ("forwarding", "ขอติดตามการแจ้งหนังสือต่อ", "จึงขอให้มีหนังสือแจ้งหน่วยงานในลำดับถัดไป"),
        ("answer", "ขอติดตามรายงานผลการดำเนินการ", "จึงขอให้รายงานผลการดำเนินการโดยด่วน"),
    ],
)
def test_it_says_what_is_owed_and_since_when(gecc, remind, owed, subject, wanted):
    """Each thing has words of its own; the day that has passed stands in the letter."""
    letter = remind(_districts(gecc)[:1], owed)
    assert letter.subject == subject
    assert wanted in letter.paragraphs[1]
    assert "ครบกำหนดเมื่อวันที่ ๒๗ มกราคม ๒๕๖๔" in letter.paragraphs[1]


def test_it_cites_the_letter_by_number_and_date(gecc, remind):
    """Whoever is reminded finds the letter at hand, and need not ask which one."""
    letter = remind(_districts(gecc)[:1])
    assert letter.references == (Reference("จังหวัดพิษณุโลก", "พล ๐๐๒๓.๓/ว ๒๒๖", date(2021, 1, 19)),)
    assert "ที่ พล ๐๐๒๓.๓/ว ๒๒๖ ลงวันที่ ๑๙ มกราคม ๒๕๖๔" in letter.paragraphs[0]
    assert (letter.number, letter.dated) == ("พล ๐๐๒๓.๓/ว ๓๐๑", _DATED)
    assert letter.enclosures == ()


def test_it_goes_to_the_silent_alone(gecc, remind):
    """Those who have acted are not named; where all are silent, all are addressed at once."""
    some = _districts(gecc)[3:5]
    line = remind(some).addressed_to
    assert all(gecc.hierarchy.office(each).addressee in line for each in some)
    assert "ทุกอำเภอ" not in line
    assert "ทุกอำเภอ" in remind(_districts(gecc)).addressed_to


def test_it_is_urgent_and_never_less_secret_than_the_letter(gecc, remind):
    """A plain letter's reminder is urgent; a mark that the letter bears stays."""
    plain = gecc.letter("phitsanulok")
    marked = replace(plain, urgency="ด่วนที่สุด", secrecy="ลับ")
    some = _districts(gecc)[:1]
    assert remind(some, letter=replace(plain, urgency=None)).urgency == "ด่วน"
    assert remind(some, letter=marked).urgency == "ด่วนที่สุด"
    assert remind(some, letter=marked).secrecy == "ลับ"


@pytest.mark.parametrize(
    ("form", "ends"), [(LetterForm.MEMO, "จึงเรียนมาเพื่อ"), (LetterForm.STAMPED, "จึงแจ้งมาเพื่อ")]
)
def test_it_keeps_the_form_of_the_letter(gecc, remind, thailand, form, ends):
    """A memo and a stamped letter have no complimentary close, and neither has their reminder."""
    about = gecc.letter("phitsanulok", form=form)
    letter = remind(_districts(gecc)[:2], letter=about)
    assert (letter.form, letter.closing) == (form, "")
    assert letter.paragraphs[-1].startswith(ends)
    assert "ขอแสดงความนับถือ" not in render(letter, thailand, "text")


def test_hostile_words_of_an_office_stay_text(gecc, remind, thailand):
    """What a letter quotes is escaped on the page of its reminder too."""
    about = replace(gecc.letter("phitsanulok"), subject="<script>alert(1)</script>")
    assert "<script>alert" not in render(
        remind(_districts(gecc)[:1], letter=about), thailand, "html"
    )
