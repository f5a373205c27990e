"""Programs act for their office: stamp, correct, draft, issue, answer; sent twice, done once."""

from __future__ import annotations

from base64 import b64encode

import pytest

from tests.plugins.files import PDF
from wian.ledger.acts import ActKind
from wian.ledger.proof.verification import verify
from wian.ledger.read import live_letters, quiet_propagations

KEY = "7c9e6679-7425-40de-944b-e07fc1f90ae7"


def _code(answer):
    return answer.status_code, answer.json()["code"]


def test_a_stamp_is_made_once(api):
    """The connection broke, and the program sends it again: the same number."""
    program = api.program("moi")
    first, again = (program.post(f"{api.of}/stamps") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == {
        "stamp": {
            "position": 0,
            "desk": "งานสารบรรณ",
            "receipt_number": "1",
            "at": "2026-12-01T10:00+07:00",
            "corrected": False,
        },
        "last": True,
        "new": True,
        "typed": None,
    }
    assert again.json() == first.json() | {"new": False}
    assert [each[0] for each in api.desk.bell.heard] == [
        "wian.letter.received",
        "wian.letter.ready",
    ]
    (stamped,) = live_letters.acts(api.ledger, api.plan.id, office="moi", kind=ActKind.STAMPED)
    assert stamped.by == "token archive"


def test_a_stamp_as_written_on_paper_keeps_its_precision(api):
    """The paper shows a day and no time."""
    asked = {"at": "2026-12-01", "reason": "เครื่องขัดข้อง"}
    answer = api.program("moi").post(f"{api.of}/stamps", asked)
    assert answer.json()["stamp"]["at"] == "2026-12-01"


def test_a_moment_of_another_zone_is_the_same_moment(api):
    """A program that keeps UTC may say so."""
    asked = {"at": "2026-12-01T02:30Z", "reason": "บันทึกภายหลัง"}
    answer = api.program("moi").post(f"{api.of}/stamps", asked)
    assert answer.json()["stamp"]["at"] == "2026-12-01T09:30+07:00"


@pytest.mark.parametrize(
    ("asked", "refused"),
    [
        ({"at": "2026-12-01T09:30+07:00"}, (422, "reason-missing")),
        ({"at": "2026-12-02"}, (422, "stamp-in-future")),
        ({"at": "2026-11-30", "reason": "ก"}, (422, "stamp-too-early")),
        ({"position": 7}, (422, "no-such-desk")),
        ({"at": "2026-12-99"}, (422, "has-faults")),
        ({"at": "2026-12-01T09:30"}, (422, "has-faults")),
        ({"at": "๒๐๒๖-12-01"}, (422, "has-faults")),
        ({"at": 5}, (422, "has-faults")),
        ({"position": True}, (422, "has-faults")),
        ({"position": 10**30}, (422, "has-faults")),
        ({"reason": "<b>x</b>", "at": "2026-12-01"}, (422, "has-faults")),
        ({"reason": "{{ x }}", "at": "2026-12-01"}, (422, "has-faults")),
        ({"reason": "a\x00b", "at": "2026-12-01"}, (422, "has-faults")),
        ({"reason": "x" * 301, "at": "2026-12-01"}, (422, "has-faults")),
        ({"unknown": 1}, (422, "has-faults")),
    ],
)
def test_a_stamp_that_makes_no_sense_is_refused(api, asked, refused):
    """It says why, and nothing is written."""
    before = quiet_propagations.change_mark(api.ledger, api.plan.id)
    answer = api.program("moi").post(f"{api.of}/stamps", asked)
    assert _code(answer) == refused
    assert answer.headers["content-type"] == "application/problem+json"
    assert quiet_propagations.change_mark(api.ledger, api.plan.id) == before


def test_a_paragraph_that_cannot_be_kept_is_named_alone(api):
    """Its place is told, and nothing that is not wrong."""
    program = api.program("moi")
    program.post(f"{api.of}/stamps")
    headers, asked = {"If-Match": '"0"'}, {"paragraphs": ["ก", "<b>x</b>"]}
    answer = program.ask("PUT", f"{api.of}/draft", json=asked, headers=headers)
    (told,) = answer.json()["errors"]
    assert (told["where"], told["remedy"]) == ("paragraphs.1", "write plain text")
    asked = {"paragraphs": ["<b>x</b>"]}
    answer = program.ask("PUT", f"{api.of}/draft", json=asked, headers=headers)
    assert [each["where"] for each in answer.json()["errors"]] == ["paragraphs.0"]


@pytest.mark.parametrize(
    ("path", "where", "remedy"),
    [
        ("/inbox?state=bogus", "query.state", "use 'to-stamp'"),
        ("/inbox?limit=x", "query.limit", "write a whole number"),
        ("/inbox?limit=0", "query.limit", "use at least 1"),
        ("/letters/%F0", "path.propagation", "send what fits ^[a-z0-9]"),
    ],
)
def test_a_request_that_is_not_understood_is_told_what_to_send(api, path, where, remedy):
    """A program's author reads the refusal, and need not look up the description."""
    (told,) = api.program("moi").get(path).json()["errors"]
    assert told["where"] == where
    assert told["remedy"].startswith(remedy)


def test_what_is_sent_is_not_repeated_by_a_refusal(api):
    """The sentence of a fault does not show what stands in a letter."""
    secret = "ความลับ" * 5
    answer = api.program("moi").post(f"{api.of}/stamps", {"at": secret, "reason": [secret]})
    assert answer.status_code == 422
    assert secret not in answer.text


def test_a_stamp_at_another_moment_is_a_conflict(api):
    """The desk has stamped; another moment would be a correction."""
    program = api.program("moi")
    program.post(f"{api.of}/stamps")
    other = {"at": "2026-12-01T09:30+07:00", "reason": "ก"}
    assert _code(program.post(f"{api.of}/stamps", other)) == (409, "already-stamped")


def test_a_correction_is_made_once_and_shows(api):
    """The stamp stays, and means another moment."""
    program = api.program("moi")
    program.post(f"{api.of}/stamps")
    asked = {"position": 0, "at": "2026-12-01T09:40+07:00", "reason": "อ่านเวลาผิด"}
    path = f"{api.of}/corrections"
    first, again = (program.post(path, asked, key=KEY) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["number"] == again.json()["number"]
    (stamp,) = program.get(api.of).json()["stamps"]
    assert stamp["at"] == "2026-12-01T09:40+07:00"
    assert stamp["corrected"]
    other = asked | {"at": "2026-12-01T09:41+07:00"}
    assert _code(program.post(path, other, key=KEY)) == (409, "key-used")
    assert len(live_letters.acts(api.ledger, api.plan.id, kind=ActKind.CORRECTED)) == 1


def test_a_correction_needs_a_key(api):
    """Without one, a request that is sent again would be another correction."""
    asked = {"position": 0, "at": "2026-12-01", "reason": "ก"}
    assert api.program("moi").post(f"{api.of}/corrections", asked).status_code == 422


def test_a_draft_is_edited_by_one_at_a_time(api):
    """Two programs edit the same revision; the second is told, and loses nothing unknowingly."""
    program = api.program("moi")
    assert _code(program.get(f"{api.of}/draft")) == (409, "not-ready")
    program.post(f"{api.of}/stamps")
    draft = program.get(f"{api.of}/draft")
    assert draft.headers["etag"] == '"0"'
    texts = [*draft.json()["letter"]["paragraphs"], "ขอให้ดำเนินการโดยเร็ว"]

    def save(paragraphs, tag):
        headers = {"If-Match": tag} if tag else None
        asked = {"paragraphs": paragraphs}
        return program.ask("PUT", f"{api.of}/draft", json=asked, headers=headers)

    assert _code(save(texts, None)) == (428, "revision-missing")
    assert save(texts, "0").status_code == 422
    saved = save(texts, '"0"')
    assert (saved.status_code, saved.headers["etag"]) == (200, '"1"')
    assert saved.json()["edited_by"] == "token archive"
    assert save(texts, '"0"').headers["etag"] == '"1"'
    assert _code(save([*texts, "อีก"], '"0"')) == (412, "draft-changed")
    assert _code(save([], '"1"')) == (422, "has-faults")
    assert save(["x"] * 41, '"1"').status_code == 422


def test_a_letter_is_issued_once(api):
    """Sent again it keeps its number, and nobody is written to twice."""
    program = api.program("moi")
    program.post(f"{api.of}/stamps")
    assert _code(program.post(f"{api.of}/issue", {"revision": 3})) == (409, "draft-changed")
    first, again = (program.post(f"{api.of}/issue", {"revision": 0}) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json() | {"new": True}
    assert first.json()["recipients"] == ["dla"]
    assert _code(program.get(f"{api.of}/draft")) == (409, "already-issued")
    assert [each[0] for each in api.desk.bell.heard].count("wian.letter.issued") == 1
    (item,) = api.program("dla").get("/inbox").json()["items"]
    assert item["number"] == first.json()["number"]


def test_a_letter_is_issued_under_a_number_given_elsewhere(api):
    """The office's own system numbers; a number that a letter bears is refused."""
    api.living.reach(api.ledger, api.plan, "dla")
    program = api.program("dla")
    api.living.stamp(api.ledger, api.plan, "dla")
    assert program.post(f"{api.of}/issue", {"number": 0}).status_code == 422
    refused = program.post(f"{api.of}/issue", {"number": 554})
    assert (refused.status_code, refused.json()["code"]) == (409, "number-far-ahead")
    made = program.post(f"{api.of}/issue", {"number": 554, "confirm": True})
    assert (made.status_code, made.json()["number"][-4:]) == (201, "/๕๕๔")
    assert made.json()["typed"] == {"behind": None, "skipped": {"first": 1, "last": 553}}


def test_a_stamp_is_made_under_a_number_given_elsewhere(api):
    """The office's own system numbers; what is taken is a conflict with what bears it."""
    program = api.program("moi")
    made = program.post(f"{api.of}/stamps", {"number": 7})
    assert (made.status_code, made.json()["stamp"]["receipt_number"]) == (201, "7")
    again = program.post(f"{api.of}/stamps", {"number": 8, "position": 0})
    assert (again.status_code, again.json()["code"]) == (409, "stamped-otherwise")


def test_a_program_chooses_who_signs(api):
    """Of those whom the draft offers; another one is a conflict."""
    api.living.reach(api.ledger, api.plan, "phitsanulok")
    program = api.program("phitsanulok")
    program.post(f"{api.of}/stamps")
    offered = program.get(f"{api.of}/draft").json()["signers"]
    governor = "ผู้ว่าราชการจังหวัดพิษณุโลก"
    assert offered == [
        {"post": "รองผู้ว่าราชการจังหวัด", "acting_for": governor, "term": "delegated"},
        {"post": governor, "acting_for": None, "term": None},
    ]
    shown = program.get(f"{api.of}/draft", params={"signer": governor}).json()
    assert shown["letter"]["signatory"][1:] == [governor]
    assert program.post(f"{api.of}/issue", {"signer": "x"}).status_code == 409
    assert program.post(f"{api.of}/issue", {"signer": governor}).status_code == 201


def test_the_origin_may_issue_through_the_api(api):
    """Its letter is out already, so that it is the same one."""
    answer = api.program("opm").post(f"{api.of}/issue")
    assert (answer.status_code, answer.json()["recipients"]) == (200, ["moi"])


def test_an_answer_is_recorded_once(api):
    """The local body tells when it drilled; the roll-up knows."""
    leaf = api.living.leaf
    api.living.reach(api.ledger, api.plan, leaf)
    program = api.program(leaf)
    program.post(f"{api.of}/stamps")
    asked = {"text": " ซักซ้อมแล้วเมื่อวันที่ 5 ธันวาคม 2569 "}
    path = f"{api.of}/answers"
    first, again = (program.post(path, asked, key=KEY) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json() | {"new": True}
    assert _code(program.post(path, {"text": "อื่น"}, key=KEY)) == (409, "key-used")
    assert program.post(path, asked).status_code == 422
    assert len(program.get(api.of).json()["answers"]) == 1
    counts = api.program("opm").get(f"/status/{api.plan.id}").json()["counts"]
    assert (counts["in_time"], counts["pending"]) == (1, 102)
    assert [each[0] for each in api.desk.bell.heard].count("wian.letter.answered") == 1


def _file(name, content=PDF):
    return {"name": name, "content": b64encode(content).decode()}


def test_files_go_with_an_answer(api):
    """In base64; the office above has them, and another use of the key is told."""
    leaf = api.living.leaf
    api.living.reach(api.ledger, api.plan, leaf)
    program, path = api.program(leaf), f"{api.of}/answers"
    program.post(f"{api.of}/stamps")
    large = PDF + b"%" * 1_200_000
    asked = {"text": "ตามแนบ", "files": [_file("form.pdf", large)]}
    first, again = (program.post(path, asked, key=KEY) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    (file,) = first.json()["files"]
    assert (file["name"], file["size"]) == ("form.pdf", len(large))
    assert _code(program.post(path, {"text": "ตามแนบ"}, key=KEY)) == (409, "key-used")
    assert program.get(api.of).json()["answers"][0]["files"] == [file]
    above, sent = api.program(api.living.chain[-2]), f"/outgoing/{api.plan.id}"
    rows = above.get(sent).json()["standing"]
    assert [each["files"] for each in rows if each["office"]["id"] == leaf] == [[file]]
    assert above.get(f"{sent}/files/{file['sha256']}").content == large
    assert api.program("moi").get(f"{api.of}/files/{file['sha256']}").status_code == 404


def test_files_that_cannot_go_are_named_by_their_place(api):
    """All at once, and nothing is recorded."""
    leaf = api.living.leaf
    api.living.reach(api.ledger, api.plan, leaf)
    program, path = api.program(leaf), f"{api.of}/answers"
    program.post(f"{api.of}/stamps")
    files = [_file("a.pdf", b""), {"name": "b.pdf", "content": "no base64"}, _file("c.docx")]
    refused = program.post(path, {"text": "x", "files": files}, key=KEY)
    assert refused.status_code == 422
    said = [(each["where"], each["what"]) for each in refused.json()["errors"]]
    assert [field for field, _ in said] == ["files.0", "files.1", "files.2"]
    assert "is not in base64" in said[1][1]
    assert program.get(api.of).json()["answers"] == []
    assert (
        program.post(path, {"text": "x", "files": [_file("a.pdf")] * 11}, key=KEY).status_code
        == 422
    )


def test_a_return_has_files(api):
    """They are listed in what the program gets."""
    program = api.program("moi")
    program.post(f"{api.of}/stamps")
    asked = {"reason": "มิใช่", "files": [_file("form.pdf")]}
    done = program.post(f"{api.of}/return", asked)
    assert (done.status_code, done.json()["files"][0]["name"]) == (201, "form.pdf")


def test_nobody_answers_who_is_not_asked(api):
    """The ministry passes the question on."""
    answer = api.program("moi").post(f"{api.of}/answers", {"text": "ก"}, key=KEY)
    assert _code(answer) == (409, "not-asked")


def test_a_whole_chain_can_be_driven_by_programs_alone(api):
    """From the ministry down to a local body; the ledger proves itself afterwards."""
    for minutes, office in enumerate(api.living.chain[1:], start=61):
        api.at(minutes)
        program = api.program(office)
        while not program.post(f"{api.of}/stamps").json()["last"]:
            continue
        if program.get(api.of).json()["forwards"]:
            assert program.post(f"{api.of}/issue").status_code == 201
    assert program.post(f"{api.of}/answers", {"text": "ซักซ้อมแล้ว"}, key=KEY).status_code == 201
    assert program.get(api.of).json()["state"] == "done"
    assert verify(api.ledger).ok


@pytest.mark.parametrize(
    "content", [b"{", b"\xff\xfe", b"[" * 100_000, b'{"text": "\\ud800"}', b"1" * 5000]
)
def test_a_body_that_is_no_json_is_refused(api, content):
    """Whatever comes, it is a sentence that goes back."""
    headers = {"Content-Type": "application/json", "Idempotency-Key": KEY}
    answer = api.program("moi").ask("POST", f"{api.of}/answers", content=content, headers=headers)
    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_body_that_is_too_long_is_refused(api):
    """Whether it says so at once, or keeps coming."""
    program, headers = api.program("moi"), {"Content-Type": "application/json"}
    pieces = (b"x" * 100_000 for _ in range(20))
    for content in (b"x" * 2_000_000, pieces):
        answer = program.ask("PUT", f"{api.of}/draft", content=content, headers=headers)
        assert _code(answer) == (413, "too-long")
        assert answer.headers["content-type"] == "application/problem+json"
