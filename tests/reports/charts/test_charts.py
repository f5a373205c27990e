"""Stories of charts: what they show, and that strangers' texts stay texts in them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import altair as alt
import jsonschema
import polars as pl
import pytest

from wian.jurisdictions.countries import jurisdiction
from wian.kit.errors import WianError
from wian.reports.bilingual import Bilingual, days
from wian.reports.bottlenecks.overview import as_seen, find
from wian.reports.charts import chart_files
from wian.reports.charts.distribution import distribution, distribution_rows
from wian.reports.charts.dotted import dotted, dotted_rows
from wian.reports.charts.heatmap import heatmap_rows
from wian.reports.charts.look import NARROW, ON_PALE, PAPER, WIDE, dressed
from wian.reports.charts.spectrum import spectrum, spectrum_rows
from wian.reports.charts.waterfall import waterfall, waterfall_rows
from wian.reports.html.figures import CHARTS
from wian.reports.scope.recorded_hops import frame_of


def _parsed(drawn):
    """A drawing of our own as a tree; malformed ones raise."""
    return ET.fromstring(drawn)  # noqa: S314 - drawn here


HOSTILE = "<script>alert(1)</script>\"'&]]>${7*7}</svg>"


@pytest.fixture(scope="module")
def case(gecc_sent):
    """What was found of the directive of 2564."""
    return find(frame_of(gecc_sent.ledger, [gecc_sent.plan.id]))


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_chart_draws_well_formed_at_both_widths(case, name, width):
    """A screen and a telephone get a drawing each, no wider than they are."""
    drawn = _parsed(chart_files.svg(CHARTS[name].draw(case, width), "a-"))
    assert drawn.tag.endswith("svg")
    assert float(drawn.attrib["width"]) <= width + 30


@pytest.fixture(scope="module")
def grammar():
    """The schema of Vega-Lite, as a validator."""
    schema = alt.load_schema()
    return jsonschema.validators.validator_for(schema)(schema)


def _without_rows(spec):
    """A chart without the rows it shows, whatever their names."""
    if isinstance(spec, list):
        return [_without_rows(each) for each in spec]
    if not isinstance(spec, dict):
        return spec
    return {
        name: {"values": []} if name == "data" else _without_rows(each)
        for name, each in spec.items()
    }


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_keeps_to_the_grammar(case, grammar, name):
    """Nothing checks it while it is drawn, so a channel misspelt would go unseen."""
    chart = dressed(CHARTS[name].draw(case, WIDE))
    assert not list(grammar.iter_errors(_without_rows(chart)))


@pytest.mark.parametrize("name", CHARTS)
def test_hostile_names_stay_text_in_every_chart(trees, name):
    """A name that would be a script, a tag or an expression is drawn as it was written."""
    named = {
        "recipient_name": HOSTILE,
        "sender_name": HOSTILE,
        "level": HOSTILE,
        "province": HOSTILE,
        "province_name": HOSTILE,
        "recipient_name_en": HOSTILE,
    }
    rows = [
        trees.hop("a", "b", 0, 900, 950, 3000, **named),
        trees.hop("b", "c", 3000, 9000, 9000, wave=2, **named),
    ]
    drawn = chart_files.svg(CHARTS[name].draw(find(trees.frame(rows)), WIDE))
    tags = {each.tag.rpartition("}")[2] for each in _parsed(drawn).iter()}
    assert "script" not in tags
    assert "<script" not in drawn
    if name in {"waterfall", "distribution", "heatmap"}:
        assert HOSTILE[:20] in "".join(_parsed(drawn).itertext())


def test_nothing_to_draw_is_said(trees, tmp_path):
    """Before the first reception there is no chart, and no file of one."""
    found = find(trees.frame([trees.hop("a", "b")]))
    for chart in CHARTS.values():
        with pytest.raises(WianError, match=r"nothing to draw.*heatmap needs"):
            chart_files.write_chart(chart.draw(found, WIDE), tmp_path / "x.svg")
    assert not list(tmp_path.iterdir())


def test_a_png_is_thai_and_twice_as_sharp(case, tmp_path):
    """The typeface is there: a chart of Thai names is drawn by its glyphs, not by empty boxes."""
    chart = waterfall(case)
    chart_files.write_chart(chart, tmp_path / "x.png")
    written = (tmp_path / "x.png").read_bytes()
    assert written.startswith(b"\x89PNG")
    assert int.from_bytes(written[16:20]) > 1.8 * WIDE
    assert "Sarabun" in chart_files.svg(chart)


def test_the_waterfall_of_2564_adds_up_to_its_window(case):
    """Thirteen days at the department, and each bar begins where the one before ended."""
    rows = waterfall_rows(case)
    bars = rows.filter(pl.col("stage") != "left")
    assert bars["from"].to_list()[1:] == bars["to"].to_list()[:-1]
    department = bars.filter(pl.col("label") == "กรมส่งเสริมการปกครองท้องถิ่น").row(0, named=True)
    assert department["to"] - department["from"] == 13
    assert rows["stage"].to_list()[-1] == "left"
    assert rows["to"].to_list()[-1] == 69


def test_of_several_propagations_the_waterfall_is_the_mean(trees):
    """Ten days and twenty days are fifteen."""
    rows = [
        trees.hop("a", "b", 0, days_ * trees.day, days_ * trees.day, propagation=f"p{days_}")
        for days_ in (10, 20)
    ]
    found = waterfall_rows(find(trees.frame(rows)))
    assert found.select("stage", "from", "to").rows() == [("transit", 0.0, 15.0)]


def test_an_open_bar_says_at_least(case):
    """What goes on is not drawn as if it were over."""
    issued = case.hops.filter(pl.col("recipient") == "dla")["issued_minute"][0]
    found = find(as_seen(case.hops, issued + 7 * 1440 + 600))
    assert "≥ 6.7 วัน" in chart_files.svg(waterfall(found))


def test_the_distribution_reckons_open_hops_in(trees):
    """Of ten letters five are open after ten days: the median is not that of the finished."""
    rows = [trees.hop("a", f"b{n}", 0, trees.day, trees.day) for n in range(4)]
    rows += [trees.hop("a", f"o{n}", 0) for n in range(6)]
    found = distribution_rows(find(trees.frame(rows, as_of=10 * trees.day)))
    row = found.filter(pl.col("stage") == "transit").row(0, named=True)
    assert (row["hops"], row["open"], row["median_above"]) == (10, 6, True)
    assert row["median"] == 10
    assert "&gt; 10.0" in chart_files.svg(
        distribution(find(trees.frame(rows, as_of=10 * trees.day)))
    )


def test_each_hop_is_a_row_of_dots_and_each_stretch_a_line(case):
    """The charts over time show every stamp and letter that is known."""
    hops = case.hops
    known = sum(hops[f"{name}_minute"].count() for name in ("received", "ready", "forwarded"))
    assert dotted_rows(case).height == known
    assert spectrum_rows(case).height == hops.height + hops["forwarded_minute"].count()
    assert set(spectrum_rows(case)["speed"].to_list()) <= {0, 1, 2, 3}


def test_a_wave_that_reaches_two_levels_is_named_by_both(case):
    """Of the twelve letters of the fourth wave three go to local bodies."""
    path, when = (chart_files.svg(chart(case)) for chart in (spectrum, dotted))
    assert "to the district  (9)" in path
    assert "to the local body  (3)" in path
    assert re.search(r"4\. [^<]*district, [^<]*local body", when)


def test_the_heat_map_has_a_cell_a_province_and_month(case):
    """The province of 2564 by its Thai name, in the months of its letters."""
    rows = heatmap_rows(case)
    assert rows["province_name"].unique().to_list() == ["จังหวัดพิษณุโลก"]
    assert rows["month"].to_list() == sorted(case.hops.drop_nulls("province")["month"].unique())


def test_charts_write_numbers_in_the_signs_of_the_language(case, tmp_path):
    """On cells, legends and axes, also beneath a heading; and hold to the grammar."""
    abroad = replace(case, country=jurisdiction("indonesia"))
    chart = CHARTS["heatmap"].draw(abroad, WIDE)
    jsonschema.validate(dressed(chart), alt.load_schema())
    chart_files.write_chart(chart, tmp_path / "x.svg", heading="Wilayah")
    drawn = re.findall(r">(\d+[.,]\d+)<", (tmp_path / "x.svg").read_text(encoding="utf-8"))
    assert drawn
    assert not [each for each in drawn if "." in each]


def test_ids_of_one_drawing_are_not_those_of_another(case):
    """Several drawings on one page do not borrow each other's gradients."""
    drawn = chart_files.svg(CHARTS["heatmap"].draw(case, WIDE), "h-")
    ids = re.findall(r'\bid="([^"]+)"', drawn)
    assert ids
    assert all(each.startswith("h-") for each in ids)
    assert set(re.findall(r"url\(#([^)]+)\)", drawn)) <= set(ids)


