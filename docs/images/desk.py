"""Takes the pictures of the desk: a province at work in a browser.

Run ``python docs/images/desk.py`` from the repository with Debian's Chromium and playwright
installed; it writes ``desk-*.png`` beside itself. Everything in them is made up but the offices.
"""  # noqa: INP001 - a script beside its pictures

from __future__ import annotations

import io
import os
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import uvicorn
import yaml
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from wian.delays.clock_choice import ClockChoice  # noqa: E402
from wian.desk.app.app import create_app  # noqa: E402 - after the path
from wian.desk.app.passwords import hash_password  # noqa: E402
from wian.desk.app.settings import DeskSettings  # noqa: E402
from wian.desk.pages.manager.kept_outlook import outlooks  # noqa: E402
from wian.jurisdictions.instant import Instant  # noqa: E402
from wian.ledger.access.accounts import Account, add_accounts  # noqa: E402
from wian.ledger.access.permissions import Role  # noqa: E402
from wian.ledger.database import Ledger, open_ledger  # noqa: E402
from wian.office.actor import Acting  # noqa: E402
from wian.office.answer import answer, route  # noqa: E402
from wian.office.issue import draft, save_draft  # noqa: E402
from wian.office.joint_issue import issue  # noqa: E402
from wian.office.stamp import receive  # noqa: E402
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
_COLOURS = 128
"""Few colours make a small file."""
ZONE = ZoneInfo("Asia/Bangkok")
NOW = datetime(2027, 1, 14, 10, 20, tzinfo=ZONE)
PROVINCE, POST = "phitsanulok", "นักส่งเสริมการปกครองท้องถิ่น"
DISTRICT, BODY = "phitsanulok.mueang-phitsanulok", "la-5650103"
PASSWORD = "สี่คำที่จำได้ง่าย"  # noqa: S105 - of a ledger that is thrown away
SUBJECTS: tuple[dict[str, Any], ...] = (
    {
        "id": "drill",
        "subject": "การซักซ้อมแผนเผชิญเหตุอุทกภัยประจำปี พ.ศ. 2570",
        "decided": "ได้กำหนดให้หน่วยงานของรัฐซักซ้อมแผนเผชิญเหตุอุทกภัยประจำปี พ.ศ. 2570 พร้อมกันทั่วประเทศ",
        "purpose": "ให้ประชาชนได้รับการแจ้งเตือนและการช่วยเหลืออย่างทันท่วงที",
        "text": "ซักซ้อมแผนเผชิญเหตุอย่างน้อย 1 ครั้ง และแจ้งวันที่ซักซ้อมกับจำนวนผู้เข้าร่วม",
        "closes": "2027-01-19",
        "answer_by": "2027-01-19",
        "urgency": "urgent",
    },
    {
        "id": "water",
        "subject": "การสำรวจแหล่งน้ำสำรองของหมู่บ้านก่อนฤดูแล้ง",
        "decided": "ได้เห็นชอบให้สำรวจแหล่งน้ำสำรองของทุกหมู่บ้านก่อนฤดูแล้ง",
        "purpose": "ให้มีน้ำกินน้ำใช้เพียงพอตลอดฤดูแล้ง",
        "text": "สำรวจแหล่งน้ำสำรองและรายงานจำนวนหมู่บ้านที่ยังขาดแคลน",
        "closes": "2027-01-29",
        "answer_by": "2027-01-20",
        "urgency": "very-urgent",
    },
    {
        "id": "library",
        "subject": "การเปิดห้องสมุดประชาชนนอกเวลาราชการ",
        "decided": "ได้ส่งเสริมให้ห้องสมุดประชาชนเปิดบริการนอกเวลาราชการ",
        "purpose": "ให้ประชาชนทุกวัยได้ใช้ห้องสมุดหลังเลิกงานและเลิกเรียน",
        "text": "พิจารณาเปิดห้องสมุดในวันเสาร์อย่างน้อยเดือนละ 2 ครั้ง",
        "closes": "2027-06-30",
    },
    {
        "id": "lights",
        "subject": "การเปลี่ยนโคมไฟถนนเป็นหลอดประหยัดพลังงาน",
        "decided": "ได้จัดทำแนวทางเปลี่ยนโคมไฟถนนเป็นหลอดประหยัดพลังงาน",
        "purpose": "ให้ถนนสว่างขึ้นและค่าไฟลดลง",
        "text": "จัดทำบัญชีโคมไฟถนนที่ต้องเปลี่ยนในปีงบประมาณนี้",
        "closes": "2027-04-30",
    },
    {
        "id": "elders",
        "subject": "การเยี่ยมบ้านผู้สูงอายุที่อยู่ตามลำพัง",
        "decided": "ได้กำหนดให้เดือนมกราคมเป็นเดือนเยี่ยมบ้านผู้สูงอายุ",
        "purpose": "ให้ผู้สูงอายุที่อยู่ตามลำพังได้รับการดูแลทั่วถึง",
        "text": "จัดเจ้าหน้าที่เยี่ยมบ้านผู้สูงอายุที่อยู่ตามลำพังทุกราย",
        "closes": "2027-01-31",
    },
)


