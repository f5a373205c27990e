"""A note in the third person gives its writer, its addressee and its date, or none of them."""

from __future__ import annotations

import pytest

from benchmarks.truth.letter_heads import plain, read

_NOTE = """No. 0303/1188

     The Department of Sample Affairs{first}{gap}presents its compliments to the Embassy of
Somewhere and has the honour to inform the latter that a meeting will be held on 3 May 2024.

                               2 April B.E. 2567
"""


@pytest.mark.parametrize("gap", [" ", "\n"])
@pytest.mark.parametrize("first", ["", ", Ministry of Example,"])
def test_both_offices_and_the_date_at_the_foot_are_read(first: str, gap: str) -> None:
    """Wherever the first sentence is wrapped; the day of the meeting is not the note's."""
    [note] = read(_NOTE.format(first=first, gap=gap))
    assert plain(note.number.value) == "0303/1188"
    assert note.sender.value == f"Department of Sample Affairs{first}".rstrip(",")
    assert [each.value for each in note.recipients] == ["Embassy of Somewhere"]
    assert note.dated.value.isoformat() == "2024-04-02"


def test_a_sentence_without_compliments_names_nobody() -> None:
    """It only speaks of two offices."""
    assert not read("No. 0303/1188\n\nThe Department of Sample Affairs thanks the Embassy.\n")
