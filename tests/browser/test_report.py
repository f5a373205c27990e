"""Stories of the HTML report in a real browser that has no network at all."""

from __future__ import annotations

import pytest

from wian.kit.safe_csv import safe_csv
from wian.reports.bottlenecks.overview import find
from wian.reports.html import report as html_report
from wian.reports.html.figures import hop_rows
from wian.reports.html.report import write_report
from wian.reports.scope.recorded_hops import frame_of

_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
_SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


@pytest.fixture(scope="module")
def report(gecc_sent, foretold, tmp_path_factory):
    """The report of the directive of 2564, with what was to come when half of them had it."""
    out = tmp_path_factory.mktemp("report") / "report.html"
    hops = frame_of(gecc_sent.ledger, [gecc_sent.plan.id])
    return write_report(hops, [gecc_sent.plan.directive], out=out, ahead=foretold)


@pytest.fixture
def opened(browser, report):
    """Open the report; whatever it asks for, and whatever goes wrong, fails the test."""
    contexts, asked = [], []

    def open_(size, **options):
        width, height = _SIZES[size]
        viewport = {"width": width, "height": height}
        context = browser.new_context(viewport=viewport, offline=True, **options)
        context.set_default_timeout(180_000)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: asked.append(message.text))
        page.on("pageerror", lambda error: asked.append(str(error)))
        page.route("**", lambda route: route.continue_() if _own(route, report) else route.abort())
        page.goto(report.as_uri())
        page.evaluate("document.fonts.ready")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert [
        each for each in asked if not each.startswith((report.as_uri(), "blob:", "data:"))
    ] == []


def _own(route, report):
    return route.request.url.startswith(report.as_uri())


@pytest.mark.parametrize("size", _SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_readable_on_a_screen_and_on_a_telephone(opened, size, scheme):
    """The page is never wider than the screen, its typeface is there, and each chart is seen."""
    page = opened(size, color_scheme=scheme)
    assert not page.evaluate(_WIDE)
    assert page.evaluate("document.fonts.check('16px Sarabun', 'เวียน')")
    for figure in page.locator("figure").all():
        seen = [each for each in figure.locator("svg").all() if each.is_visible()]
        assert len(seen) == 1
        assert seen[0].bounding_box()["width"] <= _SIZES[size][0]


@pytest.mark.parametrize(("size", "scheme"), [("desktop", "light"), ("phone", "dark")])
def test_axe_finds_nothing(opened, axe_faults, size, scheme):
    """In either scheme of colours, as they differ in contrast, and on either size."""
    assert axe_faults(opened(size, color_scheme=scheme)) == []


def test_the_table_is_sorted_searched_and_paged_by_keyboard(opened):
    """Somebody without a mouse finds the slowest district."""
    page = opened("desktop")
    first = page.locator("#table tbody tr").first
    assert "กรมส่งเสริมการปกครองท้องถิ่น" in first.inner_text()
    page.locator("#table button", has_text="ถึงเมื่อครบ").focus()
    page.keyboard.press("Enter")
    assert "องค์การบริหารส่วนตำบล" in first.inner_text()
    assert page.locator("th[aria-sort=descending] button").inner_text().startswith("ถึงเมื่อครบ")
    page.keyboard.press("Enter")
    assert "กระทรวงมหาดไทย" in first.inner_text()
    page.locator("#on").focus()
    page.keyboard.press("Enter")
    assert page.locator("#where").inner_text() == "2 / 3"
    page.get_by_label("ค้นหาหน่วยงาน").fill("wat bot")
    assert page.locator("#table tbody tr").count() == 1
    assert "อำเภอวัดโบสถ์" in first.inner_text()


@pytest.mark.parametrize(
    ("name", "heading"),
    [("heatmap", "province,"), ("offices", "office,name"), ("hops", "propagation,wave")],
)
def test_the_data_behind_a_figure_is_one_click_away(opened, name, heading):
    """A click saves a CSV that a spreadsheet reads as UTF-8."""
    page = opened("desktop")
    with page.expect_download() as download:
        page.locator(f"a[data-csv={name}]").first.click()
    saved = download.value.path().read_text(encoding="utf-8")
    assert saved.startswith(f"\ufeff{heading}")
    assert saved.count("\n") > 1


def test_data_that_lie_packed_in_the_page_are_saved_whole(
    browser, gecc_sent, tmp_path, monkeypatch
):
    """Of a whole country the page unpacks the hops when they are asked for."""
    hops = frame_of(gecc_sent.ledger, [gecc_sent.plan.id])
    monkeypatch.setattr(html_report, "LONG", 0)
    report = write_report(hops, out=tmp_path / "report.html")
    assert "gecc-2564-" not in report.read_text(encoding="utf-8").partition("</main>")[2]
    page = browser.new_context(offline=True, accept_downloads=True).new_page()
    page.goto(report.as_uri())
    page.locator("#find").fill("วัดโบสถ์")
    assert page.locator("#table tbody tr").count() < 40  # the table lies packed as well
    with page.expect_download() as download:
        page.locator("a[data-csv=hops]").first.click()
    saved = download.value.path().read_text(encoding="utf-8")
    page.context.close()
    assert saved == "\ufeff" + safe_csv(hop_rows(find(hops)))


def test_it_prints_in_full(opened):
    """On paper the buttons are gone and the figures are there; what it leaves out, it says."""
    page = opened("desktop")
    left_out = page.get_by_text("Paper holds 40 offices at most; the page on a screen has all 115.")
    assert not left_out.is_visible()
    page.emulate_media(media="print")
    assert left_out.is_visible()
    assert not page.locator("#find").is_visible()
    assert not page.locator("a.data").first.is_visible()
    assert page.locator("figure svg").first.is_visible()
    assert len(page.pdf()) > 50_000
