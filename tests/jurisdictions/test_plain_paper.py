"""Letters of a country without a reader of its own: labelled parts, simple stamps and dates."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from wian.jurisdictions.known_names import KnownNames
from wian.jurisdictions.paper import Medium, PaperLine, Paragraph
from wian.jurisdictions.plain_paper import LABELS, PlainPaper

PAGE = """\
Some note on top
Number: OZ-7/12
Date: 19/1/2021
From: Office of Gauges
To: Office of the East; Office of the West
Subject: Water gauges

Please read the gauges
from 2021-02-01 to 2021-02-28.

The QR code leads to the form.
Signed: Keeper of Gauges
Registry received: 17 on 2021-01-20 10:30
"""
PAPER = PlainPaper()


def lines(text: str) -> list[PaperLine]:
    return [PaperLine(each, at) for at, each in enumerate(text.splitlines(), start=1)]


def test_a_labelled_letter_is_read():
    """Each part by its label, the text from the first line without one."""
    (letter,) = PAPER.letters(lines(PAGE.rpartition("Registry")[0]), "a.txt", Medium.TEXT).letters
    assert (letter.first_line, letter.number.value) == (2, "OZ-7/12")
    assert letter.dated.value == date(2021, 1, 19)
    assert letter.sender.value == "Office of Gauges"
    assert [each.value for each in letter.recipients] == [
        "Office of the East",
        "Office of the West",
    ]
    assert letter.subject.value == "Water gauges"
    assert letter.signatory.value.post == "Keeper of Gauges"
    assert letter.paragraphs[0].text == "Please read the gauges from 2021-02-01 to 2021-02-28."
    assert PAPER.window(letter.paragraphs[0].text) == (date(2021, 2, 1), date(2021, 2, 28))
    assert PAPER.names_code(letter.paragraphs[1].text)


def test_a_stamp_is_a_line():
    """Desk, receipt number and moment."""
    (block,) = PAPER.stamps(lines(PAGE), "a.txt", 1.0)
    stamp = block.stamp
    assert (stamp.desk.value, stamp.receipt_number.value) == ("Registry", "17")
    assert stamp.inferred == datetime(2021, 1, 20, 10, 30)  # noqa: DTZ001 - the office's clock
    assert block.lines == (12,)


def test_labels_are_the_countrys_own():
    """Another language reads its letters with nothing but its words."""
    paper = PlainPaper({**LABELS, "number": "Nummer", "received": "Ingekomen"})
    assert not paper.letters(lines(PAGE), "a.txt", Medium.TEXT).letters
    assert paper.letters(lines("Nummer: 12"), "a.txt", Medium.TEXT).letters
    assert paper.stamps(lines("Ingekomen: 3 op 2021-01-20"), "a.txt", 1.0)


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        ("OZ-7/12", ("OZ-7", 12)),
        ("12", (None, 12)),
        ("OZ ٣", ("OZ", 3)),
        ("OZ", None),
        (None, None),
    ],
)
def test_a_number_ends_with_its_running_number(number: str | None, parts: tuple[object, int]):
    """What stands before it is the office's code; nothing says that it is a circular."""
    found = PAPER.number_parts(number)
    assert (found and (found.code, found.number)) == parts
    assert not (found and found.circular)


def test_keys_and_names_do_not_mind_spaces_and_capitals():
    """What a clerk copies is the same number and the same office."""
    assert PAPER.number_key("oz-7 / 12") == PAPER.number_key("OZ-7/12")
    assert PAPER.number_key("OZ-7/12") in PAPER.sent_keys("OZ-7", 12)
    assert PAPER.sent_keys("", 12) == ()
    assert PAPER.same_office("Office  of gauges", "office of Gauges")
    assert not PAPER.same_office(None, "office of Gauges")


def test_nothing_is_invented():
    """Without words for it, no chain, no request and no attached list is found."""
    opening = Paragraph("The ministry informs that ...", 1)
    (recipient,) = PAPER.recipients("all as listed", offices=False)
    assert PAPER.chain(opening, None, KnownNames(()), 1.0) == ()
    assert list(PAPER.requests([opening])) == []
    assert not PAPER.on_attached_list(recipient)
    assert PAPER.without_list(recipient) == PAPER.post("all as listed") == "all as listed"
    assert PAPER.signatory(["", " "]) is None
    assert PAPER.day("no day 31/2/2021 at all") is None


@pytest.mark.parametrize(
    ("mark", "urgency", "secrecy"),
    [
        ("TOP SECRET", None, "top-secret"),
        ("- Confidential -", None, "confidential"),
        ("Classification: Secret", None, "secret"),
        ("very urgent", "very-urgent", None),
    ],
)
@pytest.mark.parametrize("place", ["Some note on top\n", "Subject: Water gauges\n"])
def test_a_mark_stands_alone_on_a_line(place, mark, urgency, secrecy):
    """Above the number, or anywhere in the letter."""
    page = PAGE.replace(place, f"{place}{mark}\n")
    (letter,) = PAPER.letters(lines(page), "a.txt", Medium.TEXT).letters
    found = (letter.urgency, letter.secrecy)
    assert tuple(each and each.value for each in found) == (urgency, secrecy)
    assert mark not in letter.paragraphs[0].text


def test_words_of_a_text_are_no_marks():
    (letter,) = PAPER.letters(
        lines(f"{PAGE}It is urgent. It is no secret"), "a", Medium.TEXT
    ).letters
    assert letter.marks == ()


def test_the_strictest_of_several_marks_counts():
    page = f"secret\nurgent\n{PAGE}top secret\n"
    (letter,) = PAPER.letters(
        lines(page.replace("Some note on top\n", "")), "a", Medium.TEXT
    ).letters
    assert letter.marks == ("urgent", "top secret")
