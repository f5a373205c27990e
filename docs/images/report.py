"""Takes the pictures of the report: the directive of 2564, and one to the whole country.

Run ``python docs/images/report.py`` from the repository with Debian's Chromium and playwright
installed; it writes ``report-*.png`` beside itself.
"""  # noqa: INP001 - a script beside its pictures

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from wian.jurisdictions.instant import Instant, Precision  # noqa: E402 - after the path
from wian.ledger.database import Ledger, open_ledger  # noqa: E402 - the same
from wian.propagation.plan import Plan, record  # noqa: E402 - the same
from wian.propagation.prepare import prepare  # noqa: E402 - the same
from wian.propagation.rehearse import forward  # noqa: E402 - the same
from wian.propagation.request import PropagationRequest  # noqa: E402 - the same
from wian.reports.bottlenecks.overview import find  # noqa: E402 - the same
from wian.reports.charts import chart_files  # noqa: E402 - the same
from wian.reports.charts.look import WIDE  # noqa: E402 - the same
from wian.reports.charts.spectrum import spectrum  # noqa: E402 - the same
from wian.reports.html.report import write_report  # noqa: E402 - the same
from wian.reports.scope.recorded_hops import frame_of  # noqa: E402 - the same

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_COLOURS = 96
"""Few colours make a small file."""
_SOME_DAY = Instant(26_800_000, Precision.MINUTE)


def main() -> None:
    """Send both directives down a ledger that is thrown away, and take the pictures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with open_ledger(f"sqlite:///{folder / 'wian.db'}") as ledger:
            case, national = (
                _sent(ledger, ROOT / "examples" / "gecc-2564" / file)
                for file in ("directive.yaml", "national.yaml")
            )
            page = write_report(
                frame_of(ledger, [case.id]), [case.directive], out=folder / "report.html"
            )
            found = find(frame_of(ledger, [national.id]))
        drawn = chart_files.png(spectrum(found, WIDE), found.country.rastered)
        _save("report-spectrum", drawn, width=1100)
        with sync_playwright() as driver:
            browser = driver.chromium.launch(
                executable_path=shutil.which("chromium"), args=list(FLAGS)
            )
            _shoot(browser, page, "report-desktop", 1200, 1500)
            _shoot(browser, page, "report-phone", 390, 900)
            browser.close()


def _sent(ledger: Ledger, directive: Path) -> Plan:
    plan = prepare(PropagationRequest(directive=str(directive)))
    record(ledger, plan, _SOME_DAY)
    for wave in plan.route.waves:
        for cohort in wave.cohorts:
            forward(ledger, plan, wave, cohort)
    return plan


def _shoot(browser: Browser, report: Path, name: str, width: int, height: int) -> None:
    """The top of the report, on a screen without a network."""
    size = {"width": width, "height": height}
    page = browser.new_context(viewport=size, offline=True).new_page()
    page.goto(report.as_uri())
    page.evaluate("document.fonts.ready")
    clip = {"x": 0, "y": 0, "width": width, "height": height}
    _save(name, page.screenshot(clip=clip, full_page=True), width)


def _save(name: str, png: bytes, width: int) -> None:
    drawn = Image.open(io.BytesIO(png)).convert("RGB")
    drawn = drawn.resize(
        (width, round(drawn.height * width / drawn.width)), Image.Resampling.LANCZOS
    )
    few = drawn.quantize(_COLOURS, dither=Image.Dither.NONE)
    few.save(HERE / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
