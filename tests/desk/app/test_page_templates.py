"""Dates, digits and counts as the reader writes them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import jinja2
import pytest

from wian.desk.app.page_templates import environment
from wian.desk.app.words import Language, languages
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.office_clocks import OfficeClock

THAILAND = jurisdiction("thailand")
BANGKOK = ZoneInfo("Asia/Bangkok")
DAY = date(2021, 1, 19)
AT = Instant.of(datetime(2021, 1, 19, 15, 30, tzinfo=BANGKOK), BANGKOK)
MIDNIGHT = Instant.of(DAY, BANGKOK)


def _shown(language: str, expression: str, value: object) -> str:
    template = environment().from_string("{{ " + expression + " }}")
    return template.render(**_reader(language), value=value)


def _reader(language: str, clock: OfficeClock = THAILAND.clock) -> dict[str, object]:
    return {"language": _language(language), "country": THAILAND, "office_clock": clock}


def _language(tag: str) -> Language:
    return next(each for each in languages(THAILAND) if each.tag == tag)


@pytest.mark.parametrize(
    ("expression", "value", "thai", "english"),
    [
        ("value | long_day", DAY, "๑๙ มกราคม ๒๕๖๔", "19 Jan 2021 (2564)"),
        ("value | short_day", AT, "๑๙ ม.ค. ๒๕๖๔", "19 Jan 2021 (2564)"),
        ("value | moment", AT, "๑๙ ม.ค. ๒๕๖๔ ๑๕.๓๐ น.", "19 Jan 2021 (2564), 15:30"),
        ("value | moment", MIDNIGHT, "๑๙ ม.ค. ๒๕๖๔", "19 Jan 2021 (2564)"),
        ("value | count", 8805, "๘,๘๐๕", "8,805"),
        ("value | digits", "มท 0810.7/ว 51", "มท ๐๘๑๐.๗/ว ๕๑", "มท 0810.7/ว 51"),
        ("value | digits", "<1>", "&lt;๑&gt;", "&lt;1&gt;"),
        ("value | lang_of", "อำเภอวังทอง", "th", "th"),
        ("value | lang_of", "Wang Thong", "th", "en"),
    ],
)
def test_each_language_has_its_form(expression, value, thai, english):
    """Buddhist era and Thai digits in Thai; both eras in English."""
    assert _shown("th", expression, value) == thai
    assert _shown("en", expression, value) == english


def test_a_moment_is_shown_on_the_clock_of_the_desks_office():
    """Not every office is in Bangkok's zone; a day alone is the same day everywhere."""
    template = environment().from_string("{{ value | moment }}, {{ day | moment }}")
    reader = _reader("en", OfficeClock(ZoneInfo("UTC"), BANGKOK))
    shown = template.render(**reader, value=AT, day=MIDNIGHT)
    assert shown == "19 Jan 2021 (2564), 08:30, 19 Jan 2021 (2564)"


def test_a_name_that_a_template_misspells_is_an_error():
    """It does not vanish from the page."""
    with pytest.raises(jinja2.UndefinedError):
        environment().from_string("{{ mispelt }}").render()
