"""The report by which an office answers for those below it, in each country's words."""

from __future__ import annotations

import pytest

from wian.jurisdictions.countries import jurisdiction
from wian.letters.composition.sample_letters import sample_writings
from wian.letters.text_and_html import render


@pytest.mark.parametrize("country", ["thailand", "indonesia", "plain"])
def test_the_page_of_a_report(country, golden):
    """A second report: figures, a correction beside one, a remark, and the letter it replaces."""
    where = jurisdiction(country)
    golden(f"report-{country}.txt", render(sample_writings(where)["report"](), where, "text"))


@pytest.mark.parametrize("country", ["thailand", "indonesia", "plain"])
def test_it_cites_the_letter_that_it_answers(country):
    """Its addressee wrote that letter, and has it at hand; nothing of it is passed on."""
    writings = sample_writings(jurisdiction(country))
    asked, said = writings["first"](), writings["report"]()
    assert [(each.number, each.dated) for each in said.cites] == [(asked.number, asked.dated)]
    assert said.references == ()
    assert said.sender == "sample-b"
