"""Stories of a directive that goes down through a real browser, desk by desk, on two sizes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from wian.ledger.acts import ActKind
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import acts, inbox

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "gecc-2564" / "offices.yaml"
POST, PASSWORD = "นักจัดการงานทั่วไป", "ฝนตกที่ทางเหนือ"
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
_TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
_UNNAMED = """[...document.querySelectorAll('main input, main select, main textarea')]
    .filter(each => each.type !== 'hidden' && !each.labels.length)
    .filter(each => !each.ariaLabel && !each.ariaHidden)
    .map(each => each.name)"""
LONG_ENGLISH = 'Office of the Permanent Secretary, Prime Minister\'s Office <& "Partners">' * 3
LONG = "สำนักงาน" + "ส่งเสริมและพัฒนาคุณภาพชีวิตประชาชน" * 6 + " & \"ผ่านเครือข่าย\" 'ก' < ข"


class Person:
    """Somebody of an office, at the desk in a window of their own."""

    def __init__(self, window, desk, size, office):
        self.page, self.desk, self.office = window(*SIZES[size]), desk, office
        desk.account(office)
        self.page.goto(desk.address)
        self.page.get_by_label("รหัสหน่วยงาน").fill(office)
        self.page.get_by_label("ตำแหน่ง").fill(POST)
        self.page.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.get_by_role("heading", name="หนังสือเข้า").wait_for()
        self.page.wait_for_load_state()

    def press(self, kind, name):
        """Press a link or button that leads to another page, and wait until that one is there."""
        self.follow(self.page.get_by_role(kind, name=name))

    def follow(self, place):
        with self.page.expect_navigation():
            place.click()

    def open(self):
        """The letter at the top of the inbox; keys are for whoever has room for them."""
        self.looks_right()
        wide = self.page.viewport_size["width"] > SIZES["phone"][0]
        assert self.page.locator(".hint.keys").is_visible() == wide
        assert self.page.locator(".who > a").is_visible()
        self.follow(self.page.locator(".letter .subject a").first)
        self.looks_right()

    def stamp(self, desks=1):
        for _ in range(desks):
            self.press("button", "ลงรับเดี๋ยวนี้")
            assert "เลขรับ ๑" in self.page.get_by_role("status").inner_text()
        self.looks_right()

    def edit(self, text):
        """The last paragraph but one of the draft gets a sentence more."""
        self.press("link", "ตรวจร่างและออกหนังสือ")
        self.looks_right()
        self.press("link", "แก้ไขข้อความ")
        field = self.page.locator("textarea").first
        field.fill(f"{field.input_value()} {text}")
        self.press("button", "ดูตัวอย่างก่อนบันทึก")
        assert text in self.page.locator(".paper").inner_text()
        self.looks_right()
        self.press("button", "บันทึกร่าง")
        assert text in self.page.locator(".paper").inner_text()

    def issue(self):
        """Issue the draft, and come to the page that follows it."""
        if "/draft" not in self.page.url:
            self.press("link", "ตรวจร่างและออกหนังสือ")
        self.page.get_by_role("checkbox", name="อ่านร่างแล้ว").check()
        self.press("button", "ออกหนังสือถึงผู้รับ")
        assert "ออกหนังสือแล้ว ที่" in self.page.get_by_role("status").inner_text()
        self.looks_right()

    def looks_right(self):
        """Nothing has to be pushed sideways, and every field has a name."""
        assert not self.page.evaluate(_TOO_WIDE), self.page.url
        assert self.page.evaluate(_UNNAMED) == [], self.page.url


@pytest.fixture
def person(window, listening):
    def come(size, office):
        return Person(window, listening, size, office)

    return come


@pytest.mark.parametrize("size", SIZES)
def test_a_directive_goes_down_to_a_local_body(person, listening, living, live_plan, size):
    """Ministry, and department with three desks; the body stamps and answers.

    Province and district pass it on unseen: their pages are the ministry's.
    """
    desks = {"dla": 3}
    for office in living.chain[1:-1]:
        if office.startswith("phitsanulok"):
            since = listening.now().minute - living.start.minute
            living.advance(listening.ledger, live_plan, office, since)
            continue
        someone = person(size, office)
        someone.open()
        someone.stamp(desks.get(office, 1))
        if office == "moi":
            someone.edit("โดยให้ถือปฏิบัติอย่างเคร่งครัด")
        someone.issue()
    body = person(size, living.leaf)
    body.open()
    assert "โดยให้ถือปฏิบัติอย่างเคร่งครัด" not in body.page.locator(".paper").inner_text()
    body.stamp()
    body.page.get_by_label("คำตอบ").fill("ซักซ้อมแล้วเมื่อวันที่ 1 ธันวาคม 2569")
    body.press("button", "บันทึกคำตอบ")
    assert "บันทึกคำตอบแล้ว" in body.page.get_by_role("status").inner_text()
    body.looks_right()
    body.page.goto(f"{listening.address}/day")
    assert body.page.locator(".day tbody tr").count() == 1
    body.looks_right()
    (item,) = inbox(listening.ledger, living.leaf)
    assert item.answered
    ready = [office for event, office in listening.heard if event == "wian.letter.ready"]
    assert ready == list(living.chain[1:])
    assert verify(listening.ledger).ok


def test_the_desk_is_worked_by_keyboard(person, living):
    """A skip link first; j opens the letter, s stamps it, d drafts, i and two more keys issue."""
    someone = person("desktop", "moi")
    page = someone.page

    def lead(key, text):
        """A key leads to another page, whose script hears the next key once it is loaded."""
        with page.expect_navigation():
            page.keyboard.press(key)
        page.get_by_text(text).first.wait_for()

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Slash")
    assert page.evaluate("document.activeElement.id") == "query"
    page.keyboard.type("อุทกภัย")
    lead("Enter", "พบ ๑ ฉบับ")
    page.keyboard.press("j")
    lead("Enter", "ลงรับเดี๋ยวนี้")
    lead("s", "เลขรับ ๑")
    lead("d", "ออกหนังสือถึงผู้รับ")
    page.keyboard.press("i")
    assert page.evaluate("document.activeElement.name") == "read"
    page.keyboard.press("Space")
    lead("Enter", "ออกหนังสือแล้ว ที่ มท ๐๒๑๘/๑")


def test_a_code_that_is_scanned_opens_the_stamping_page(window, listening, live_plan):
    """On a phone: the sign-in first, then the letter with its button."""
    listening.account("moi")
    page = window(*SIZES["phone"])
    page.goto(f"{listening.address}/s/{live_plan.id}/opm")
    page.get_by_label("รหัสหน่วยงาน").fill("moi")
    page.get_by_label("ตำแหน่ง").fill(POST)
    page.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="ลงรับเดี๋ยวนี้").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="ดาวน์โหลด PDF").click()
    assert download.value.suggested_filename.endswith("-received.pdf")


def test_a_double_click_stamps_once_without_scripts_too(window, listening, living, live_plan):
    """The department's second desk is not stamped by a press that was meant for the first."""
    living.reach(listening.ledger, live_plan, "dla")
    listening.account("dla")
    page = window(*SIZES["desktop"], java_script_enabled=False)
    page.goto(f"{listening.address}/letters/{live_plan.id}")
    page.get_by_label("รหัสหน่วยงาน").fill("dla")
    page.get_by_label("ตำแหน่ง").fill(POST)
    page.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="ลงรับเดี๋ยวนี้").dblclick()
    page.get_by_text("ตราที่ ๒ จาก ๓").wait_for()
    (item,) = inbox(listening.ledger, "dla")
    assert len(item.stamps) == 1