@pytest.mark.parametrize(
    ("minutes", "shown"), [(1440, "1"), (2160, "1.5"), (14, "0.01"), (0, "0"), (1440000, "1,000")]
)
def test_days_are_short(minutes, shown):
    """Whole days without decimals, a few minutes not as nothing."""
    assert days(minutes) == shown


def test_unknown_levels_and_months_are_shown_as_they_are():
    """Another country's levels have no Thai names yet."""
    words = Bilingual(jurisdiction("thailand"))
    assert str(words.level("prefecture")) == "prefecture"
    assert words.month("2021-01") == "ม.ค. 2564"
    assert words.month("13-2021") == "13-2021"


def test_figures_on_coloured_cells_stay_dark_on_a_dark_page(case):
    """What the dark scheme turns light is not the ink on pale cells."""
    drawn = chart_files.svg(CHARTS["heatmap"].draw(case, WIDE))
    cells = re.findall(r'<text[^>]*fill="([^"]+)"[^>]*>\d+\.\d</text>', drawn)
    assert len(cells) == heatmap_rows(case).height
    assert set(cells) <= {ON_PALE, PAPER}


@pytest.mark.parametrize(("hours", "shown"), [(5, True), (24 * 20, False)])
def test_few_days_are_shown_with_the_hour(trees, hours, shown):
    """Else each tick of a morning bears the same day."""
    hop = trees.hop("a", "b", 0, hours * 30, hours * 60)
    for draw in (spectrum, dotted):
        assert ("%H:%M" in str(draw(find(trees.frame([hop]))))) is shown


