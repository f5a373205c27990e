"""The head of each office's letters: its emblem in every form, or room on its own printed paper."""

from __future__ import annotations

import re
import shutil
import zipfile
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from sqlalchemy import delete

from wian.kit.cache import Remembered
from wian.ledger.errors import FileNotKept
from wian.ledger.proof.verification import verify
from wian.ledger.read.recorded import letters
from wian.ledger.tables import SnapshotRow
from wian.letters.copies import Copy
from wian.letters.pages.export import content_of
from wian.office import letter_tops
from wian.office.letter_pages import Cabinet, Trimmings
from wian.office.letter_tops import letter_top
from wian.propagation.prepare import prepare
from wian.propagation.request import PropagationRequest

ARMS = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
HEADS = {"crown": ", emblem: arms.svg", "north": ", emblem: parent, letterhead: printed"}


@pytest.fixture(scope="module")
def _country(abroad):
    """The made-up country is known to this module."""
    return abroad


@pytest.fixture
def sent(_country, propagating, empty_ledger, tmp_path):
    """Its directive, from offices with heads of their own."""
    here = propagating.root / "tests/plugins/erewhon"
    offices = (here / "offices.yaml").read_text("utf-8")
    for office, more in HEADS.items():
        offices = re.sub(rf"(\{{id: {office},.*)\}}", rf"\g<1>{more}}}", offices)
    (tmp_path / "offices.yaml").write_text(offices, "utf-8")
    (tmp_path / "arms.svg").write_bytes(ARMS)
    shutil.copy(here / "directive.yaml", tmp_path)
    plan = prepare(PropagationRequest(directive=str(tmp_path / "directive.yaml")))
    propagating.send(empty_ledger, plan)
    return empty_ledger, plan


def _pictures(document: bytes) -> int:
    page = pdfium.PdfDocument(document)[0]
    return sum(each.type in {2, 5} for each in page.get_objects())


def test_an_emblem_stands_on_every_form_and_printed_paper_stays_free(sent):
    """What an office prints leaves the room of its head; whoever receives the letter sees it."""
    ledger, plan = sent
    where = plan.jurisdiction
    cabinet = Cabinet(ledger, plan, Trimmings(own_paper=True))
    (crown,), (printed,) = (cabinet.parts(each, Copy.ISSUED) for each in ("crown", "north"))
    (received,) = cabinet.parts("alba", Copy.RECEIVED)
    assert (crown.head.emblem, printed.head.printed, received.head.emblem) == (ARMS, True, ARMS)
    assert _pictures(content_of(".pdf", (crown,), where)) == 1
    own = content_of(".pdf", (printed,), where)
    assert _pictures(own) == 0
    assert pdfium.PdfDocument(own)[0].get_textpage().get_text_range().startswith("No. NO-1")
    assert b'<img src="data:image/svg+xml;base64,' in content_of(".html", (received,), where)
    with zipfile.ZipFile(BytesIO(content_of(".docx", (crown,), where))) as word:
        assert word.read("word/media/emblem.png").startswith(b"\x89PNG")
        assert b'Target="media/emblem.png"' in word.read("word/_rels/document.xml.rels")
    (plain,) = Cabinet(ledger, plan, Trimmings(emblem=b"other")).parts("south", Copy.ISSUED)
    assert plain.head.emblem == b"other"


def test_a_picture_that_is_gone_is_found_by_the_proof_and_named(sent, monkeypatch):
    """A letter is not shown without the emblem that it went out with."""
    ledger, plan = sent
    assert verify(ledger).ok
    assert {each.office for each in letters(ledger, plan.id)} == {"crown", "north", "south"}
    (kept,) = plan.hierarchy.emblems
    with ledger.writing() as connection:
        connection.execute(delete(SnapshotRow).where(SnapshotRow.digest == kept))
    told = [f"{each.where}: {each.what}" for each in verify(ledger).faults]
    assert any(f"its emblem {kept} is not there" in each for each in told)
    monkeypatch.setattr(letter_tops, "_pictures", Remembered(1, len))
    with pytest.raises(FileNotKept, match=kept):
        letter_top(ledger, plan, "crown")
