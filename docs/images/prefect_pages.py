"""Takes the pictures of Prefect's pages: a drill stuck in a district, another in a province.

Run ``python docs/images/prefect_pages.py [FOLDER]`` from the repository with Debian's Chromium and
playwright installed. It starts a Prefect server of its own, sends two drills live, has offices act
at times that lie in the past, sweeps, shows today as the dispatcher does, and then goes from the
start page to the bottleneck by clicks, in both user interfaces; it writes ``prefect-*.png`` into
the folder, else beside itself. Prefect dates a run by its own clock: here its database is told that
the drills were launched when their first letters went out. Everything in them is made up but the
offices.
"""  # noqa: INP001 - a script beside its pictures

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import fontpkg_sarabun
import yaml
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from flows.server.live_system import Wanted, client_environment, server_environment  # noqa: E402
from flows.server.prefect_server import answers  # noqa: E402 - after the path
from wian.delays.clock_choice import ClockChoice  # noqa: E402
from wian.followup.sweep import sweep  # noqa: E402
from wian.jurisdictions.instant import Instant, Precision  # noqa: E402
from wian.ledger.read.recorded import hop_records  # noqa: E402
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
BEHIND, TODAY = "offices-behind", "wian-today"
REGION = (
    "nakhon-ratchasima", "khon-kaen", "surin", "buri-ram", "roi-et", "kalasin",
    "maha-sarakham", "yasothon", "loei", "nong-khai", "mukdahan", "chaiyaphum",
)  # fmt: skip
SLOW = ("nakhon-ratchasima", "surin")
_COLOURS, _WIDTH = 256, 1280
_SERVER_SECONDS, _TRIES = 90, 6


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
            sent = [make(home), region(home)]
            asyncio.run(told(wanted, sent))
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
    return plan


def region(home: Path) -> Plan:
    """A directive of two weeks ago to twelve provinces, of which two have not forwarded it."""
    ledger, now = runtime.ledger(), runtime.now()
    values = yaml.safe_load((ROOT / "examples" / "gecc-2564" / "national.yaml").read_text())
    day = now.date(ZONE)
    values |= {
        "id": "service-centres",
        "window": {"opens": str(day - timedelta(days=14)), "closes": str(day + timedelta(days=12))},
    }
    values.pop("issued")
    path = home / "service-centres.yaml"
    path.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    plan = prepare(PropagationRequest(directive=str(path), clock=ClockChoice.LIVE, limit_to=REGION))
    runtime.keep(plan)
    began = now.minute - 14 * DAY
    record(ledger, plan, at(began))
    issue(Acting(ledger, plan, plan.route.origin, by="picture", now=at(began)))
    for wave in plan.route.waves[:-1]:
        when = at(began + (wave.number + 1) * DAY)
        for hop in wave.hops:
            if hop.recipient in SLOW:
                stamp(plan, hop.recipient, when)
            elif not any(slow in plan.route.chain(hop.recipient) for slow in SLOW):
                pass_on(plan, hop.recipient, when)
    for place, hop in enumerate(plan.route.waves[-1].hops):
        slow = any(slow in plan.route.chain(hop.recipient) for slow in SLOW)
        if not slow and place % 7 < place // 60:
            stamp(plan, hop.recipient, at(began + 9 * DAY))
    return plan


async def told(wanted: Wanted, sent: list[Plan]) -> None:
    """Have Prefect show all of it, as sweep and dispatcher do, with runs of the right age."""
    from flows.prefect_pages.page_update import Shown  # noqa: PLC0415 - Prefect has its settings
    from flows.sweep import tell  # noqa: PLC0415 - the same

    for plan in sent:
        await tell(sweep(runtime.ledger(), plan, now=runtime.now()))
        dated(wanted.prefect_home / "prefect.db", plan)
    await Shown().show()
    await asyncio.sleep(3)  # until the server has recorded the bars of the graphs


def dated(database: Path, plan: Plan) -> None:
    """Have a propagation's run be as old as its first letter."""
    letters = [each.issued for each in hop_records(runtime.ledger(), plan.id) if each.issued]
    first = datetime.fromtimestamp(60 * min(each.minute for each in letters), UTC)
    shown = first.strftime("%Y-%m-%d %H:%M:%S.%f")
    with contextlib.closing(sqlite3.connect(database, timeout=30)) as connection, connection:
        connection.execute(
            "UPDATE flow_run SET start_time = ? WHERE idempotency_key = ?",
            (shown, f"wian:{plan.id}"),
        )


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
        page.set_default_timeout(60_000)
        home_page(page, start)
        shoot(page, folder / f"prefect-home{name}.png", 640)
        page.locator("a[href$='/runs']:visible").first.click()
        page.get_by_role("link", name="Today, ").first.wait_for()
        shoot(page, folder / f"prefect-runs{name}.png", 960)
        to_today(page)
        tall(page, folder / f"prefect-today{name}.png", 1750)
        followed(page, "Its days as a graph", last=True)
        page.wait_for_url("**/flow-run/**")
        page.goto(f"{page.url.partition('?')[0]}?tab=Artifacts")
        if name:  # the older interface begins with the log, whatever it is asked for
            page.wait_for_load_state("networkidle")
            page.get_by_text("Artifacts", exact=True).last.click()
        page.get_by_text("where-it-is").first.wait_for()
        shoot(page, folder / f"prefect-run{name}.png", 860)
        page.get_by_text("where-it-is").first.click()
        latest(page)
        tall(page, folder / f"prefect-artifact{name}.png", 2450)
        followed(page, "Everyone who is behind, on a page")
        latest(page, BEHIND)
        tall(page, folder / f"prefect-table{name}.png", 800)


def home_page(page: Page, address: str) -> None:
    """The start page, once it shows what there is: on a busy machine its first questions fail."""
    for _ in range(_TRIES):
        page.goto(address)
        with contextlib.suppress(PlaywrightTimeout):
            page.get_by_text("today", exact=True).first.wait_for(timeout=10_000)
            return
    raise SystemExit("The start page shows nothing of today.")


def to_today(page: Page) -> None:
    """From the list of runs to today's run, and to the page that it leads to."""
    page.get_by_role("link", name="Today, ").first.click()
    page.get_by_text("Artifacts", exact=True).last.click(force=True)
    page.get_by_text(TODAY).last.click()
    latest(page)


def followed(page: Page, words: str, *, last: bool = False) -> None:
    """Follow a link of an artifact in the same tab: the older interface would open another."""
    links = page.get_by_role("link", name=words)
    one = links.last if last else links.first
    one.evaluate("link => link.removeAttribute('target')")
    one.click()


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
