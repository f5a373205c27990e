"""What ``wian import bundle`` says of letters that carry no attached data."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from wian.cli.import_.bundle_report import source_words, stamp_words
from wian.jurisdictions.paper import Medium


@pytest.mark.parametrize(
    ("media", "said"),
    [
        ([Medium.DATA, Medium.DATA], "what a rehearsal made stays simulated, all else is observed"),
        ([Medium.TEXT], "all is observed, as no letter carries data"),
        ([Medium.DATA, Medium.TEXT], "1 letter carries no such data"),
        ([Medium.DATA, Medium.PDF, Medium.TEXT], "2 letters carry no such data"),
    ],
)
def test_only_attached_data_can_say_that_a_letter_was_rehearsed(media, said):
    """A rehearsal's plain text, read again, looks like any office's letter."""
    assert said in source_words([SimpleNamespace(medium=medium) for medium in media])


@pytest.mark.parametrize(
    ("meant", "said"),
    [(date(2023, 4, 7), "taken to mean 2023-04-07"), (None, "what it means stays open")],
)
def test_a_stamp_says_what_it_means_or_that_this_stays_open(meant, said):
    """Several days may fit a stamp that reads a day before its letter."""
    desk, moment = SimpleNamespace(value="จังหวัดพิษณุโลก"), SimpleNamespace(inference="several fit")
    stamp = SimpleNamespace(
        desk=desk, receipt_number=None, read="๑ เม.ย. ๒๕๖๖", moment=moment, inferred=meant
    )
    assert stamp_words(stamp).endswith(f"reads ๑ เม.ย. ๒๕๖๖, {said}")
