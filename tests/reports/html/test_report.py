"""Stories of the report as one HTML file: all inside, all escaped, nothing secret."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.handling import Secrecy
from wian.reports.bottlenecks.overview import find
from wian.reports.html import figures
from wian.reports.html.offices import COLUMNS, offices
from wian.reports.html.report import report_page, write_report
from wian.reports.html.summary import causes, summary
from wian.reports.scope.recorded_hops import frame_of

HOSTILE = (
    "<script>alert(1)</script><svg/onload=alert(2)><img src=x onerror=x>\"'&</style>]]>{{7*7}}"
)


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


@pytest.fixture
def without_figures(monkeypatch):
    """Reports without figures, whose drawing takes nearly all of a report's second."""
    monkeypatch.setattr(figures, "CHARTS", {})


def test_the_report_says_in_both_languages_where_it_was_stuck(page, gecc_sent):
    """A minister's secretary reads one paragraph and knows the department had it thirteen days."""
    assert gecc_sent.plan.directive.subject in page
    assert "จัดทำหนังสือต่อ ที่กรมส่งเสริมการปกครองท้องถิ่น 13 วัน มี 113 หน่วยงานรออยู่" in page
    assert "Department of Local Administration, until its own letter, 13 days" in page
    assert "113 simulated, 2 observed" in page


def test_an_indonesian_report_writes_numbers_in_indonesian_signs(case, without_figures):
    """In its tables, and as the script writes them that draws them anew; no word stands twice."""
    abroad = replace(case, country=jurisdiction("indonesia"))
    page = report_page(abroad)
    assert ">data (CSV)</a>" in page
    table = page.partition('<table id="table"')[2].partition("</table>")[0]
    assert table.startswith(' class="stacked" data-decimal="," data-thousands=".">')
    cells = re.findall(r'class="number" data-label="[^"]*">(?:≥ )?(\d[\d.,]*)<', table)
    assert any("," in each for each in cells)
    assert not [each for each in cells if re.search(r"\.\d{1,2}$|,\d{3}", each)]
    said = summary(abroad)[1]
    assert "103" in said.main


def _said(findings):
    found = summary(findings)
    return [words.en for words in found], [words.own for words in found]


def test_sentences_of_2564_say_what_is_simulated(case, page):
    """Nobody takes a rehearsed reception for one that was seen, nor the other way round."""
    english, thai = _said(case)
    assert english[0].endswith("of holidays (partly simulated).")
    assert thai[0].endswith("(บางส่วนจำลอง)")
    assert english[1] == (
        "Of 103 addressees 103 had it within the window, 0 after it, and 0 not yet (simulated)."
    )
    assert thai[1].endswith("ยังไม่ได้รับ 0 ราย (จำลอง)")
    assert "13 days, for which 113 offices waited" in english[2]
    assert english[2].endswith("saved 734.5 office-days (partly simulated).")
    assert "What the time of the slowest way was (partly simulated)" in page


def test_what_held_up_most_says_where_each_row_comes_from(page):
    """As the table in the terminal does: two observed rows at most, all others simulated."""
    table = re.search(r'aria-labelledby="worst".*?</table>', page, re.DOTALL)[0]
    assert 'ที่มา <span lang="en">source</span>' in table
    rows = re.findall(r'data-label="ที่มา"><div>.*?lang="en">(\w+)<', table)
    assert rows[:4] == ["observed", "simulated", "observed", "observed"]
    assert set(rows[4:]) == {"simulated"}


@pytest.mark.parametrize("source", ["observed", "imported", "live"])
def test_what_was_seen_is_not_called_simulated(trees, source, monkeypatch):
    """Not a word of simulation where offices stamped, registers were read, or history was seen."""
    if source != "live":  # one set of figures is enough
        monkeypatch.setattr(figures, "CHARTS", {})
    rows = [
        trees.hop("a", "b", 0, 900, 950, 3000, source=source),
        trees.hop("b", "c", 3000, 9000, 9000, source=source),
        trees.hop("a", "d", 0, source=source),
    ]
    found = find(trees.frame(rows))
    english, thai = _said(found)
    assert not [each for each in (*english, *thai) if "simul" in each or "จำลอง" in each]
    page = report_page(found)
    assert "(simulated)" not in page
    assert "partly simulated" not in page