def test_charts_go_by_office_where_no_hop_has_a_level(trees):
    """As in the log of another program; above a dozen offices no names are shown."""
    both = [
        trees.hop("desk", "finance", 0, 60, 120),
        trees.hop("finance", "legal", 120, 180, wave=2),
    ]
    frame = trees.frame(both).with_columns(level=pl.lit(None, dtype=pl.String))
    found = find(frame).in_levels()
    assert set(distribution_rows(found)["level"]) == {"สำนักงาน finance", "สำนักงาน legal"}
    assert "2. สำนักงาน legal" in str(dotted(found))
    twice = pl.concat([frame, frame.with_columns(propagation=pl.lit("again"))])
    assert waterfall_rows(find(twice).in_levels())["label"].unique(
        maintain_order=True
    ).to_list() == [
        "1. สำนักงาน finance",
        "2. สำนักงาน legal",
    ]
    many = trees.frame([trees.hop("desk", f"o{at}", 0, 60) for at in range(13)])
    crowd = find(many.with_columns(level=pl.lit(None, dtype=pl.String)))
    assert crowd.in_levels() is crowd


def test_a_long_axis_of_days_writes_whole_days(trees):
    """Not ``1.8e+2``."""
    frame = trees.frame([trees.hop("a", "b", 0, 200 * 1440)], 300 * 1440)
    assert re.findall(r">(180|1\.8e\+2)<", chart_files.svg(distribution(find(frame)))) == ["180"]
