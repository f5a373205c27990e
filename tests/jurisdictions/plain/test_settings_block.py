"""The ``settings`` of a hierarchy file: what they may say, and what is wrong with them."""

from __future__ import annotations

from datetime import date

import pytest

from hierarchy.load.hierarchy_file import load_hierarchy
from wian.jurisdictions.countries import countries, jurisdiction
from wian.kit.errors import InputFaults

_OFFICES = "offices: [{id: a, name: A, level: top, kind: top}]\n"


@pytest.fixture
def loaded(write, home):
    """Load a file of offices with these lines at its head."""
    return lambda head: load_hierarchy(
        write("offices.yaml", f"name: Acme\n{head}{_OFFICES}"), countries()
    )


def test_settings_make_a_jurisdiction_of_their_own(loaded):
    """The same settings the same one, other settings another."""
    head = "jurisdiction: plain\nsettings: {zone: Europe/Paris, hours_on: {fri: 9:00-12:00}}\n"
    made = loaded(head)
    known = jurisdiction(made.jurisdiction)
    assert made.jurisdiction.startswith("plain-")
    assert loaded(head).jurisdiction == made.jurisdiction
    assert loaded(head.replace("Paris", "Berlin")).jurisdiction != made.jurisdiction
    assert known.calendar.zone.key == "Europe/Paris"
    assert known.calendar.spans(date(2026, 1, 2)) == ((9 * 60, 12 * 60),)
    assert known.calendar.spans(date(2026, 1, 5)) == ((9 * 60, 17 * 60),)


def test_plain_may_go_without_settings(loaded):
    """It is UTC, nine to five, without holidays."""
    made = loaded("jurisdiction: plain\n")
    assert made.jurisdiction == "plain"
    assert not jurisdiction("plain").calendar.holidays


def test_figures_declare_the_signs_of_numbers(loaded):
    """The usual ones are those of a block that says nothing, whose id stays as it was."""
    head = "jurisdiction: plain\nsettings: {zone: Europe/Paris, figures: FIGURES}\n"
    signs = {
        said: jurisdiction(loaded(head.replace("FIGURES", said)).jurisdiction).wording.signs
        for said in ("'1.234,5'", "1234.5")
    }
    assert signs["'1.234,5'"].written("91,600.5") == "91.600,5"
    assert signs["1234.5"].written("91,600.5") == "91600.5"
    silent = loaded(head.replace(", figures: FIGURES", ""))
    usual = loaded(head.replace("FIGURES", "'1,234.5'"))
    assert silent.jurisdiction == usual.jurisdiction == "plain-e0b0127561df9bc2"
    with pytest.raises(InputFaults, match="figures"):
        loaded(head.replace("FIGURES", "'1,234,5'"))


def test_all_faults_are_told_together_with_their_lines(loaded):
    """Each with its line and a remedy."""
    head = """\
jurisdiction: plain
settings:
  zone: Mars/Olympus
  hours: 17:00-08:00
  week: [mon, someday]
  holidays: PX
  number: "{code}"
  dates: roman
  colour: blue
"""
    with pytest.raises(InputFaults) as refused:
        loaded(head)
    told = [str(fault) for fault in refused.value.faults]
    places = {each.partition(":")[0] for each in told}
    assert places == {f"offices.yaml line {line}" for line in range(4, 11)}
    text = "\n".join(told)
    for part in (
        "no time zone",
        "less than an hour",
        "'someday'",
        "'PX' is no country",
        "{number}",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("head", "why"),
    [
        (
            "settings: {zone: UTC}\n",
            "stands without jurisdiction; write jurisdiction: plain",
        ),
        ("jurisdiction: thailand\nsettings: {zone: UTC}\n", "takes no settings"),
        ("jurisdiction: atlantis\n", "use one of: thailand, indonesia, plain"),
        (
            "jurisdiction: plain\nsettings: {holidays: {country: DE, subdivision: QQ}}\n",
            "has the subdivision 'QQ', and DE has BB (Brandenburg)",
        ),
        (
            "jurisdiction: plain\nsettings: {holidays: {country: DE, categories: [odd]}}\n",
            "has the category 'odd'",
        ),
        (
            "jurisdiction: plain\nsettings: {closed: {2062-01-01: Jubilee}}\n",
            "closed has 2062-01-01, and the calendar covers 2005 to 2035",
        ),
        ("jurisdiction: plain\nsettings: {holidays: Kenya}\n", "write its code, KE"),
        ("jurisdiction: plain\nsettings: {holidays: Germany}\n", "write its code, DE"),
        (
            "jurisdiction: plain\nsettings: {zone: Nairobi}\n",
            "zone 'Nairobi' is no time zone; use an IANA name such as Africa/Nairobi",
        ),
        ("jurisdiction: plain\nsettings: {hours: 540}\n", "540 is no span of hours; write 08:00"),
        (
            "jurisdiction: plain\nsettings: {hours: 08:00-12:00 13:00-17:00}\n",
            "'08:00-12:00 13:00-17:00' has spans without a comma",
        ),
        ("jurisdiction: plain\nsettings: {hours: 25:00-26:00}\n", "names no time of a day"),
        (
            "jurisdiction: plain\nsettings: {hours: '13:00-17:00, 08:00-12:00'}\n",
            "spans out of order",
        ),
    ],
)
def test_what_cannot_be_is_refused(loaded, head, why):
    """In a sentence with the remedy."""
    with pytest.raises(InputFaults) as refused:
        loaded(head)
    assert why in str(refused.value)
