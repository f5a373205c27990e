"""To whom a letter is addressed: together, one by one, by a list, or as history did it."""

from __future__ import annotations

from hierarchy.graph import Hierarchy
from hierarchy.office import Line, Office
from wian.letters.text_and_html import render


def test_all_of_a_kind_are_addressed_together_and_single_ones_by_post(gecc):
    """Nine districts are every district; three bodies are named, in order of precedence."""
    assert gecc.letter("phitsanulok").addressed_to == (
        "นายอำเภอ ทุกอำเภอ นายกองค์การบริหารส่วนจังหวัดพิษณุโลก นายกเทศมนตรีนครพิษณุโลก "
        "และนายกเทศมนตรีเมืองอรัญญิก"
    )


def test_many_of_a_class_but_not_all_are_attached_as_a_list(case_of, plainly):
    """Nine of ten districts do not fit the line: they follow the letter as a list."""
    offices = [Office("o0", "จังหวัด", "province", "province")]
    offices += [
        Office(
            f"d{n}",
            f"อำเภอ{n}",
            "local",
            "district",
            addressee_class="นายอำเภอ",
            addressee=f"นายอำเภอ {n}",
        )
        for n in range(10)
    ]
    lines = [Line("o0", f"d{n}") for n in range(10)]
    most = [{"levels": ["local"], "except": {"ids": ["d9"]}}]
    case = case_of(Hierarchy.build(offices, lines, subject="a province"), plainly(addressees=most))
    letter = case.letter("o0")
    assert letter.addressed_to == "นายอำเภอ (ตามบัญชีแนบท้าย)"
    assert letter.distribution[-1] == "นายอำเภอ ๘"
    assert len(letter.distribution) == 9
    for form in ("text", "html"):
        laid_out = render(letter, case.jurisdiction, form).replace("<wbr>", "")
        assert "๙. นายอำเภอ ๘" in laid_out


def test_a_letter_names_more_addressees_than_the_route_does(gecc):
    """History's memo went to all heads under the ministry: it speaks to no single department."""
    heads = "หัวหน้าส่วนราชการระดับกรม"
    letter = gecc.letter("moi", addressed_to=heads)
    assert letter.addressed_to == heads
    assert "กรมส่งเสริมการปกครองท้องถิ่น" not in "".join(letter.paragraphs)