@pytest.mark.parametrize("size", SIZES)
def test_a_list_of_answers_that_is_refused_is_told_at_the_top(
    browser, listening, living, live_plan, size
):
    """Where the page opens, so that nobody takes it for recorded; a link leads to the form."""
    living.reach(listening.ledger, live_plan, living.leaf)
    with browser.new_page() as page:  # one that a status of 422 does not fail
        page.set_default_timeout(180_000)
        someone = Person(lambda *_: page, listening, size, "phitsanulok")
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{listening.address}/outgoing/{live_plan.id}")
        page.get_by_text("นำเข้าคำตอบจาก CSV").click()
        rows = f"office,answer\nnowhere,แล้ว\n{living.leaf},\n".encode()
        file = {"name": "คำตอบ.csv", "mimeType": "text/csv", "buffer": rows}
        page.get_by_label("ไฟล์ CSV").set_input_files(file)
        someone.press("button", "นำเข้า")
        told = page.get_by_role("alert")
        assert "มีข้อผิดพลาด ๒ รายการ" in told.inner_text()
        assert "จึงยังไม่บันทึกคำตอบใด" in told.inner_text()
        box = told.bounding_box()
        assert 0 <= box["y"] < box["y"] + box["height"] < height
        someone.looks_right()
        page.get_by_role("link", name="นำเข้าคำตอบจาก CSV").click()
        assert 0 < page.get_by_label("ไฟล์ CSV").bounding_box()["y"] < height


