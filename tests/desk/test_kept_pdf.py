"""The PDF of a letter is set once, and again as soon as anything on its pages is another."""

from __future__ import annotations

from dataclasses import replace

from wian.desk.kept_pdf import kept_pdf
from wian.letters.copies import Copy
from wian.letters.drawn_stamp import Stamp
from wian.letters.pages.bundle_pdf import bundle_pdf
from wian.office.letter_pages import Cabinet, Trimmings


def test_a_letter_that_is_opened_again_is_not_set_again(live_ledger, live_plan):
    """A stamp, or another address of its code, makes another document."""
    country = live_plan.jurisdiction
    (part,) = Cabinet(live_ledger, live_plan, Trimmings()).parts("opm", Copy.ISSUED)
    first = kept_pdf([part], country)
    assert first == bundle_pdf([part], country)
    assert kept_pdf([replace(part)], country) is first
    stamp = Stamp("MOI", "Registry", "7", part.letter.dated)
    changed = [replace(part, stamps=(stamp,)), replace(part, link="https://desk.example/s/2")]
    assert len({first, *(kept_pdf([each], country) for each in changed)}) == 3
