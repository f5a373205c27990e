"""Stories of reception stamps: they say what the desk stamped, and cover nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from wian.letters.drawn_stamp import Stamp
from wian.letters.letter_top import LetterTop
from wian.letters.pages.letter_pdf import letter_pdf

A4 = (595.3, 841.9)


def _said(stamp, thailand, squeeze) -> str:
    clock = stamp.clock and thailand.wording.digits(stamp.clock.strftime("%H.%M")) + "น."
    day = thailand.wording.short_date(stamp.day)
    return squeeze(f"{stamp.office}{stamp.desk}เลขรับ{stamp.number}วันที่{day}เวลา{clock or ''}")


class _Office:
    """All that an example needs, under one short name."""

    def __init__(self, **parts) -> None:
        self.__dict__.update(parts)


@pytest.fixture(scope="module")
def office(case_letters, thailand, paper, squeeze, stamps, emblem):  # noqa: PLR0913, PLR0917 - they are its parts
    return _Office(
        letters=case_letters, thailand=thailand, paper=paper, squeeze=squeeze, stamps=stamps,
        emblem=emblem,
    )  # fmt: skip


def _overlap(first, second) -> bool:
    return not (
        first[0] >= second[2]
        or first[2] <= second[0]
        or first[1] >= second[3]
        or first[3] <= second[1]
    )


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    count=st.integers(1, 5),
    order=st.permutations(range(5)),
    form=st.sampled_from(["province", "department", "memo", "stamped"]),
    pictured=st.booleans(),
    secrecy=st.sampled_from([None, "ลับ", "ลับที่สุด"]),
    urgency=st.sampled_from([None, "ด่วนที่สุด"]),
    length=st.integers(1, 30),
)
def test_a_stamp_never_covers_text(  # noqa: PLR0913, PLR0917 - its cases
    office, count, order, form, pictured, secrecy, urgency, length
):
    """However many stamps and lines: a frame holds its own words, the page the rest."""
    base = office.letters[form]
    letter = replace(
        base, paragraphs=(base.paragraphs * 8)[:length], secrecy=secrecy, urgency=urgency
    )
    chosen = [office.stamps[index] for index in order[:count]]
    picture = office.emblem if pictured else None
    stamped = office.paper(
        letter_pdf(letter, office.thailand, stamps=chosen, head=LetterTop(picture))
    )
    plain = office.paper(letter_pdf(letter, office.thailand, head=LetterTop(picture)))
    wanted = [_said(stamp, office.thailand, office.squeeze) for stamp in chosen]
    assert sorted(stamped.stamped[0]) == sorted(wanted)
    assert not any(_overlap(*pair) for pair in combinations(stamped.boxes[0], 2))
    for left, bottom, right, top in stamped.boxes[0]:
        assert left > 0 < bottom
        assert right < A4[0]
        assert top < A4[1]
    assert len(stamped.pages) >= len(plain.pages)
    if len(stamped.pages) == len(plain.pages) == 1:
        assert stamped.beside == plain.beside


def test_three_stamps_find_room_beside_an_emblem(case_letters, thailand, paper, stamps, emblem):
    """The letter's own lines stay where they are on the copy that was not stamped."""
    letter = case_letters["department"]
    stamped = letter_pdf(letter, thailand, stamps=stamps[:3], head=LetterTop(emblem))
    read = paper(stamped)
    assert all(box[0] > A4[0] / 2 and box[1] > A4[1] * 0.8 for box in read.boxes[0])
    assert read.beside == paper(letter_pdf(letter, thailand, head=LetterTop(emblem))).beside


def test_names_that_do_not_fit_make_the_stamp_taller(case_letters, thailand, paper, squeeze):
    """The longest names that an office may have still stand inside the frame, beside no other."""
    name = "สำนักงานคณะกรรมการ" * 16
    long = Stamp(name[:300], name[:300], "๑๒๓๔๕๖", date(2021, 1, 4), time(9, 0))
    read = paper(letter_pdf(case_letters["province"], thailand, stamps=[long, long]))
    assert list(read.stamped[0]) == [_said(long, thailand, squeeze)] * 2


def test_a_stamp_is_one_line_of_plain_text_a_field():
    """Markup and empty names are refused where the stamp is made."""
    for office in ("", "<b>x</b>", "a\nb"):
        with pytest.raises(ValidationError):
            Stamp(office, "registry", "1", date(2021, 1, 4))
