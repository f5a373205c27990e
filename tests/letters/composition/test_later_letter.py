"""What letters about earlier ones say in a country whose own templates have no words for it."""

from __future__ import annotations

from datetime import date

from hierarchy.office import LetterForm
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.plain_wording import PlainWording
from wian.letters.composition.later_letter import LaterLetter
from wian.letters.directive import FollowUpKind
from wian.letters.letter import Letter

_HELD = Letter(
    sender="court",
    issuer="Court",
    form=LetterForm.EXTERNAL,
    number="7",
    dated=date(2026, 5, 1),
    letterhead=("Court",),
    subject="Census",
    salutation="Dear",
    addressed_to="Duchy",
    references=(),
    enclosures=(),
    paragraphs=("We count.",),
    closing="Yours faithfully",
    signatory=(),
    drafted_by=(),
)


def test_plain_words_serve_a_country_without_any(tmp_path):
    """English sentences along the chain; its own folder has no ``life.j2``."""
    words = LaterLetter(PlainWording(tmp_path))
    withdrawal = FollowUpKind.WITHDRAWAL
    assert words.subject(withdrawal, "Census") == "Withdrawal: Census"
    decided = words.decided(withdrawal, "the flood is over")
    assert decided == "has withdrawn that letter: the flood is over"
    assert words.informed("Court", (), decided).split() == ["Court", *decided.split()]
    told = " ".join(words.informed("Shire", ("Duchy", "Court"), decided).split())
    assert told == (
        "Shire has been informed by Duchy that it has been informed by Court that it "
        "has withdrawn that letter: the flood is over"
    )
    assert words.recalled(_HELD).strip() == 'we refer to our letter 7 of 1 May 2026 on "Census"'
    assert words.without_because("Because  the flood is over") == "the flood is over"
    assert words.without_because("becauseway") == "becauseway"
    assert words.purpose(withdrawal).startswith("let everyone")


def test_what_stays_is_said_with_every_earlier_amendment():
    """By the origin's letters, in each country's words."""
    for country, said in (
        ("plain", "as amended by letter 7 of 1 May 2026 from Court and by letter 7 of 1 May 2026"),
        ("indonesia", "diubah dengan surat Court Nomor 7 tanggal 1 Mei 2026 dan surat Court"),
        ("thailand", "แก้ไขเพิ่มเติมโดยหนังสือCourt ที่ 7 ลงวันที่ ๑ พฤษภาคม ๒๕๖๙ และหนังสือ"),
    ):
        assert said in LaterLetter(jurisdiction(country).wording).unchanged([_HELD, _HELD])
