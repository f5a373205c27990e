"""The jurisdictions that there are, by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wian.jurisdictions.column_words import Headings
from wian.jurisdictions.countries import (
    DEFAULT_JURISDICTION,
    PLAIN,
    UnknownJurisdiction,
    countries,
    forget,
    jurisdiction,
    jurisdiction_ids,
    register,
)
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.errors import WianError


@pytest.mark.parametrize("slug", jurisdiction_ids())
def test_each_known_jurisdiction_can_be_assembled(slug: str):
    """Whatever the list offers works, with a calendar, a wording and names for its levels."""
    known = jurisdiction(slug)
    assert known.id == slug
    assert known.calendar.holidays or slug == PLAIN
    assert known.wording.salutation
    assert all(len(names) == 2 for names in known.level_names.values())


def test_thailand_names_its_levels_for_people():
    """Task runs speak of '9 districts' and '100 local bodies', not of slugs."""
    names = jurisdiction("thailand").level_names
    assert names["district"] == ("district", "districts")
    assert names["local"] == ("local body", "local bodies")


def test_thailand_credits_those_whose_data_it_shows():
    """The place names are under a licence that asks for it."""
    assert any("geothai" in credit for credit in jurisdiction("thailand").credits)


def test_an_unknown_jurisdiction_is_refused_with_those_that_exist():
    """A slip on the command line ends in one sentence with the remedy."""
    with pytest.raises(UnknownJurisdiction, match="no jurisdiction 'siam'") as refused:
        jurisdiction("siam")
    assert "thailand" in str(refused.value)
    assert isinstance(refused.value, WianError)


def test_a_jurisdiction_may_be_registered_and_forgotten():
    """It is made once, when it is first asked for, and known to every file of offices."""
    made = []
    headings = Headings(offices={"nom": "name"})

    def erewhon() -> Jurisdiction:
        made.append(replace(jurisdiction("thailand"), id="erewhon", headings=headings))
        return made[-1]

    register("erewhon", erewhon)
    try:
        assert not made
        assert jurisdiction("erewhon") is jurisdiction("erewhon") is made[0]
        assert jurisdiction_ids() == (DEFAULT_JURISDICTION, "indonesia", PLAIN, "erewhon")
        assert countries().ids == jurisdiction_ids()
        assert countries().headings["nom"] == "name"
    finally:
        forget("erewhon")
    forget("erewhon")
    with pytest.raises(UnknownJurisdiction):
        jurisdiction("erewhon")
