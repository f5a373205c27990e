"""Stories of files that an office sends with its answer or its return, and of who may have them."""

from __future__ import annotations

from hashlib import sha256

import pytest

from tests.plugins.files import PDF, PNG, office_file
from wian.ledger.access.permissions import Role
from wian.ledger.acts import ActKind
from wian.ledger.proof.verification import verify

DIGEST = sha256(PDF).hexdigest()
NAME = "ผลการซักซ้อม ๑.pdf"
DISTRICT = "phitsanulok.mueang-phitsanulok"


@pytest.fixture
def leaf(drill, living):
    """An officer of a local body whose desk has stamped the letter."""
    drill.reach(living.leaf)
    living.stamp(drill.ledger, drill.plan, living.leaf)
    return drill.at(living.leaf)


@pytest.fixture
def send(drill, leaf, key_of):
    """The local body answers with files."""
    key = key_of(leaf.get(drill.path))

    def answer(*files, text="ตามแนบ"):
        to = f"{drill.path}/answer"
        return leaf.send(to, page=drill.path, files=files, key=key, text=text)

    return answer


def test_files_of_an_answer_are_there_for_the_offices_above(drill, leaf, send, living):
    """Sent twice they are kept once; its page, its sender and the origin name and have them."""
    for _ in range(2):
        assert send((NAME, PDF), ("map.png", PNG)).status_code == 303
    (act,) = [act for act in drill.acts(living.leaf) if act.kind is ActKind.ANSWERED]
    assert [each.name for each in act.body.files] == [NAME, "map.png"]
    for browser, path in (
        (leaf, drill.path),
        (drill.at(DISTRICT), drill.sent),
        (drill.at("opm"), drill.sent),
    ):
        page = browser.get(path)
        assert f'href="{path}/files/{DIGEST}"' in page.text
        answer = browser.get(f"{path}/files/{DIGEST}")
        assert (answer.content, answer.headers["content-type"]) == (PDF, "application/pdf")
    assert verify(drill.ledger).ok


def test_nobody_else_has_them(drill, send):
    """Neither an office beside, nor who was sent the letter by the same office."""
    send((NAME, PDF))
    beside = drill.at("phitsanulok.wat-bot")
    for path in (drill.path, drill.sent):
        assert beside.get(f"{path}/files/{DIGEST}").status_code == 404
    assert drill.at("moi").get(f"{drill.path}/files/{DIGEST}").status_code == 404


def test_a_secret_answers_files_are_for_those_who_work_on_it(drill, living, key_of):
    """An observer sees neither the file nor its name."""
    plan = living.plan(id="secret-files", secrecy="confidential")
    living.begin(drill.ledger, plan)
    living.reach(drill.ledger, plan, living.leaf)
    living.stamp(drill.ledger, plan, living.leaf)
    leaf, path = drill.at(living.leaf), f"/letters/{plan.id}"
    key = key_of(leaf.get(path))
    sent = leaf.send(f"{path}/answer", page=path, files=[("a.pdf", PDF)], key=key, text="x")
    assert sent.status_code == 303
    assert leaf.get(f"{path}/files/{DIGEST}").content == PDF
    for office, at in ((living.leaf, path), (DISTRICT, f"/outgoing/{plan.id}")):
        observer = drill.at(office, Role.OBSERVER)
        assert DIGEST not in observer.get(at).text
        assert observer.get(f"{at}/files/{DIGEST}").status_code == 403


def test_what_cannot_travel_is_named_and_nothing_is_recorded(drill, leaf, send, living):
    """All at once, in the reader's words; what was typed stands there again."""
    macros = office_file("xl/workbook.xml", "xl/vbaProject.bin")
    wrong = send(
        ("../../etc/empty.pdf", b""),
        ("C:\\Users\\x\\photo.pdf", PNG),
        ("form.xlsx", macros),
        ("run.pdf", b"MZ\x90"),
        ("a\u202efdp.exe.pdf", PDF),
        text="ข้อความที่พิมพ์",
    )
    assert wrong.status_code == 422
    for said in (
        "ไฟล์ &#39;empty.pdf&#39; ว่างเปล่า",
        "ไฟล์ &#39;photo.pdf&#39; เป็นชนิด .png",
        "ไฟล์ &#39;form.xlsx&#39; มีมาโคร",
        "ไฟล์ &#39;run.pdf&#39; ไม่ใช่ PDF",
        "ไม่ใช่ข้อความธรรมดา",
        "ข้อความที่พิมพ์",
    ):
        assert said in wrong.text
    assert all(act.kind is not ActKind.ANSWERED for act in drill.acts(living.leaf))
    assert send().status_code == 303


def test_files_go_with_a_return(drill, leaf, living):
    """The office that gets the letter back has them, and no office above it."""
    to = f"{drill.path}/return"
    done = leaf.send(to, page=drill.path, files=[(NAME, PDF)], reason="อยู่นอกเขต")
    assert done.status_code == 303
    assert f"{drill.path}/files/{DIGEST}" in leaf.get(drill.path).text
    district = drill.at(DISTRICT)
    assert f"{drill.sent}/files/{DIGEST}" in district.get(drill.sent).text
    assert district.get(f"{drill.sent}/files/{DIGEST}").content == PDF
    assert drill.at("opm").get(f"{drill.sent}/files/{DIGEST}").status_code == 404
    assert verify(drill.ledger).ok


def test_large_files_come_only_from_who_may_send_them(drill, send, leaf, living):
    """Two megabytes of a form are read where somebody has signed in, and not before."""
    large = PDF + b"%" * 2_000_000
    assert send(("large.pdf", large)).status_code == 303
    stranger = drill.desk.browser()
    refused = stranger.send(
        f"{drill.path}/answer", page="/sign-in", files=[("large.pdf", large)], text="x"
    )
    assert (refused.status_code, "๒๐ MiB" in refused.text) == (413, True)
    elsewhere = leaf.send(f"{drill.path}/route", page=drill.path, files=[("a.pdf", large)])
    assert elsewhere.status_code == 413
