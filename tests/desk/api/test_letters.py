"""Programs read what their office was sent and sent: lists, letters, papers, standing."""

from __future__ import annotations

import io
import json
from concurrent.futures import ThreadPoolExecutor

import pypdf
import pytest
from sqlalchemy import text

from wian.ledger.access.permissions import Scope
from wian.office.reach_change import reach_by_mail


def test_the_inbox_says_what_is_to_be_done(api):
    """The ministry has one letter, and its registry is to stamp it."""
    (item,) = api.program("moi").get("/inbox").json()["items"]
    assert item["state"] == "to-stamp"
    assert item["next_desk"]["position"] == 0
    assert item["sender"] == {"id": "opm", "name": "สำนักงานปลัดสำนักนายกรัฐมนตรี"}
    assert item["issued"] == "2026-12-01T09:00+07:00"
    assert item["answer_by"] is None
    assert item["forwards"]


def test_the_inbox_can_be_asked_for_one_kind_of_work(api):
    """Only what is to be issued; once it is stamped the letter is that."""
    program = api.program("moi")
    assert program.get("/inbox?state=to-issue").json()["items"] == []
    api.living.stamp(api.ledger, api.plan, "moi")
    (item,) = program.get("/inbox?state=to-issue").json()["items"]
    assert item["ready"] == "2026-12-01T09:30+07:00"


def test_pages_follow_each_other(api):
    """Five letters, two a page: each once, the newest first."""
    for number in range(4):
        plan = api.living.plan(id=f"more-{number}")
        api.living.begin(api.ledger, plan, api.living.later(number))
    program, cursor, seen = api.program("moi"), "", []
    for expected in (2, 2, 1):
        page = program.get(f"/inbox?limit=2{cursor}").json()
        assert len(page["items"]) == expected
        seen += [each["propagation"] for each in page["items"]]
        cursor = f"&cursor={page['next']}"
    assert page["next"] is None
    assert len(set(seen)) == 5
    whole = program.get("/inbox").json()["items"]
    assert [each["propagation"] for each in whole] == seen


@pytest.mark.parametrize("cursor", ["AAAA", "a", "_____", "MTIz" * 60])
def test_a_cursor_that_is_none_is_refused(api, cursor):
    """Nobody gets an empty list for a broken cursor."""
    answer = api.program("moi").get(f"/inbox?cursor={cursor}")
    assert answer.status_code == 422
    assert answer.json()["code"] == "unknown-cursor"


def test_a_letter_has_its_text_stamps_and_chain(api):
    """The local body reads who told whom, down to itself."""
    leaf = api.living.leaf
    api.living.reach(api.ledger, api.plan, leaf)
    api.living.stamp(api.ledger, api.plan, leaf)
    letter = api.program(leaf).get(api.of).json()
    assert [each["id"] for each in letter["chain"]] == list(api.living.chain)
    assert letter["letter"]["paragraphs"]
    assert [(stamp["position"], stamp["receipt_number"]) for stamp in letter["stamps"]] == [
        (0, "1")
    ]
    assert letter["answer_by"] == "2030-02-28"
    assert letter["state"] == "to-answer"


@pytest.mark.parametrize(
    ("form", "media_type"),
    [("text", "text/plain"), ("html", "text/html"), ("pdf", "application/pdf")],
)
def test_a_letter_can_be_had_on_paper(api, form, media_type):
    """Each form bears its number; the PDF the stamps, and the code that the desk's PDF has."""
    api.living.stamp(api.ledger, api.plan, "moi")
    answer = api.program("moi").get(f"{api.of}/paper?format={form}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media_type)
    if form == "pdf":
        attached = pypdf.PdfReader(io.BytesIO(answer.content)).attachments
        ((data,),) = (map(json.loads, each) for each in attached.values())
        assert data["link"] == f"{api.desk.settings.address}/s/{api.plan.id}/opm"
        assert [stamp["desk"] for stamp in data["stamps"]] == ["งานสารบรรณ"]
    else:
        assert "นร ๐๑๐๖/๑" in answer.text


def test_many_programs_may_have_paper_at_once(api):
    """Eight ask in the same moment, and each gets the same page."""
    text = api.token("moi")[1]
    headers = {"Authorization": f"Bearer {text}"}

    def ask(_):
        answer = api.client().get(f"/api/v1{api.of}/paper?format=pdf", headers=headers)
        return answer.status_code, answer.content

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(ask, range(16)))
    assert [status for status, _ in answers] == [200]