def main() -> None:
    """Make the ledger, open the desk, and take the pictures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["WIAN_HOME"] = str(folder)
        os.environ["WIAN_CLOCK_MINUTES"] = "100000"  # offices enter what is not in order of time
        with open_ledger(f"sqlite:///{folder / 'ledger.db'}") as ledger:
            plans = make(ledger, folder)
            with served(ledger, PROVINCE, BODY) as address, sync_playwright() as driver:
                chromium = shutil.which("chromium") or "/usr/bin/chromium"
                browser = driver.chromium.launch(executable_path=chromium, args=list(FLAGS))
                take(browser, address, plans)
                browser.close()


def make(ledger: Ledger, folder: Path) -> dict[str, Plan]:
    """Letters on their way to a province and below it, each as far as its picture needs."""
    days = {"drill": 10, "water": 3, "library": 2, "lights": 7, "elders": 9}
    plans = {}
    for each in SUBJECTS:
        plan = plans[each["id"]] = planned(each, folder)
        begun = NOW - timedelta(days=days[each["id"]], hours=1)
        record(ledger, plan, instant(begun))
        issue(Acting(ledger, plan, "opm", by="opm ปลัดสำนักนายกรัฐมนตรี", now=instant(begun)))
        pass_on(ledger, plan, "moi", begun + timedelta(hours=3))
        pass_on(ledger, plan, "dla", begun + timedelta(hours=26))
    for name, hours in (("drill", 70), ("lights", 50), ("elders", 60)):
        stamp(
            ledger, plans[name], PROVINCE, NOW - timedelta(days=days[name]) + timedelta(hours=hours)
        )
    hand_over(ledger, plans["lights"])
    for name in ("drill", "elders"):
        go_down(ledger, plans[name], NOW - timedelta(days=days[name] - 3, hours=1))
    return plans


def planned(about: dict[str, Any], folder: Path) -> Plan:
    """A directive's plan."""
    ask = {"to": {"levels": ["local"]}, "text": about["text"]}
    if "answer_by" in about:
        ask["answer_by"] = about["answer_by"]
    values = {
        "id": about["id"],
        "origin": "opm",
        "hierarchy": str(ROOT / "examples" / "gecc-2564" / "offices.yaml"),
        **{
            name: about[name]
            for name in ("subject", "decided", "purpose", "urgency")
            if name in about
        },
        "window": {"opens": "2027-01-01", "closes": about["closes"]},
        "asks": [ask],
        "contact": {"unit": "ศูนย์บริการประชาชน", "phone": ["0 2283 4475"]},
        "addressees": [{"levels": ["local"]}],
    }
    path = folder / f"{about['id']}.yaml"
    path.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    return prepare(PropagationRequest(directive=str(path), clock=ClockChoice.LIVE))


def instant(moment: datetime) -> Instant:
    """A moment as the ledger takes it."""
    return Instant.of(moment, ZONE)


def stamp(ledger: Ledger, plan: Plan, office: str, at: datetime) -> None:
    """Every desk of an office stamps, forty minutes apart."""
    for position in range(len(plan.hierarchy.office(office).desks)):
        now = instant(at + timedelta(minutes=40 * position))
        receive(
            Acting(ledger, plan, office, by=f"{office} เจ้าพนักงานธุรการ", now=now), position=position
        )


def pass_on(ledger: Ledger, plan: Plan, office: str, at: datetime) -> None:
    """An office stamps, and issues its own letter three hours later."""
    stamp(ledger, plan, office, at)
    issue(
        Acting(ledger, plan, office, by=f"{office} ผู้อำนวยการ", now=instant(at + timedelta(hours=3)))
    )