def test_a_rehearsal_alone_is_simulated_throughout(trees):
    """Also of several propagations, and of what is not over."""
    rows = [
        trees.hop("a", "b", 0, days * trees.day, days * trees.day, propagation=f"p{days}")
        for days in (1, 2)
    ]
    rows.append(trees.hop("a", "c", 0, propagation="p2"))
    english, _ = _said(find(trees.frame([{**row, "source": "simulated"} for row in rows])))
    assert english[0].startswith("1 office does not have it yet (simulated);")
    assert english[1].endswith("(d) (simulated).")
    assert english[2].endswith("office-days (simulated).")


def test_a_seen_way_beside_simulated_ones_is_partly_simulated(trees):
    """Who was last is known only as well as when the others had it."""
    rows = [
        trees.hop("a", "b", 0, 900, 950, source="observed"),
        trees.hop("a", "c", 0, 800, 800, source="simulated"),
    ]
    english, _ = _said(find(trees.frame(rows)))
    assert "b had it last" in english[0]
    assert english[0].endswith("(partly simulated).")


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


def test_a_secret_subject_is_not_in_the_report(trees, gecc_sent, without_figures):
    """Of a confidential directive the id is shown, and no text.

    ``tests/test_secrets.py`` has the report with its figures.
    """
    directive = gecc_sent.plan.directive
    secret = directive.model_copy(update={"secrecy": Secrecy.CONFIDENTIAL})
    rows = [trees.hop("a", "b", 0, 900, 950, directive=directive.id)]
    page = report_page(find(trees.frame(rows)), [secret])
    assert directive.subject not in page
    assert f"<h1>{directive.id}</h1>" in page


def test_the_causes_add_up(case):
    """Office hours, nights, weekends and holidays are the whole of the slowest way."""
    assert sum(minutes for _, minutes, *_ in causes(case)) == case.totals["minutes"].sum()
    assert sum(share for _, _, share, _ in causes(case)) == pytest.approx(1)
    assert sum(percent for *_, percent in causes(case)) == 100


def test_an_unfinished_propagation_says_so(trees):
    """Whoever reads of days so far is told that there will be more."""
    rows = [{**trees.hop("a", "b", 0, 60, 60), "forwards": True}, trees.hop("b", "c")]
    words = summary(find(trees.frame(rows, as_of=5 * trees.day)))
    assert words[0].en.startswith("1 office does not have it yet")
    assert words[1].en.startswith("It now stands at สำนักงาน b, after 5 days")
    assert "แล้วอย่างน้อย" in words[2].own


def test_the_whole_from_issue_to_issue_is_not_called_the_way(trees, without_figures):
    """Without stamps nobody knows how long a letter travelled, and the headline says so."""
    rows = [trees.hop("a", "b", 0, None, None, 9 * trees.day), trees.hop("b", "c", 9 * trees.day)]
    found = find(trees.frame(rows, as_of=10 * trees.day))
    words = [each.en for each in summary(found)]
    (worst,) = [at for at, said in enumerate(words) if "on the way and handling together" in said]
    assert words[worst + 1].endswith("doubtful: a stamp is missing or out of order.")
    page = report_page(found)
    assert "on the way and handling together" in page
    table = _island(page)["offices"]
    assert dict(zip(table["office"], table["transit_days"], strict=True))["b"] is None
    assert dict(zip(table["office"], table["undivided_days"], strict=True)) == {"b": 9, "c": None}
    assert "แยกช่วงไม่ได้" in page


