"""A letter in English in the Thai form: number, office, date, then labelled fields (annex 4)."""

from __future__ import annotations

import pytest

from benchmarks.truth.letter_heads import read
from wian.jurisdictions.handling import Secrecy, Urgency

_HEAD = """{mark}
No. MOI 0605.2/E 118

                                        Department of Sample Affairs
                                        3/12 U-Thong Nok Road, Bangkok 10300

                              3 October {year}

"""
_FIELDS = {
    "subject": "Subject:     Flood modelling",
    "to": "To:          Country Director, Example Bank",
    "reference": "Reference:   Letter of Example Bank No. EDB/THA/23/771 dated 15 September 2023",
    "enclosures": "Enclosures:  1. Concept note (1 copy)\n             2. Map (1 sheet)",
}
_TEXT = "\n\n     With reference to your letter, we wish to reply.\n     Yours sincerely,\n"


@pytest.mark.parametrize("year", ["2023", "B.E. 2566", "2566 B.E.", "B.E. 2566 (2023)"])
@pytest.mark.parametrize(
    "order",
    [
        ("subject", "to", "reference", "enclosures"),
        ("to", "subject", "reference", "enclosures"),
        ("subject", "reference", "enclosures", "to"),
    ],
)
def test_its_labels_are_read_in_any_order_and_its_date_in_either_era(order, year):
    fields = "\n".join(_FIELDS[each] for each in order)
    [letter] = read(_HEAD.format(mark="", year=year) + fields + _TEXT)
    assert letter.number.value == "MOI 0605.2/E 118"
    assert letter.sender.value == "Department of Sample Affairs"
    assert letter.dated.value.isoformat() == "2023-10-03"
    assert letter.subject.value == "Flood modelling"
    assert [each.value for each in letter.recipients] == ["Country Director, Example Bank"]
    assert [each.number.value for each in letter.citations] == ["EDB/THA/23/771"]
    assert [each.value for each in letter.enclosures] == ["Concept note (1 copy)", "Map (1 sheet)"]


def test_its_marks_are_read_however_they_are_written():
    head = _HEAD.format(mark="Most Urgent / CONFIDENTIAL", year="2023")
    [letter] = read(f"{head}{_FIELDS['subject']}\nDear Sir,\n{_TEXT}")
    assert letter.urgency.value is Urgency.MOST_URGENT
    assert letter.secrecy.value is Secrecy.CONFIDENTIAL
