"""The situation of a propagation: where it is, what it cost, and the page that says so."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from wian.followup.current_snapshot import setting, situate
from wian.jurisdictions.instant import Instant, Precision
from wian.kit.markdown import link, plain
from wian.reports.progress.delivery import Standing
from wian.reports.progress.pages.page import page
from wian.reports.progress.pages.table import table
from wian.reports.progress.pages.whereabouts import headline

GOLDEN = Path(__file__).parent / "golden"
WINDOW = {"opens": "2026-12-01", "closes": "2027-01-08"}
ASKS = [{"to": {"levels": ["local"]}, "text": "ซักซ้อมแผนเผชิญเหตุ"}]
_PICTURE = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")


@pytest.fixture
def stuck(living, empty_ledger):
    """A drill that is stuck: one district has it and does not write, the others are silent."""
    plan = living.plan(id="stuck", window=WINDOW, asks=ASKS)
    living.begin(empty_ledger, plan)
    living.reach(empty_ledger, plan, "phitsanulok.wang-thong", minutes=3000)
    living.stamp(empty_ledger, plan, "phitsanulok.mueang-phitsanulok", minutes=9000)
    found = situate(empty_ledger, plan, now=living.later(20 * 24 * 60))
    return found, setting(plan)


@pytest.fixture
def rehearsed(gecc_sent, living):
    """The directive of 2564, rehearsed."""
    return situate(gecc_sent.ledger, gecc_sent.plan, now=living.start), setting(gecc_sent.plan)


@pytest.fixture
def golden(pytestconfig):
    """Compare a text with the one that is kept, or keep it."""

    def same(name, text):
        path = GOLDEN / name
        if pytestconfig.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text

    return same


@pytest.mark.parametrize("name", ["stuck", "rehearsed"])
def test_the_page_is_the_one_that_is_kept(name, golden, request):
    """A manager reads it from the top; the pictures stand in it as they are drawn."""
    found, words = request.getfixturevalue(name)
    drawn = _PICTURE.sub(lambda made: base64.b64decode(made[1]).decode(), page(found, words))
    golden(f"snapshot-{name}.md", drawn)


def test_every_picture_is_whole_xml_and_small(stuck):
    """Both user interfaces show it inside the text."""
    found, words = stuck
    pictures = _PICTURE.findall(page(found, words))
    assert len(pictures) == 2
    for each in pictures:
        ET.fromstring(base64.b64decode(each))  # noqa: S314 - our own picture
        assert len(each) < 20_000


def test_the_sentence_names_who_holds_up_most(stuck):
    """A district with nineteen local bodies behind it, and not one with fewer."""
    found, words = stuck
    assert headline(found, words) == (
        "**Mueang Phitsanulok** received it 8.1 working days ago and has not forwarded it: "
        "19 offices wait behind it."
    )
    assert sum(found.count(standing) for standing in Standing) == found.offices == 115


def test_the_stretches_of_the_window_and_what_is_left_are_the_whole_window(stuck, rehearsed):
    """Without a gap, from its first day on."""
    for found, _ in (stuck, rehearsed):
        budget = found.budget
        eaten = sum(step.after - step.before for step in budget.steps)
        assert eaten + budget.left == budget.length
        ends = [step.after for step in budget.steps]
        assert [step.before for step in budget.steps[1:]] == ends[:-1]


def test_the_worst_hops_are_open_ones_first_and_then_by_what_they_held_up(stuck):
    """Ten at the most; a finished one never stands above one that can still be chased."""
    found, _ = stuck
    ranks = [(not hop.open, -hop.office_days) for hop in found.worst]
    assert ranks == sorted(ranks)
    assert len(found.worst) == 10


def test_on_a_weekend_the_worst_hops_are_those_on_which_most_depend(living, empty_ledger):
    """No working time has passed for anybody; a district comes before a local body all the same."""
    plan, saturday = living.plan(id="weekend", window=WINDOW, asks=ASKS), 4 * 24 * 60
    living.begin(empty_ledger, plan, living.later(saturday))
    living.reach(empty_ledger, plan, "phitsanulok.wang-thong", saturday + 30)
    found = situate(empty_ledger, plan, now=living.later(saturday + 90))
    assert {hop.office_days for hop in found.worst} == {0.0}
    behind = [hop.behind for hop in found.worst]
    assert behind == sorted(behind, reverse=True)
    assert found.worst[0].office == found.blockers[0].office


def test_a_rehearsal_is_told_at_its_last_moment_and_owes_nothing(rehearsed):
    """All have it; that is said, and that some of it is simulated."""
    found, words = rehearsed
    assert headline(found, words) == "**Everyone** has it: 115 offices."
    assert not found.behind
    assert not any(hop.overdue for hop in found.hops)
    assert "This is a rehearsal" in page(found, words)


def test_the_table_names_those_behind_and_says_where_the_rest_are(stuck):
    """A page of Prefect's stumbles over thousands of rows."""
    found, words = stuck
    whole, part = table(found, words), table(found, words, most=5)
    assert len(whole.rows) == 112
    assert whole.told == "All 112 offices that are behind."
    assert part.rows == whole.rows[:5]
    assert "5 of 112" in part.told
    assert "wian status" in part.told
    assert whole.rows[0]["office"] == "Mueang Phitsanulok (อำเภอเมืองพิษณุโลก)"


def test_a_letter_is_linked_at_the_desk_where_one_is_known(stuck):
    """Else the command that shows it is there to be copied."""
    found, words = stuck
    assert f"`wian letters {words.propagation} --office phitsanulok`" in page(found, words)
    with_desk = page(found, replace(words, desk="https://desk.example.go.th"))
    assert f"(https://desk.example.go.th/outgoing/{words.propagation})" in with_desk


def test_no_text_of_a_stranger_is_ever_markup(stuck):
    """A subject that would be a heading, a link, a picture and a script."""
    found, words = stuck
    hostile = "x\n\n# y [a](javascript:b) ![c](http://d) <script> | `e` http://f www.g.h"
    told = page(found, replace(words, subject=hostile)).splitlines()[0]
    assert re.sub(r"\\[^A-Za-z0-9 ]", "", told) == (
        "# x  y ajavascriptb chttpd script  e httpf wwwgh"
    )


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "http://", "https://a b", "https://a)[b](http://c"],
)
def test_what_is_no_web_address_is_no_link(address):
    """The text alone is shown."""
    assert link("at the desk", address) == "at the desk"


def test_no_parenthesis_of_an_address_ends_its_link():
    """What comes behind would be text, or a link of its own."""
    assert link("x", "http://a/b)c(d") == "[x](http://a/b%29c%28d)"


def test_before_the_first_letter_the_origin_is_named(living, empty_ledger):
    """Planned and recorded, and nobody has written."""
    plan = living.plan(id="unbegun", window=WINDOW, asks=ASKS)
    from wian.propagation.plan import record  # noqa: PLC0415 - of this story alone

    record(empty_ledger, plan, living.start)
    found, words = situate(empty_ledger, plan, now=living.start), setting(plan)
    assert "has not begun: 115 offices wait behind it." in headline(found, words)
    assert "# " in page(found, words)
    assert plain("a*b") == r"a\*b"


def test_a_moment_is_looked_at_and_not_the_clock(stuck, living):
    """The same records at the same moment are the same page."""
    found, _ = stuck
    assert found.as_of == Instant(living.start.minute + 20 * 24 * 60, Precision.MINUTE)
