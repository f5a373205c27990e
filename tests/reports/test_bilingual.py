"""Stories of the words of reports: every one in both languages, or in English alone."""

from __future__ import annotations

import re
import string
from dataclasses import replace
from pathlib import Path

import pytest

from wian.jurisdictions.countries import jurisdiction
from wian.kit.catalogue import ONE, catalogue
from wian.reports.bilingual import ENGLISH, Bilingual, Words, days, in_days

THAILAND = jurisdiction("thailand")
ROOM = Path(__file__).resolve().parents[2] / "wian" / "reports"
_USED = re.compile(r"""\b(?:words|t)\(\s*"([a-z_]+(?:\.[a-z0-9_]+)+)\"""")


def _placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_words():
    """The same keys with the same placeholders; English has its levels from the jurisdiction."""
    english = catalogue(ENGLISH)
    thai = catalogue(THAILAND.words / "reports.yaml", ENGLISH).own
    levels = {key for key in thai if key.startswith("level.")}
    assert sorted(thai.keys() - levels) == sorted(key for key in english if not key.endswith(ONE))
    for key, text in english.items():
        assert _placeholders(text) == _placeholders(thai[key.removesuffix(ONE)]), key


def test_no_report_uses_a_word_that_there_is_not():
    """In templates and in code."""
    files = (*ROOM.rglob("*.py"), *ROOM.rglob("*.j2"))
    used = {key for path in files for key in _USED.findall(path.read_text(encoding="utf-8"))}
    assert len(used) > 40
    assert sorted(used - catalogue(ENGLISH).keys()) == []


def test_a_value_goes_by_language():
    """Words within words are said in each language, names as they are."""
    words = Bilingual(THAILAND)
    office = words.same("กรม", "Department")
    assert words("chart.spectrum.to", level=office) == Words("to the Department", "ส่งถึงกรม")
    assert str(words("stage.transit")) == "ระหว่างทาง · on the way"


def test_numbers_stand_in_the_signs_of_each_language():
    """Counts, days and what a sentence formats itself."""
    words = Bilingual(jurisdiction("indonesia"))
    assert words("count.hops", count=91_600) == Words("91,600 hops", "91.600 hop")
    assert words.count(91_600) == Words("91,600", "91.600")
    assert words.days(1440 * 1234.5) == Words("1,234.5", "1.234,5")
    assert words.in_days(3.46) == Words("3.5", "3,5")
    assert Bilingual(THAILAND).in_days(1234.5).main == "1,234.5"
    assert Bilingual(replace(jurisdiction("indonesia"), words=None)).count(1000).main == "1,000"


@pytest.mark.parametrize("lacking", [{"language": "en"}, {"words": None}, {"words": ROOM}])
def test_a_country_without_a_catalogue_reads_english_alone(lacking):
    """No second language, no month and no year but the Gregorian ones."""
    words = Bilingual(replace(THAILAND, **lacking))
    said = words("count.hops", count=1)
    assert (said.own, said.main, str(said)) == (None, "1 hop", "1 hop")
    assert words.language == "en"
    assert words.month("2021-01") == "Jan 2021"
    assert str(words.level("local")) == "local body"
    assert str(words.level(None)) == "–"
    assert words.joined(words.same(", "), [said, said]).main == "1 hop, 1 hop"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "0"),
        (1440, "1"),
        (37_368, "26"),
        (72, "0.1"),
        (71, "0.05"),
        (5, "0.0035"),
        (0.5, "0.0003"),
    ],
)
def test_days_show_the_same_everywhere_and_never_nothing_of_something(minutes, said):
    """As sentences, and, with their decimal, in tables."""
    assert days(minutes) == said
    assert in_days(minutes / 1440).removesuffix(".0") == said
