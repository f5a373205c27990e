"""Stories of letters as PDF: as received with its stamps, as issued with what it encloses."""

from __future__ import annotations

import io
import json
from hashlib import sha256

import pytest
from pypdf import PdfReader

from wian.ledger.access.permissions import Role

ANNEX = b"%PDF-1.7\n%an annex <script>alert(1)</script>\n%%EOF\n"
DIGEST = sha256(ANNEX).hexdigest()


@pytest.fixture
def annexed(drill, living):
    """A drill whose letters carry a file, sent in secret or not."""

    def send(**changes):
        enclosures = [living.enclosed("แบบ ๑.pdf", ANNEX)]
        plan = living.plan(id="with-annex", enclosures=enclosures, **changes)
        living.begin(drill.ledger, plan)
        return plan

    return send


def _data(answer):
    assert answer.headers["content-type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    return [json.loads(content) for _, (content,) in sorted(reader.attachments.items())]


def test_the_received_letter_has_the_stamps_and_the_code(drill, living):
    """The code leads to the stamping page at a desk of whoever scans it."""
    living.stamp(drill.ledger, drill.plan, "moi")
    answer = drill.at("moi").get(f"{drill.path}/letter.pdf")
    (data,) = _data(answer)
    assert data["link"] == f"{drill.desk.settings.address}/s/{drill.plan.id}/opm"
    assert [stamp["desk"] for stamp in data["stamps"]] == ["งานสารบรรณ"]
    assert answer.headers["content-disposition"].startswith("attachment; filename=")


def test_the_issued_letter_brings_what_it_encloses(drill, living):
    """Its own letter first, then the one that it was sent."""
    living.advance(drill.ledger, drill.plan, "moi")
    first, second = _data(drill.at("moi").get(f"{drill.sent}/letter.pdf"))
    assert first["letter"]["sender"] == "moi"
    assert second["letter"]["sender"] == "opm"
    assert first["link"].endswith(f"/s/{drill.plan.id}/moi")


def test_a_file_goes_with_every_letter(drill, living, annexed):
    """Named on the page with its digest; the same bytes for who sent it and who was sent it."""
    plan = annexed()
    living.advance(drill.ledger, plan, "moi")
    ministry = drill.at("moi")
    for desk, path in (
        (ministry, "letters"),
        (ministry, "outgoing"),
        (drill.at("opm"), "outgoing"),
    ):
        page = desk.get(f"/{path}/{plan.id}")
        link = f"/{path}/{plan.id}/files/{DIGEST}"
        assert f'href="{link}"' in page.text
        assert DIGEST in page.text
        answer = desk.get(link)
        assert answer.content == ANNEX
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["content-disposition"].startswith("attachment; filename*=utf-8''")
        assert "sandbox" in answer.headers["content-security-policy"]


def test_a_file_is_only_for_offices_that_have_the_letter(drill, annexed):
    """Whoever was not sent the letter, or asks for another file, learns nothing."""
    plan = annexed()
    assert drill.at("dla").get(f"/letters/{plan.id}/files/{DIGEST}").status_code == 404
    ministry = drill.at("moi")
    assert ministry.get(f"/letters/{plan.id}/files/{'0' * 64}").status_code == 404
    assert ministry.get(f"{drill.path}/files/{DIGEST}").status_code == 404


def test_a_secret_letters_file_is_for_those_who_work_on_it(drill, annexed):
    """An observer sees that there is a letter, and neither the file nor its name."""
    plan = annexed(secrecy="confidential")
    observer, clerk = drill.at("moi", Role.OBSERVER), drill.at("moi")
    assert DIGEST not in observer.get(f"/letters/{plan.id}").text
    assert observer.get(f"/letters/{plan.id}/files/{DIGEST}").status_code == 403
    assert clerk.get(f"/letters/{plan.id}/files/{DIGEST}").content == ANNEX