def test_an_office_goes_by_the_noun_of_its_kind(trees, without_figures):
    """A district of Bangkok is a khet; of a level with offices of several kinds nobody is."""
    rows = [
        trees.hop("a", each, 0, 900, 950, level="district", kind=each) for each in ("khet", "x")
    ]
    found = find(trees.frame(rows))
    levels = dict(offices(found).select("office", "level").rows())
    assert levels == {"khet": "เขต", "x": "อำเภอ"}
    assert found.level("district").own == "อำเภอ"
    assert find(trees.frame(rows[:1])).level("district").own == "เขต"
    assert found.level(None).own == "–"


def test_of_several_letters_the_page_says_what_is_a_mean_and_what_a_sum(trees, without_figures):
    """Whoever multiplies a mean by what waited gets another number, and knows why."""
    rows = [trees.hop("a", "b", 0, 900, propagation=each) for each in "pq"]
    said = "days, and what half brings the last, are means"
    assert said in report_page(find(trees.frame(rows)))
    assert said not in report_page(find(trees.frame(rows[:1])))


def test_several_propagations_are_summed_up(trees):
    """A year's report tells the median and the slowest."""
    rows = [
        trees.hop("a", "b", 0, days * trees.day, days * trees.day, propagation=f"p{days}")
        for days in (1, 2, 9)
    ]
    words = summary(find(trees.frame(rows)))
    assert words[0].en.startswith("The last office had it after 2 days (median)")
    assert "took 9 days" in words[0].en


def test_an_office_with_letters_of_every_source_names_them_all(trees, without_figures):
    """A rehearsal, a directive sent live and history on file, in one report of everything."""
    rows = [
        row
        for source in ("live", "simulated", "observed", "imported")
        for row in (
            trees.hop("a", "b", 0, 900, 950, 3000, source=source, propagation=source),
            trees.hop("b", "c", 3000, 9000, 9000, source=source, propagation=source),
        )
    ]
    page = report_page(find(trees.frame(rows)))
    assert "imported, live, observed, simulated" in page


def test_the_table_of_offices_has_what_each_held_up(case):
    """The department stands on top; what it held up is in office-days."""
    row = offices(case).row(0, named=True)
    assert (row["office"], row["level"], row["handling_days"]) == ("dla", "กรม", 13)
    assert row["offices_below"] == 113
    assert row["office_days"] == 13 * 113


def test_what_is_counted_so_far_is_marked_in_the_table_of_offices(trees, without_figures):
    """An office that waits has not got it after five days: it waits for five days, and goes on."""
    day = trees.day
    waits = [
        trees.hop("a", "b", 0, day, day, 2 * day),
        trees.hop("b", "c", 2 * day),
        trees.hop("b", "d", 2 * day, 3 * day, 3 * day, forwards=True),
    ]
    findings = find(trees.frame(waits, as_of=5 * day))
    so_far = dict(offices(findings).select("office", "so_far").rows())
    assert so_far == {
        "b": "",
        "c": "transit_days arrival_days office_days",
        "d": "handling_days office_days",
    }
    page = report_page(findings)
    assert "Paper holds" not in page
    assert 'data-label="ถึงเมื่อครบ">≥ 5.0</td>' in page
    assert "≥ is so far" in page
    assert "≥ is so far" not in report_page(find(trees.frame(waits[:1])))


def test_days_in_the_page_are_not_rounded_twice(trees, without_figures):
    """26 days and 3.5 hours are 26.1 days, in the table of offices as in the summary."""
    minutes = 26 * trees.day + 210
    page = report_page(find(trees.frame([trees.hop("a", "b", 0, minutes, minutes)])))
    data = json.loads(page.partition('id="data">')[2].partition("</script>")[0])
    assert data["offices"]["arrival_days"] == [26.145833]


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


def test_heads_of_the_long_table_are_words_on_paper(page):
    """Browsers draw no button in a head that is repeated on the next sheet."""
    heads = re.findall(r"<button type=\"button\" data-key[^>]*>(.*?)</button>(.*?)</th>", page)
    assert len(heads) >= 8
    assert all(beside == f'<span class="paper">{words}</span>' for words, beside in heads)
    assert "thead button { display: none; }" in page
