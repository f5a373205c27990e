"""Acts prove themselves: one that is edited, taken away, renumbered or invented shows."""

from __future__ import annotations

import zlib

import pytest
from sqlalchemy import delete, select, text, update

from tests.plugins.files import PDF
from wian.followup.remind import follow_up
from wian.ledger.database import Ledger
from wian.ledger.proof.verification import verify
from wian.ledger.tables import SnapshotRow
from wian.ledger.write.record_book import FILE
from wian.letters.enclosed_file import enclosed
from wian.office.actor import Acting
from wian.office.answer import answer
from wian.office.correct import correct
from wian.office.issue import save_draft

_DISTRICT = "phitsanulok.mueang-phitsanulok"


@pytest.fixture
def lived(live_ledger: Ledger, live_plan, living) -> Ledger:
    """A ledger with acts of every kind."""
    living.reach(live_ledger, live_plan, living.leaf)
    living.stamp(live_ledger, live_plan, living.leaf)
    living.stamp(live_ledger, live_plan, "phitsanulok.wang-thong")
    now = living.later(100)
    leaf = Acting(live_ledger, live_plan, living.leaf, by="x", now=now)
    answer(leaf, "ดี", key="k")
    correct(leaf, position=0, at=living.later(31), reason="ผิด", key="k")
    thong = Acting(live_ledger, live_plan, "phitsanulok.wang-thong", by="x", now=now)
    for revision in (0, 1):
        words = [f"ฉบับร่างที่ {revision}"]
        save_draft(thong, words, revision=revision)
    for day in (9, 20):
        follow_up(live_ledger, live_plan, now=living.later(day * 24 * 60))
    return live_ledger


_TAMPERINGS = {
    "an answer's text edited": (
        "UPDATE act SET body = replace(body, 'ดี', 'แย่') WHERE kind = 'answered'"
    ),
    "who acted edited": (
        "UPDATE act SET by = 'somebody else' WHERE kind = 'issued' AND office = 'moi'"
    ),
    "the moment of an act edited": (
        "UPDATE act SET at_minute = at_minute - 5 WHERE kind = 'reminded'"
    ),
    "an act edited together with its digest": (
        "UPDATE act SET by = 'y', content_digest = x'0f' WHERE kind = 'corrected'"
    ),
    "an act deleted": "DELETE FROM act WHERE kind = 'stamped' AND office = 'moi'",
    "a reminder deleted": "DELETE FROM act WHERE kind = 'reminded'",
    "an escalation deleted": "DELETE FROM act WHERE kind = 'escalated'",
    "the last draft deleted": "DELETE FROM act WHERE kind = 'drafted' AND key = '2'",
    "an act renumbered": "UPDATE act SET register_number = 99 WHERE kind = 'answered'",
    "an act given to another office": (
        "UPDATE act SET office = 'la-5650501' WHERE kind = 'answered'"
    ),
    "an act's body made nonsense": "UPDATE act SET body = '{}' WHERE kind = 'reminded'",
}


@pytest.mark.parametrize("statement", _TAMPERINGS.values(), ids=_TAMPERINGS.keys())
def test_tampering_with_acts_shows(lived: Ledger, statement: str):
    """Whatever is done to them behind the program's back, wian verify says so."""
    with lived.writing() as connection:
        assert connection.execute(text(statement)).rowcount > 0
    assert not verify(lived).ok


def test_an_honest_ledger_with_acts_holds(lived: Ledger):
    """Drafts, answers, corrections, reminders and escalations are counted and hold."""
    proof = verify(lived)
    assert (proof.ok, proof.faults) == (True, ())
    with lived.reading() as connection:
        kinds = dict(connection.execute(text("SELECT kind, count(*) FROM act GROUP BY kind")).all())
    assert kinds.keys() >= {"stamped", "issued", "answered", "corrected", "drafted", "reminded"}
    assert proof.checked["acts"] == sum(kinds.values())


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE reception SET register_number = 7 WHERE recipient = 'la-5650103'",
            "corrects a stamp that is not there",
        ),
        (
            "UPDATE propagation SET clock = 'virtual'",
            "nobody acts but in a live propagation",
        ),
    ],
)
def test_what_an_act_names_is_there(lived: Ledger, statement: str, said: str):
    """A correction of a stamp that does not stand there, acts in a rehearsal."""
    with lived.writing() as connection:
        connection.execute(text(statement))
    assert any(said in fault.what for fault in verify(lived).faults)


def test_drafts_are_numbered_without_a_gap(lived: Ledger):
    """Somebody gave a draft a revision that it never had."""
    with lived.writing() as connection:
        connection.execute(text("UPDATE act SET key = '5' WHERE kind = 'drafted' AND key = '2'"))
    whats = [fault.what for fault in verify(lived).faults]
    assert any("run from 1 without gap" in what for what in whats)


@pytest.fixture
def answered(live_ledger, live_plan, living):
    """A local body has answered with a file."""
    living.reach(live_ledger, live_plan, living.leaf)
    living.stamp(live_ledger, live_plan, living.leaf)
    acting = Acting(live_ledger, live_plan, living.leaf, by="ปลัดเทศบาล", now=living.later(60))
    done = answer(acting, "ตามแนบ", files=[enclosed("form.pdf", PDF)], key="a")
    assert [each.name for each in done.body.files] == ["form.pdf"]
    return live_ledger


def test_a_file_that_is_lost_is_found(answered, live_plan, living):
    """By the act that names it, whatever else its absence shows."""
    assert verify(answered).ok
    with answered.writing() as connection:
        connection.execute(delete(SnapshotRow).where(SnapshotRow.kind == FILE))
    found = {(each.where, each.what) for each in verify(answered).faults}
    where = f"{live_plan.id} act answered a of {living.leaf}"
    assert (where, "its file form.pdf is not there") in found


def test_bytes_that_were_changed_are_found(answered):
    """Even where the digest beside them was worked out anew."""
    forged = zlib.compress(PDF + b"%forged")
    with answered.writing() as connection:
        kept = connection.scalar(select(SnapshotRow.digest).where(SnapshotRow.kind == FILE))
        connection.execute(
            update(SnapshotRow).where(SnapshotRow.kind == FILE).values(content=forged)
        )
    found = {(each.where, each.what) for each in verify(answered).faults}
    assert (f"file {kept}", "is not the file that was kept: edited") in found