def hand_over(ledger: Ledger, plan: Plan) -> None:
    """The province's officer hands a letter to a group, and edits the draft."""
    at = NOW - timedelta(hours=20)
    group, by = "กลุ่มงานส่งเสริมและพัฒนาท้องถิ่น", f"{PROVINCE} {POST}"
    acting = Acting(ledger, plan, PROVINCE, by=by, now=instant(at))
    route(acting, group, note_="เสนอร่างภายในวันนี้", key="1")
    made = draft(acting)
    added = "ทั้งนี้ จังหวัดจะจัดประชุมชี้แจงแนวทางผ่านระบบวีดิทัศน์ทางไกล ในวันที่ 20 มกราคม 2570 เวลา 09.30 น."
    texts = [*made.letter.paragraphs[:-1], added, made.letter.paragraphs[-1]]
    save_draft(acting, texts, revision=0)


def go_down(ledger: Ledger, plan: Plan, at: datetime) -> None:
    """The province writes on; its districts stamp one after the other, some have written on."""
    done = issue(
        Acting(ledger, plan, PROVINCE, by=f"{PROVINCE} รองผู้ว่าราชการจังหวัด", now=instant(at))
    )
    everyone = plan.directive.id == "elders"
    for place, office in enumerate(done.recipients):
        if place % 4 == 3 and not everyone and office != DISTRICT:  # every fourth is silent
            continue
        came = at + timedelta(days=place // 6, hours=1 + place % 6)
        stamp(ledger, plan, office, came)
        if plan.sending(office)[1] and (place % 3 or everyone or office == DISTRICT):
            write_on(ledger, plan, office, came + timedelta(minutes=50))


def write_on(ledger: Ledger, plan: Plan, office: str, at: datetime) -> None:
    """A district writes to its local bodies; some stamp, some answer."""
    done = issue(Acting(ledger, plan, office, by=f"{office} ปลัดอำเภอ", now=instant(at)))
    for place, body in enumerate(done.recipients):
        if body == BODY or place % 5 == 4:  # every fifth is silent
            continue
        stamp(ledger, plan, body, at + timedelta(minutes=30 + 17 * place))
        if plan.answer_by(body) and place % 3 == 0:
            text = f"ซักซ้อมแล้วเมื่อวันที่ {8 + place % 3} มกราคม 2570 ผู้เข้าร่วม {40 + 7 * place} คน"
            when = instant(at + timedelta(days=3, minutes=place))
            answer(Acting(ledger, plan, body, by=f"{body} ปลัดเทศบาล", now=when), text, key="1")


@contextmanager
def served(ledger: Ledger, *offices: str) -> Iterator[str]:
    """A desk on a free port of this machine, with an account of each office."""
    hashed = hash_password(PASSWORD)
    roles = (Role.CLERK, Role.OFFICER, Role.MANAGER)
    minute = instant(NOW).minute
    add_accounts(
        ledger, [Account(each, POST, roles, None, hashed, False, minute) for each in offices]
    )
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    settings = DeskSettings(port=port)
    app = create_app(ledger, settings, now=lambda: instant(NOW))
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def take(browser: Browser, address: str, plans: dict[str, Plan]) -> None:
    """The pictures, one by one."""
    page = signed_in(browser, address, PROVINCE, 1200, 900)
    shoot(page, f"{address}/", "desk-inbox", 720)
    shoot(page, f"{address}/letters/{plans['water'].id}", "desk-letter", 1000)
    shoot(page, f"{address}/letters/{plans['lights'].id}/draft", "desk-draft", 1000)
    shoot(page, f"{address}/outgoing/{plans['drill'].id}", "desk-outgoing", 1100)
    tree = f"{address}/follow-up/{plans['drill'].id}"
    shoot(page, tree, "desk-manager", 1500)
    page.goto(f"{address}/follow-up")
    outlooks.wait()
    shoot(page, f"{address}/follow-up", "desk-follow-up", 900)
    phone = signed_in(browser, address, BODY, 390, 844)
    shoot(phone, f"{address}/letters/{plans['drill'].id}", "desk-phone", 844)


def signed_in(browser: Browser, address: str, office: str, width: int, height: int) -> Page:
    """A window in which the office's post has signed in."""
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    page.goto(f"{address}/sign-in")
    page.fill("#office", office)
    page.fill("#post", POST)
    page.fill("#password", PASSWORD)
    page.click("button.main")
    return page


def shoot(page: Page, url: str, name: str, height: int) -> None:
    """One picture, ``height`` dots tall at the most."""
    page.goto(url)
    width = page.viewport_size["width"] if page.viewport_size else 1200
    page.evaluate("document.fonts.ready")
    clip = {"x": 0, "y": 0, "width": width, "height": height}
    drawn = Image.open(io.BytesIO(page.screenshot(clip=clip, full_page=True)))
    few = drawn.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    few.save(HERE / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
