"""Stories of the next letter: looked at, edited by two at once, and issued as it was looked at."""

from __future__ import annotations

import pytest

from wian.ledger.access.permissions import Role
from wian.ledger.database import open_ledger
from wian.ledger.proof.verification import verify


@pytest.fixture
def officer(drill, living):
    """An officer of the ministry, whose desk has stamped."""
    living.stamp(drill.ledger, drill.plan, "moi")
    return drill.at("moi", Role.OFFICER)


@pytest.fixture
def save(drill):
    """Send the form of paragraphs."""

    def send(browser, texts, revision=0, wish="save"):
        fields = {"paragraph": texts, "revision": revision, "wish": wish}
        return browser.send(f"{drill.path}/draft/edit", **fields)

    return send


@pytest.fixture
def issue(drill):
    def send(browser, revision=0, **fields):
        sent = {"revision": revision, "read": "yes", **fields}
        return browser.send(f"{drill.path}/issue", page=f"{drill.path}/draft", **sent)

    return send


def test_the_draft_is_shown_as_it_will_look(drill, officer, words):
    """The whole letter, dots for its number, and whom it goes to."""
    shown = words(officer.get(f"{drill.path}/draft"))
    assert "ออกหนังสือถึงผู้รับ ๑ แห่ง" in shown
    assert "บันทึกข้อความ" in shown
    assert "................" in shown
    assert "กรมส่งเสริมการปกครองท้องถิ่น" in shown
    assert "ยังไม่มีผู้แก้ไข" in shown


def test_edited_paragraphs_are_what_goes_out(drill, officer, save, issue, words):
    """Saved, seen, issued under the next number, to all recipients, and rung for."""
    answer = save(officer, ["ย่อหน้าแรก\r\nต่อบรรทัด", "  ", "จึงเรียนมาเพื่อทราบ 12"])
    assert answer.headers["location"] == f"{drill.path}/draft"
    shown = words(officer.get(f"{drill.path}/draft"))
    assert "บันทึกร่างแล้ว แก้ไขครั้งที่ ๑" in shown
    assert "แก้ไขครั้งที่ ๑ โดย นักจัดการงานทั่วไป" in shown
    assert issue(officer, 1).headers["location"] == f"{drill.sent}?was=to-issue"
    shown = words(officer.get(drill.sent))
    assert "ออกหนังสือแล้ว ที่ มท ๐๒๑๘/๑ ถึงผู้รับ ๑ แห่ง" in shown
    own = drill.item("moi").own.letter
    assert own.paragraphs == ("ย่อหน้าแรก ต่อบรรทัด", "จึงเรียนมาเพื่อทราบ ๑๒")
    assert ("wian.letter.issued", drill.plan.id, "moi") in drill.desk.bell.heard
    assert verify(drill.ledger).ok


def test_a_number_that_was_given_elsewhere_is_typed(drill, officer, issue, words):
    """In digits of either script; no number, or two, are told on the page."""
    refused = issue(officer, number="1-3")
    assert (refused.status_code, "เลข: เป็นช่วงเลข" in words(refused)) == (422, True)
    assert "<details open>\n<summary>หนังสือนี้ได้เลขจากที่อื่นแล้ว" in refused.text
    assert 'name="number" value="1-3"' in refused.text
    assert 'aria-invalid="true"' in refused.text
    assert "เลข: ไม่ใช่เลข โปรดระบุเลขเดียว เช่น ๕๖๐" in words(issue(officer, number="ห้า"))
    assert "เลข: 0 น้อยเกินไป โปรดระบุตั้งแต่ ๑ ขึ้นไป" in words(issue(officer, number="0"))
    slip = issue(officer, number="๕๕๔")
    assert (slip.status_code, "เลข ๕๕๔ ข้ามไป ๕๕๓ เลข เลขถัดไปคือ ๑" in words(slip)) == (409, True)
    assert '<input type="checkbox" name="confirm" value="yes"> เลข ๕๕๔ ถูกต้องแล้ว' in slip.text
    assert issue(officer, number="๕๕๔", confirm="yes").status_code == 303
    assert "ออกหนังสือแล้ว ที่ มท ๐๒๑๘/๕๕๔" in words(officer.get(drill.sent))
    assert verify(drill.ledger).ok


