"""Stories of letters as PDF: as received with its stamps, as issued with what it encloses."""

from __future__ import annotations

import io
import json

from pypdf import PdfReader


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
