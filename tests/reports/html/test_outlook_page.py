"""The page of an outlook, and that of outlooks of the past: sentences, figures, tables."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from wian.jurisdictions.countries import jurisdiction
from wian.reports.bilingual import Bilingual
from wian.reports.bottlenecks.overview import find
from wian.reports.html import figures, outlook_tables
from wian.reports.html.outlook_page import outlook_figures, outlook_page, outlook_sentences
from wian.reports.html.outlook_tables import calls, provinces
from wian.reports.html.past_page import past_page, promised
from wian.reports.html.report import report_page
from wian.reports.outlook.daily_share import daily_shares
from wian.reports.outlook.holders import holders
from wian.reports.outlook.look_back.back_test import BackTest
from wian.reports.outlook.outlook import outlook
from wian.reports.scope.recorded_hops import frame_of

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def page(foretold):
    return outlook_page(replace(foretold, title=HOSTILE, named=lambda office: f"{office}<b>"))


def test_it_is_said_in_both_languages(foretold):
    """The count with its interval, the last one, and what it rests on."""
    told = foretold.told
    said = list(outlook_sentences(foretold))
    assert said[0].en == f"{told.received} of 103 addressees have received it."
    assert said[0].own.startswith(f"ได้รับแล้ว {told.received} ราย")
    assert f"nine times in ten between {told.in_time.p05} and {told.in_time.p95}" in said[1].en
    assert "มกราคม ๒๕๖๔" in said[1].own
    assert said[3].en.startswith("How long the stages to come take is assumed")


def test_where_all_futures_agree_nothing_is_between_two_equal_numbers(foretold):
    """A deadline five years ahead: all are in time, nothing helps, and the fan stays readable."""
    told = foretold.told
    outset = replace(told.outset, closes=date(2026, 1, 28))
    far = replace(foretold, told=outlook(outset, calls=3))
    said = [each.en for each in outlook_sentences(far)]
    assert (
        "103 of 103 addressees are expected to have it (100 %), in nine of ten futures" in said[1]
    )
    assert [each["name"] for each in outlook_figures(far)] == ["fan"]
    last = daily_shares(far.told)[-1]
    assert (last.day.year, last.p05) == (2021, 1.0)


def test_the_page_has_figures_calls_and_offices_and_escapes_what_is_strange(page, foretold):
    """Whoever is least likely in time first, and no name is markup."""
    assert page.count('<figure role="img"') == 2
    rows = re.findall(r'<th scope="row">([^<]*)', page)
    calls = [each.office for each in foretold.told.telephone]
    assert rows[: len(calls)] == [f"{each}&lt;b&gt;" for each in calls]
    assert len(rows) == len(calls) + len(holders(foretold.told))
    assert HOSTILE not in page
    assert "&lt;script&gt;" in page


def test_an_office_that_others_wait_behind_stands_for_them(foretold):
    """One row for a district and its bodies; together they are all that have not received."""
    told = foretold.told
    found = holders(told)
    waiting = [each for each in told.offices if each.received is None]
    assert sum(each.waiting for each in found) == len(waiting)
    most = max(found, key=lambda each: each.waiting)
    assert most.waiting > 5
    assert most.office not in {each.office for each in waiting}
    chances = [each.in_time for each in waiting]
    assert sum(each.expected for each in found) == pytest.approx(sum(chances))
    assert [round(each.missing, 4) for each in found] == sorted(
        (round(each.missing, 4) for each in found), reverse=True
    )


def test_calls_have_numbers_and_hundreds_are_summed_up_by_province(foretold, monkeypatch):
    """The number of the office above, where it has none itself; provinces lose most first."""
    told, three = foretold.told, ("north", "south", "west")
    where = {each.office: three[at % 3] for at, each in enumerate(told.offices)}
    seen = replace(foretold, phone=lambda _: ("0 2241", "dla"), provinces=where)
    assert {(row["phone"], row["answers"]) for row in calls(seen)} == {
        ("0 2241", seen.named("dla"))
    }
    monkeypatch.setattr(outlook_tables, "_MANY", 10)
    seen = replace(seen, named=lambda office: office)
    rows = provinces(seen)["provinces"]
    assert sorted(row["name"] for row in rows) == list(three)
    assert sum(row["addressees"] for row in rows) == told.addressees
    assert sum(row["have"] for row in rows) == told.received
    assert [row["late"] for row in rows] == sorted((row["late"] for row in rows), reverse=True)
    assert "expected too late" in outlook_page(seen)


def test_a_report_of_what_is_under_way_says_what_is_to_come(foretold, gecc_sent, monkeypatch):
    """Between the summary and what held up most; of what is over it says nothing."""
    monkeypatch.setattr(figures, "CHARTS", {})  # their drawing takes long, and is not told here
    case = find(frame_of(gecc_sent.ledger, [gecc_sent.plan.id]))
    with_it = report_page(case, ahead=foretold)
    assert '<h2 id="ahead">' in with_it
    assert with_it.index('id="ahead"') < with_it.index('id="fan"') < with_it.index('id="worst"')
    assert 'id="ahead"' not in report_page(case)


def test_nothing_is_promised_of_a_past_that_is_not_there():
    """And it is said how much would be enough."""
    country = jurisdiction("indonesia")
    lines = [each.en for each in promised(BackTest(), Bilingual(country))]
    assert len(lines) == 3
    assert "0 past directives are known, and 10 would be enough (10 more)" in lines[0]
    page = past_page(BackTest(), country)
    assert "No directive of the past is known" in page
    assert "<figure" not in page