def test_issuing_twice_issues_once(drill, officer, save, issue, words):
    """A second press, or another window, finds the letter out."""
    token = officer.token(f"{drill.path}/draft")
    for _ in range(2):
        fields = {"csrf": token, "revision": 0, "read": "yes"}
        own = {"Origin": officer.address}
        answer = officer.request("POST", f"{drill.path}/issue", data=fields, headers=own)
        assert answer.headers["location"] == f"{drill.sent}?was=to-issue"
    assert "ออกหนังสือไว้ก่อนแล้ว ที่ มท ๐๒๑๘/๑" in words(officer.get(drill.sent))
    rung = [event for event, *_ in drill.desk.bell.heard]
    assert rung.count("wian.letter.issued") == 1
    for path in ("draft", "draft/edit"):
        assert officer.get(f"{drill.path}/{path}").headers["location"] == drill.sent


def test_a_letter_that_nobody_says_to_have_read_stays_a_draft(drill, officer, issue, words):
    """The warning stands above the button, and a press alone issues nothing."""
    shown = words(officer.get(f"{drill.path}/draft"))
    assert shown.index("เรียกคืนไม่ได้") < shown.index("ออกหนังสือถึงผู้รับ ๑ แห่ง")
    answer = issue(officer, read="")
    assert answer.status_code == 409
    assert "กาช่องยืนยัน" in words(answer)
    assert drill.item("moi").own is None
    assert issue(officer, read="maybe").status_code == 422


def test_two_who_edit_at_once_lose_nothing(drill, officer, save, words):
    """The later sees both texts, and may save over the other knowingly."""
    other = drill.desk.signed_in("moi", "ผู้อำนวยการกลุ่ม", Role.OFFICER)
    save(officer, ["ของคนแรก"])
    answer = save(other, ["ของคนที่สอง"])
    assert answer.status_code == 409
    shown = words(answer)
    assert "ผู้อื่นแก้ไขร่างระหว่างนี้ (ครั้งที่ ๐ เป็นครั้งที่ ๑)" in shown
    assert "ของคนแรก" in shown
    assert "ของคนที่สอง</textarea>" in answer.text
    assert 'name="revision" value="1"' in answer.text
    assert save(other, ["ของคนที่สอง"], revision=1).status_code == 303
    assert "ของคนที่สอง" in words(officer.get(f"{drill.path}/draft"))


def test_a_draft_that_changed_after_it_was_looked_at_is_not_issued(
    drill, officer, save, issue, words
):
    """The page shows the new text instead."""
    save(officer, ["ข้อความใหม่"])
    answer = issue(officer, 0)
    assert answer.status_code == 409
    assert "ข้อความใหม่" in words(answer)
    assert drill.item("moi").own is None


def test_a_look_before_saving_keeps_nothing(drill, officer, save, words):
    """The letter is shown with the text as typed; the draft stays as it was."""
    answer = save(officer, ["ดูก่อน 5", "< & >"], wish="preview")
    assert answer.status_code == 200
    assert "ดูก่อน ๕" in words(answer)
    assert "&lt; &amp; &gt;" in answer.text
    assert "ดูก่อน" not in words(officer.get(f"{drill.path}/draft"))


def test_room_is_made_for_another_paragraph(drill, officer, save):
    """Where it is wished for, with all that was typed."""
    answer = save(officer, ["หนึ่ง", "สอง"], wish="add:1")
    fields = answer.text.split("<textarea")[1:]
    assert [field.partition(">")[2].partition("<")[0] for field in fields] == ["หนึ่ง", "", "สอง"]


@pytest.mark.parametrize("wish", ["save", "preview"])
@pytest.mark.parametrize("texts", [["<script>alert(1)</script>"], ["   "], ["ก" * 4001], ["✓"]])
def test_text_that_cannot_be_kept_comes_back(officer, save, texts, wish):
    """In its field, with what is wrong; nobody waits for what an endless one would look like."""
    answer = save(officer, texts, wish=wish)
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text
    assert "โปรดแก้ไข" in answer.text


