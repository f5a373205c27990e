"""Stories of the report as one HTML file: all inside, all escaped, nothing secret."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from letters.directive import Secrecy
from reports.findings import find
from reports.hop_frame import frame_of
from reports.html.offices import COLUMNS, offices
from reports.html.summary import causes, summary
from reports.html_report import report_page, write_report

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&</style>]]>{{7*7}}"


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def _tags(page):
    parser = _Tags()
    parser.feed(page)
    return parser.found


def _island(page):
    return json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1])


@pytest.fixture(scope="module")
def case(gecc_sent):
    return find(frame_of(gecc_sent.ledger, [gecc_sent.plan.id]))


@pytest.fixture(scope="module")
def page(case, gecc_sent):
    return report_page(case, [gecc_sent.plan.directive])


def test_the_report_says_in_both_languages_where_it_was_stuck(page, gecc_sent):
    """A minister's secretary reads one paragraph and knows the department had it thirteen days."""
    assert gecc_sent.plan.directive.subject in page
    assert "จัดทำหนังสือต่อ ที่กรมส่งเสริมการปกครองท้องถิ่น 13 วัน มี 113 หน่วยงานรออยู่" in page
    assert "Department of Local Administration, until its own letter, 13 days" in page
    assert "113 simulated, 2 observed" in page


def test_nothing_comes_from_elsewhere(page):
    """No tag and no style points to another file or another host."""
    for tag, attributes in _tags(page):
        assert tag not in {"iframe", "object", "embed", "base", "audio", "video"}
        for name in ("src", "href", "action", "data"):
            value = attributes.get(name) or ""
            assert value.startswith(("#", "data:")) or not value, (tag, value)
    assert not re.findall(r"url\((?!#|data:)", page)
    assert "default-src 'none'" in page


def test_every_figure_has_its_data(page):
    """Each download link has a table behind it, with a heading and rows."""
    island = _island(page)
    links = [each["data-csv"] for tag, each in _tags(page) if "data-csv" in each]
    assert sorted(set(links)) == [
        "distribution",
        "heatmap",
        "hops",
        "offices",
        "parts",
        "waterfall",
    ]
    for name in set(links) - {"offices"}:
        assert island["csv"][name].count("\n") >= 2
    assert list(island["offices"]) == list(COLUMNS)
    assert len(island["offices"]["office"]) == 115


def test_hostile_names_are_text_everywhere(trees):
    """In headings, tables, drawings, JSON and CSV nothing of a name runs."""
    named = dict.fromkeys(
        ("recipient_name", "recipient_name_en", "sender_name", "province"), HOSTILE
    )
    rows = [
        trees.hop("a", "=cmd", 0, 900, 950, 3000, directive=HOSTILE, **named),
        trees.hop("=cmd", "c", 3000, 9000, 9000, directive=HOSTILE, **named),
    ]
    page = report_page(find(trees.frame(rows)))
    tags = _tags(page)
    assert sum(tag == "script" for tag, _ in tags) == 2
    assert not [each for tag, each in tags if tag == "img" or "onerror" in each]
    island = _island(page)
    assert island["offices"]["name"][0] == HOSTILE
    assert "'=cmd" in island["csv"]["hops"]
    assert ",=cmd" not in island["csv"]["hops"]


def test_a_secret_subject_is_not_in_the_report(trees, gecc_sent):
    """Of a confidential directive the id is shown, and no text."""
    directive = gecc_sent.plan.directive
    secret = directive.model_copy(update={"secrecy": Secrecy.CONFIDENTIAL})
    rows = [trees.hop("a", "b", 0, 900, 950, directive=directive.id)]
    page = report_page(find(trees.frame(rows)), [secret])
    assert directive.subject not in page
    assert f"<h1>{directive.id}</h1>" in page


def test_the_causes_add_up(case):
    """Office hours, nights, weekends and holidays are the whole of the slowest way."""
    assert sum(minutes for _, minutes, _ in causes(case)) == case.totals["minutes"].sum()
    assert sum(share for _, _, share in causes(case)) == pytest.approx(1)


def test_an_unfinished_propagation_says_so(trees):
    """Whoever reads of days so far is told that there will be more."""
    rows = [{**trees.hop("a", "b", 0, 60, 60), "forwards": True}, trees.hop("b", "c")]
    words = summary(find(trees.frame(rows, as_of=5 * trees.day)))
    assert words[0].en.startswith("1 office does not have it yet")
    assert words[1].en.startswith("It now stands at สำนักงาน b, after 5 days")
    assert "แล้วอย่างน้อย" in words[2].th


def test_several_propagations_are_summed_up(trees):
    """A year's report tells the median and the slowest."""
    rows = [
        trees.hop("a", "b", 0, days * trees.day, days * trees.day, propagation=f"p{days}")
        for days in (1, 2, 9)
    ]
    words = summary(find(trees.frame(rows)))
    assert words[0].en.startswith("The last office had it after 2 days (median)")
    assert "took 9 days" in words[0].en


def test_the_table_of_offices_has_what_each_held_up(case):
    """The department stands on top; what it held up is in office-days."""
    row = offices(case).row(0, named=True)
    assert (row["office"], row["level"], row["handling_days"]) == ("dla", "กรม", 13)
    assert row["offices_below"] == 113
    assert row["office_days"] == 13 * 113


def test_an_empty_report_is_a_report(trees, tmp_path):
    """Before the first letter the page says so, and is whole."""
    frame = trees.frame([trees.hop("a", "b", 0)]).clear()
    written = write_report(frame, out=tmp_path / "report.html").read_text(encoding="utf-8")
    assert "No letter has gone yet." in written
    assert written.rstrip().endswith("</html>")


def test_a_report_is_replaced_whole(trees, tmp_path):
    """Written again it is the same, to the byte; nothing is left beside it."""
    out = tmp_path / "report.html"
    frame = trees.frame([trees.hop("a", "b", 0, 900, 950)])
    first = write_report(frame, out=out).read_bytes()
    assert write_report(frame, out=out).read_bytes() == first
    assert [each.name for each in tmp_path.iterdir()] == ["report.html"]