@pytest.fixture
def long_plan(living, listening, tmp_path):
    """A drill whose province has names of two hundred letters and signs, and a subject so."""
    offices = tmp_path / "offices.yaml"
    example = EXAMPLE.read_text(encoding="utf-8")
    wanted = "name: " + json.dumps(LONG, ensure_ascii=False)
    example = example.replace("name: จังหวัดพิษณุโลก", wanted)
    example = example.replace("name_en: Phitsanulok\n", f"name_en: {json.dumps(LONG_ENGLISH)}\n")
    offices.write_text(example, encoding="utf-8")
    shutil.copy(EXAMPLE.with_name("local-bodies.csv"), tmp_path)
    plan = living.plan(id="long-names", hierarchy=str(offices), subject=LONG)
    living.begin(listening.ledger, plan)
    living.reach(listening.ledger, plan, living.leaf)
    return plan


def test_a_telephone_of_360_dots_shows_every_page_whole(person, listening, long_plan):
    """With long names full of signs, in both languages, and with every form unfolded."""
    someone = person("desktop", "phitsanulok")
    page = someone.page
    page.set_viewport_size({"width": 360, "height": 740})
    letter, sent = f"/letters/{long_plan.id}", f"/outgoing/{long_plan.id}"
    for language in ("th", "en"):
        for path in ("/", letter, "/outgoing", sent, "/day", "/office", "/password"):
            page.goto(listening.address + path)
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            someone.looks_right()
            assert page.evaluate("document.documentElement.lang") == language
            if path == "/office":
                name = {"th": LONG, "en": LONG_ENGLISH}[language]
                assert page.locator("h1 .office").inner_text() == name
        page.goto(listening.address)
        assert LONG in page.locator(".letter .subject").first.inner_text()
        other = page.get_by_role("button", name="English")
        someone.follow(other.or_(page.get_by_role("button", name="ไทย")))


def loses_its_connection(page, letter):
    """What was typed into a form is offered again, and no more once it was taken."""
    page.goto(letter)
    page.locator("summary", has_text="ส่งคืน").click()
    reason = page.locator("#return-reason")
    reason.fill("อยู่นอกเขต")
    page.context.set_offline(True)
    page.get_by_role("button", name="ส่งหนังสือคืน").click()
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(False)
    page.goto(letter)
    page.get_by_role("button", name="นำข้อความนั้นมาใช้").click()
    assert reason.input_value() == "อยู่นอกเขต"


def says_that_the_session_ended(page, said, field):
    """A draft that cannot save itself for that says so; signed in again, it goes on."""
    kept, before = page.context.cookies(), field.input_value()
    # The desk's own answer, though not as 403, of which the console would complain.
    page.route("**/draft/edit", lambda route: route.fulfill(response=route.fetch(), status=200))
    page.context.clear_cookies()
    field.press_sequentially("ก")
    page.evaluate("dispatchEvent(new Event('online'))")  # which saves at once
    said.get_by_text("หมดเวลาใช้งานแล้ว").wait_for()
    page.unroute("**/draft/edit")
    page.context.add_cookies(kept)
    field.fill(before)
    page.reload()


@pytest.mark.parametrize("size", SIZES)
def test_a_pile_is_stamped_and_a_draft_saves_itself(person, listening, living, live_plan, size):
    """Two letters chosen at once; a draft without a connection keeps its text until it is back."""
    living.begin(listening.ledger, living.plan(id="second"), listening.now())
    someone = person(size, "moi")
    page = someone.page
    page.get_by_role("button", name="เลือกทุกฉบับในหน้านี้").click()
    someone.looks_right()
    someone.press("button", "ลงรับฉบับที่เลือก")
    assert "ลงรับแล้ว ๒ ฉบับ" in page.get_by_role("status").inner_text()
    if size == "phone":
        loses_its_connection(page, f"{listening.address}/letters/{live_plan.id}")
    page.goto(f"{listening.address}/letters/{live_plan.id}/draft/edit")
    said = page.locator("[data-said]")
    field = page.locator("textarea").first
    page.context.set_offline(True)
    field.press("Control+End")
    field.press_sequentially(" เพิ่ม", delay=5)
    page.get_by_text("ไม่มีการเชื่อมต่อ").wait_for()
    page.context.set_offline(False)
    page.get_by_text("บันทึกให้แล้ว").wait_for()
    drafted = acts(listening.ledger, live_plan.id, office="moi", kind=ActKind.DRAFTED)
    assert drafted[-1].body.paragraphs[0].endswith("เพิ่ม")
    if size == "phone":
        says_that_the_session_ended(page, said, field)
    field.press("Control+End")
    field.press_sequentially(" ๆ")
    page.reload()
    assert "ข้อความที่ยังไม่ได้บันทึก" in said.inner_text()
    page.get_by_role("button", name="นำข้อความนั้นมาใช้").click()
    assert field.input_value().endswith("เพิ่ม ๆ")
    someone.press("button", "บันทึกร่าง")
    assert "บันทึกร่างแล้ว" in page.get_by_role("status").inner_text()
