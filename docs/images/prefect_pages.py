"""Takes the pictures of Prefect's pages: a drill that is stuck in a province.

Run ``python docs/images/prefect_pages.py [FOLDER]`` from the repository with Debian's Chromium and
playwright installed. It starts a Prefect server of its own, sends a drill live, has offices act at
times that lie in the past, sweeps, and then goes from the start page to the bottleneck by clicks,
in both user interfaces; it writes ``prefect-*.png`` into the folder, else beside itself.
Everything in them is made up but the offices.
"""  # noqa: INP001 - a script beside its pictures

from __future__ import annotations

import asyncio
import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import fontpkg_sarabun
import yaml
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from flows.server.live_system import Wanted, client_environment, server_environment  # noqa: E402
from flows.server.prefect_server import answers  # noqa: E402 - after the path
from wian.delays.clock_choice import ClockChoice  # noqa: E402
from wian.followup.sweep import sweep  # noqa: E402
from wian.jurisdictions.instant import Instant, Precision  # noqa: E402
from wian.notices.prefect_address import DESK  # noqa: E402
from wian.office.actor import Acting  # noqa: E402
from wian.office.joint_issue import issue  # noqa: E402
from wian.office.stamp import receive  # noqa: E402
from wian.propagation import runtime  # noqa: E402
from wian.propagation.plan import Plan, record  # noqa: E402
from wian.propagation.prepare import prepare  # noqa: E402
from wian.propagation.request import PropagationRequest  # noqa: E402

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DAY = 24 * 60
ZONE = ZoneInfo("Asia/Bangkok")
PROVINCE, STUCK = "phitsanulok", "phitsanulok.mueang-phitsanulok"
BUSY = ("phitsanulok.wang-thong", "phitsanulok.bang-rakam", "phitsanulok.nakhon-thai")
BEHIND = "offices-behind"
_COLOURS, _WIDTH = 256, 1280
_SERVER_SECONDS = 90