def test_what_is_not_ready_cannot_be_drafted(drill, words):
    """No desk has stamped yet; the end of the line has nothing to issue."""
    officer = drill.at("moi", Role.OFFICER)
    answer = officer.get(f"{drill.path}/draft")
    assert answer.status_code == 409
    assert "ลงรับไม่ครบ" in words(answer)
    drill.reach(drill.living.leaf)
    leaf = drill.at(drill.living.leaf, Role.OFFICER)
    assert leaf.get(f"{drill.path}/draft").status_code == 404


def test_several_letters_are_looked_at_issued_and_followed_one_by_one(
    opened_desk, several_plan, living, words, tmp_path
):
    """One draft; two sheets, two numbers, two rows, each with its own recipients and PDF."""
    with open_ledger(f"sqlite:///{tmp_path / 'several.db'}") as ledger:
        living.begin(ledger, several_plan)
        living.reach(ledger, several_plan, "phitsanulok")
        living.stamp(ledger, several_plan, "phitsanulok")
        desk = opened_desk(ledger, living.later(60).minute)
        at = desk.signed_in("phitsanulok", "จ่าจังหวัด", Role.CLERK, Role.OFFICER)
        path, sent = f"/letters/{several_plan.id}", f"/outgoing/{several_plan.id}"
        shown = words(at.get(f"{path}/draft"))
        assert "แยกเป็นหนังสือ ๒ ฉบับ" in shown
        assert "ขอแสดงความนับถือ" in shown
        assert "ขอนมัสการด้วยความเคารพ" in shown
        preview = at.send(
            f"{path}/draft/edit", paragraph=["ข้อความเดียว"], revision=0, wish="preview"
        )
        assert words(preview).count("ข้อความเดียว") == 3
        at.send(f"{path}/issue", page=f"{path}/draft", revision=0, read="yes")
        listed = at.get("/outgoing")
        assert f'href="{sent}?part=1"' in listed.text
        assert "พล ๐๐๒๓.๓/ว ๑" in words(listed)
        followed = [words(at.get(f"{sent}?part={part}")) for part in (0, 1)]
        assert {"๐ / ๑ ลงรับแล้ว" in each for each in followed} == {True, False}
        assert {"๐ / ๑๑ ลงรับแล้ว" in each for each in followed} == {True, False}
        for part in (0, 1):
            pdf = at.get(f"{sent}/letter.pdf?part={part}")
            assert pdf.headers["content-type"] == "application/pdf"
        assert at.get(f"{sent}?part=2").status_code == 404


def test_a_signer_of_today_is_chosen_and_signs(drill, issue, words):
    """The draft is shown with the post that was chosen, and goes out so; another is refused."""
    drill.reach("phitsanulok")
    drill.living.stamp(drill.ledger, drill.plan, "phitsanulok")
    officer = drill.at("phitsanulok", Role.OFFICER)
    deputy, governor = "รองผู้ว่าราชการจังหวัด", "ผู้ว่าราชการจังหวัดพิษณุโลก"
    page = officer.get(f"{drill.path}/draft")
    assert f'<option value="{governor}">' in page.text
    assert f"{deputy} ปฏิบัติราชการแทน" in words(page)
    usual = officer.get(f"{drill.path}/draft").text
    assert 'name="signer" value="รองผู้ว่าราชการจังหวัด"' in usual  # nobody else signs unseen
    shown = officer.get(f"{drill.path}/draft", params={"signer": governor})
    assert f'name="signer" value="{governor}"' in shown.text
    stranger = officer.get(f"{drill.path}/draft", params={"signer": "ปลัดจังหวัด"})
    assert (stranger.status_code, "ปลัดจังหวัด" in words(stranger)) == (409, True)
    assert issue(officer, signer="ปลัดจังหวัด").status_code == 409
    assert governor in issue(officer, read="", signer=governor).text
    assert issue(officer, signer=governor).headers["location"].startswith(drill.sent)
    other = issue(officer, number="77")
    assert other.status_code == 409
    assert "not as 77" in other.text
    sent = words(officer.get(drill.sent))
    assert "ปฏิบัติราชการแทน" not in sent
