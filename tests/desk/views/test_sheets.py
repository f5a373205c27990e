"""Stories of a letter inside a page: its sheets, nothing of its own page, and nothing that runs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hierarchy.office import LetterForm
from wian.desk.views.sheets import paper, stamping_link

HOSTILE = "</article></body><main class=x><script>alert(1)</script>\"'& {{ 7 * 7 }}"


@pytest.fixture
def letter(live_ledger, live_plan, living):
    return living.advance(live_ledger, live_plan, "moi").letter.letter


@pytest.mark.parametrize("form", LetterForm)
def test_every_form_comes_as_sheets_alone(letter, live_ledger, live_plan, form):
    """An article, and no page around it."""
    made = paper(live_ledger, live_plan, replace(letter, form=form), None).sheets
    assert made.count("<article ") == made.count("</article>") == 1
    for tag in ("<html", "<body", "<main", "<style", "<title", "<script"):
        assert tag not in made


@pytest.mark.parametrize("form", LetterForm)
def test_what_a_letter_says_stays_text(letter, live_ledger, live_plan, form):
    """Whatever it says, wherever it stands."""
    bad = replace(
        letter,
        form=form,
        number=HOSTILE,
        subject=HOSTILE,
        issuer=HOSTILE,
        paragraphs=(HOSTILE,),
        enclosures=(HOSTILE,),
        distribution=(HOSTILE,),
    )
    made = paper(live_ledger, live_plan, bad, None).sheets
    assert "<script" not in made
    assert made.count("<article ") == made.count("</article>") == 1
    assert "&lt;script&gt;" in made


def test_the_code_leads_to_the_desk_of_whoever_scans_it(letter, live_ledger, live_plan):
    """Propagation and sender, safely written."""
    link = stamping_link("https://desk.example.go.th", "a b/c", "moi")
    assert link == "https://desk.example.go.th/s/a%20b%2Fc/moi"
    made = paper(live_ledger, live_plan, letter, link)
    assert made.code.startswith("<svg")
    assert made.link == link