def main() -> None:
    """Start the server, make what it shows, and take the pictures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        home = Path(name)
        wanted = Wanted(home, home / "prefect", free_port(), free_port())
        wanted.prefect_home.mkdir()
        with served(wanted):
            os.environ.update(client_environment(wanted))
            os.environ[DESK] = "https://desk.example.go.th"
            make(home)
            with sync_playwright() as driver:
                chromium = shutil.which("chromium") or "/usr/bin/chromium"
                browser = driver.chromium.launch(
                    executable_path=chromium, args=list(FLAGS), env=thai(home)
                )
                take(browser, wanted.prefect, folder)
                browser.close()


def make(home: Path) -> Plan:
    """A drill of three weeks ago: some have passed it on, one holds it, others are silent."""
    ledger, now = runtime.ledger(make=True), runtime.now()
    plan = prepare(PropagationRequest(directive=str(directive(home, now)), clock=ClockChoice.LIVE))
    runtime.keep(plan)
    began = now.minute - 21 * DAY
    record(ledger, plan, at(began))
    chain = plan.route.chain(STUCK)
    issue(Acting(ledger, plan, chain[0], by="picture", now=at(began)))
    for days, office in enumerate(chain[1:-1], start=1):
        pass_on(plan, office, at(began + (2 * days - 1) * DAY))
    for office in BUSY:
        pass_on(plan, office, at(began + 8 * DAY))
        bodies = [hop.recipient for hop in plan.sending(office)[1]]
        for body in bodies[: len(bodies) // 2]:
            stamp(plan, body, at(began + 12 * DAY))
    stamp(plan, STUCK, at(began + 8 * DAY))
    swept = sweep(ledger, plan, now=now)
    from flows.sweep import tell  # noqa: PLC0415 - Prefect has its settings

    asyncio.run(tell(swept))
    return plan


def pass_on(plan: Plan, office: str, when: Instant) -> None:
    """An office stamps, and writes on."""
    stamp(plan, office, when)
    issue(Acting(runtime.ledger(), plan, office, by="picture", now=when))


def stamp(plan: Plan, office: str, when: Instant) -> None:
    """Every desk of an office stamps."""
    for position in range(len(plan.hierarchy.office(office).desks)):
        receive(Acting(runtime.ledger(), plan, office, by="picture", now=when), position=position)


def at(minute: int) -> Instant:
    """A moment."""
    return Instant(minute, Precision.MINUTE)


def directive(home: Path, now: Instant) -> Path:
    """The file of the drill, whose last day is five days away."""
    day = now.date(ZONE)
    values: dict[str, Any] = {
        "id": "flood-drill",
        "origin": "opm",
        "hierarchy": str(ROOT / "examples" / "gecc-2564" / "offices.yaml"),
        "subject": "การซักซ้อมแผนเผชิญเหตุอุทกภัยประจำปี",
        "decided": "ได้กำหนดให้หน่วยงานของรัฐซักซ้อมแผนเผชิญเหตุอุทกภัยพร้อมกันทั่วประเทศ",
        "purpose": "ให้ประชาชนได้รับการแจ้งเตือนและการช่วยเหลืออย่างทันท่วงที",
        "urgency": "urgent",
        "window": {
            "opens": str(day - timedelta(days=21)),
            "closes": str(day + timedelta(days=5)),
        },
        "asks": [{"to": {"levels": ["local"]}, "text": "ซักซ้อมแผนเผชิญเหตุอย่างน้อย 1 ครั้ง"}],
        "contact": {"unit": "ศูนย์บริการประชาชน", "phone": ["0 2283 4475"]},
        "addressees": [{"levels": ["local"]}],
    }
    path = home / "flood-drill.yaml"
    path.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    return path


def take(browser: Browser, address: str, folder: Path) -> None:
    """From the start page to the bottleneck, in the newer interface and in the older one."""
    for name, start in (("", f"{address}/v2/dashboard"), ("-older", f"{address}/dashboard")):
        page = browser.new_page(viewport={"width": _WIDTH, "height": 1000})
        page.set_default_timeout(10_000)
        page.goto(start)
        three_clicks(page)
        shoot(page, folder / f"prefect-run{name}.png", 640)
        page.get_by_text("where-it-is").first.click()
        latest(page)
        tall(page, folder / f"prefect-artifact{name}.png", 2450)
        behind = page.get_by_role("link", name="Everyone who is behind, on a page")
        behind.evaluate("link => link.removeAttribute('target')")  # the older one opens a tab
        behind.click()
        latest(page, BEHIND)
        tall(page, folder / f"prefect-table{name}.png", 800)


def three_clicks(page: Page) -> None:
    """The list of runs, the run, and what stands beside it: there the bottleneck is named."""
    page.locator("a[href$='/runs']:visible").first.click()
    page.get_by_role("link", name="Propagate flood-drill").first.click()
    page.get_by_text("Artifacts", exact=True).last.click()
    page.get_by_text("Mueang Phitsanulok").first.wait_for()


def latest(page: Page, key: str = "") -> None:
    """From an artifact's versions, where a link leads to them, to the latest of them."""
    page.wait_for_url(f"**/artifacts/**{key}*")
    if "/artifacts/key/" in page.url:
        page.locator("a[href*='/artifacts/artifact/']").first.click()
        page.wait_for_url("**/artifacts/artifact/**")


def tall(page: Page, path: Path, height: int) -> None:
    """A picture of a long page."""
    page.set_viewport_size({"width": _WIDTH, "height": max(height, 1000)})
    shoot(page, path, height)
    page.set_viewport_size({"width": _WIDTH, "height": 1000})


def shoot(page: Page, path: Path, height: int) -> None:
    """A picture of few colours, once the page has come to rest."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)
    clip = {"x": 0, "y": 0, "width": _WIDTH, "height": height}
    drawn = Image.open(io.BytesIO(page.screenshot(clip=clip)))
    few = drawn.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def thai(home: Path) -> dict[str, str | float | bool]:
    """An environment in which a browser finds Thai letters, whatever is installed here."""
    fonts = Path(str(fontpkg_sarabun.ROOT)) / "files"
    folders = f"<dir>/usr/share/fonts</dir><dir>{fonts}</dir><cachedir>{home / 'fonts'}</cachedir>"
    path = home / "fonts.conf"
    path.write_text(f'<?xml version="1.0"?><fontconfig>{folders}</fontconfig>', encoding="utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(path)}


@contextmanager
def served(wanted: Wanted) -> Iterator[None]:
    """A Prefect server with its pages, as ``wian up`` starts it."""
    told: Mapping[str, str] = {**os.environ, **server_environment(wanted)}
    command = [sys.executable, "-m", "flows.server.embedded", str(wanted.port_prefect)]
    process = subprocess.Popen(  # noqa: S603 - our own server
        command, cwd=ROOT, env=told, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    deadline = time.monotonic() + _SERVER_SECONDS
    while not answers(f"{wanted.prefect}/api"):
        if time.monotonic() > deadline:
            raise SystemExit("The Prefect server does not answer.")
        time.sleep(0.2)
    try:
        yield
    finally:
        if process.stdin:
            process.stdin.close()
        process.wait(20)


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


if __name__ == "__main__":
    main()