def test_a_secret_letter_is_for_those_who_work_on_it(api):
    """A token that only looks sees that there is one, and not what it says."""
    plan = api.living.plan(id="secret-drill", secrecy="secret")
    api.living.begin(api.ledger, plan)
    looking, working = api.program("moi", Scope.INBOX), api.program("moi")
    path = f"/letters/{plan.id}"
    assert working.get(path).json()["subject"] == plan.directive.subject
    shown = looking.get(path)
    assert shown.json()["letter"] is None
    assert "ซักซ้อม" not in shown.text
    assert looking.get(f"{path}/paper").status_code == 403
    assert "ซักซ้อม" not in api.program("opm", Scope.INBOX).get(f"/outgoing/{plan.id}").text


def test_an_office_sees_how_far_its_letter_has_come(api):
    """The province stamps and writes on; the department sees both."""
    for office in ("moi", "dla", "phitsanulok"):
        api.living.advance(api.ledger, api.plan, office)
    program = api.program("dla")
    (item,) = program.get("/outgoing").json()["items"]
    assert (item["recipients"], item["received"]) == (1, 1)
    (row,) = program.get(f"/outgoing/{api.plan.id}").json()["standing"]
    assert row["office"]["id"] == "phitsanulok"
    assert row["received"] == row["ready"] == row["forwarded"] == "2026-12-01T09:30+07:00"
    assert row["own_number"].startswith("พล")
    assert row["mail"] is None
    below = api.program("phitsanulok").get(f"/outgoing/{api.plan.id}").json()["standing"]
    assert len(below) == 12
    assert {each["received"] for each in below} == {None}


def test_a_program_sees_how_an_e_mail_to_an_office_stands(api):
    """With what the mail system said last."""
    now = api.living.later(1)
    reach_by_mail(api.ledger, "moi", "saraban@moi.example", by="registrar", now=now)
    (row,) = api.program("opm").get(f"/outgoing/{api.plan.id}").json()["standing"]
    assert row["mail"] == {
        "address": "saraban@moi.example",
        "stands": "waiting",
        "since": "2026-12-01T09:01+07:00",
        "last_error": "",
    }


def test_one_letter_is_shown_without_reading_the_others(api):
    """The record of another directive is damaged: that hides no letter but its own."""
    other = api.living.plan(id="another")
    api.living.begin(api.ledger, other, api.living.later(5))
    with api.ledger.writing() as connection:
        damage = "UPDATE propagation SET directive = '{}' WHERE id = :id"
        connection.execute(text(damage), {"id": other.id})
    shown = api.program("opm").get(f"/outgoing/{api.plan.id}")
    assert (shown.status_code, shown.json()["propagation"]) == (200, api.plan.id)


def test_the_status_counts_those_below(api):
    """Of 114 offices below the ministry, one has stamped."""
    for office in ("moi", "dla"):
        api.living.advance(api.ledger, api.plan, office)
    status = api.program("moi").get(f"/status/{api.plan.id}").json()
    counts = status["counts"]
    assert (counts["below"], counts["confirmed"], counts["silent"]) == (114, 1, 1)
    assert counts["below"] == counts["confirmed"] + counts["silent"] + counts["unreachable"]
    assert counts["pending"] == counts["asked"] == 103
    (branch,) = status["branches"]
    assert (branch["office"]["id"], branch["standing"]) == ("dla", "confirmed")
    assert branch["counts"]["below"] == 113


def test_the_origin_has_a_status_without_having_received(api):
    """It began the drill, and nobody sent it a letter."""
    program = api.program("opm")
    assert program.get(f"/status/{api.plan.id}").json()["counts"]["below"] == 115
    assert program.get(api.of).status_code == 404


def test_the_files_of_a_letter_are_listed_and_downloaded(api):
    """For the office that sent it and for the one that was sent it; nobody else finds them."""
    annex = b"%PDF-1.7\n%the annex for programs\n%%EOF\n"
    plan = api.living.plan(id="annexed", enclosures=[api.living.enclosed("annex.pdf", annex)])
    api.living.begin(api.ledger, plan)
    for office, path in (("opm", "outgoing"), ("moi", "letters")):
        program = api.program(office)
        (file,) = program.get(f"/{path}/{plan.id}").json()["files"]
        assert (file["name"], file["media_type"]) == ("annex.pdf", "application/pdf")
        answer = program.get(f"/{path}/{plan.id}/files/{file['sha256']}")
        assert answer.content == annex
    assert program.get(f"/letters/{plan.id}/files/{'0' * 64}").status_code == 404
    assert api.program("dla").get(f"/letters/{plan.id}/files/{file['sha256']}").status_code == 404
