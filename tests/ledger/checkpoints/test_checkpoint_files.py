"""Checkpoints of a ledger: what was signed once shows every later change of the past."""

from __future__ import annotations

import json
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.checkpoints.checkpoint_files import (
    KEY_FILE,
    PUBLIC_FILE,
    UnreadableCheckpoint,
    UnusableCheckpointKey,
    daily_checkpoint,
    kept_checkpoints,
    make_checkpoint,
    public_key,
    read_checkpoint,
    signing_key,
)
from wian.ledger.checkpoints.inclusion import NothingToProve, letter_proof
from wian.ledger.database import open_ledger
from wian.ledger.errors import LedgerError
from wian.ledger.outbox.deliveries import claim
from wian.ledger.outbox.events import Event
from wian.ledger.outbox.webhooks import add_webhook
from wian.ledger.proof.verification import verify

_CHECKER = Path(__file__).resolve().parents[3] / "examples" / "check_letter_proof.py"


@pytest.fixture
def kept(filled, tmp_path):
    """A filled ledger, and the checkpoint that somebody else holds of it."""
    made, note = make_checkpoint(filled, tmp_path)
    (tmp_path / "elsewhere.txt").write_text(note, encoding="utf-8")
    return filled, {"elsewhere": made}


def _faults(ledger, against):
    return [fault.what for fault in verify(ledger, against=against).faults]


def test_a_ledger_holds_against_what_was_signed_of_it(kept, story, tmp_path):
    """As it was, and after more was written; a second checkpoint of the same adds no file."""
    ledger, against = kept
    assert verify(ledger, against=against).ok
    make_checkpoint(ledger, tmp_path)
    story.record(ledger, "p3")
    story.send(ledger, "p3")
    later, _ = make_checkpoint(ledger, tmp_path)
    assert later.size > against["elsewhere"].size
    both = {**against, "later": later}
    found = verify(ledger, against=both)
    assert found.ok
    assert found.checked["checkpoints"] == 2
    assert len(list(kept_checkpoints(tmp_path, later.identity))) == 2


def test_a_tail_cut_off_with_its_traces_is_found(ledger, story, tmp_path):
    """The insider deletes the last propagation everywhere, and puts all heads back."""
    story.record(ledger, "p1")
    story.send(ledger, "p1")
    before, _ = make_checkpoint(ledger, tmp_path)
    story.record(ledger, "p2")
    story.send(ledger, "p2")
    held, _ = make_checkpoint(ledger, tmp_path)
    shorter = tmp_path / "shorter.db"
    with open_ledger(f"sqlite:///{shorter}") as other:
        story.record(other, "p1")
        story.send(other, "p1")
        _become(shorter, before.identity)
        make_checkpoint(other, tmp_path / "insider")
        assert verify(other).ok
        assert any("its end was cut off" in what for what in _faults(other, {"held": held}))


def test_a_past_written_anew_is_found(ledger, story, tmp_path):
    """The insider writes other letters, and computes every digest and the whole tree anew."""
    story.record(ledger, "p1")
    story.send(ledger, "p1")
    held, _ = make_checkpoint(ledger, tmp_path)
    forged = tmp_path / "forged.db"
    with open_ledger(f"sqlite:///{forged}") as other:
        story.record(other, "p1", created_minute=story.START + 1)
        story.send(other, "p1", transit=3 * story.DAY)
        _become(forged, held.identity)
        make_checkpoint(other, tmp_path / "insider")
        assert verify(other).ok
        assert any("rewritten, or a fork" in what for what in _faults(other, {"held": held}))


def test_a_checkpoint_of_another_ledger_is_told(kept, story, tmp_path):
    """It is no sign of a forgery, and must not pass either."""
    _, against = kept
    with open_ledger(f"sqlite:///{tmp_path / 'other.db'}") as other:
        story.record(other)
        assert any("is of the ledger" in what for what in _faults(other, against))


def test_the_sweep_makes_one_a_day(filled, tmp_path, story):
    """However often it runs; the next day another, where anything was written."""
    day = 24 * 60
    now = Instant(int(time.time() // 60), Precision.MINUTE)
    daily_checkpoint(filled, tmp_path, now)
    story.record(filled, "p3")
    daily_checkpoint(filled, tmp_path, Instant(now.minute + day // 2, Precision.MINUTE))
    assert len(list((tmp_path / "checkpoints").iterdir())) == 1
    daily_checkpoint(filled, tmp_path, Instant(now.minute + day + 1, Precision.MINUTE))
    assert len(list((tmp_path / "checkpoints").iterdir())) == 2


def test_a_webhook_that_asks_for_checkpoints_is_handed_each_once(filled, tmp_path, story):
    """The office above is the natural witness: it needs no access to the machine."""
    now = Instant(story.START, Precision.MINUTE)
    add_webhook(filled, "ministry", "https://example.org/in", [Event.CHECKPOINT], now=now)
    add_webhook(filled, "south", "https://example.org/on", [Event.ISSUED], now=now)
    made, note = make_checkpoint(filled, tmp_path)
    make_checkpoint(filled, tmp_path)
    due = claim(filled, now_second=60 * story.START, limit=9)
    told = [json.loads(each.body) for each in due]
    facts = {"size": made.size, "root": made.root.hex(), "checkpoint": note}
    said = {"type": "wian.ledger.checkpoint", "data": {"office": "ministry", **facts}}
    assert told == [said]


def test_a_checkpoint_that_died_before_it_was_told_is_told_by_the_next_sweep(
    filled, story, tmp_path
):
    """It is kept last: once a note lies in the folder, no sweep makes another for a day."""
    now = Instant(story.START, Precision.MINUTE)
    add_webhook(filled, "ministry", "https://example.org/in", [Event.CHECKPOINT], now=now)
    with filled.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE message RENAME TO away")
    with pytest.raises(LedgerError):
        make_checkpoint(filled, tmp_path)
    with filled.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO message")
    daily_checkpoint(filled, tmp_path, Instant(int(time.time()) // 60, Precision.MINUTE))
    assert len(claim(filled, now_second=60 * story.START, limit=9)) == 1


def test_a_public_key_that_was_not_written_is_made_from_the_private_one(tmp_path):
    """The process died between the two files."""
    key = signing_key(tmp_path)
    (tmp_path / PUBLIC_FILE).unlink()
    assert signing_key(tmp_path).public == key.public
    assert (tmp_path / PUBLIC_FILE).read_text("utf-8") == f"{key.public}\n"


def test_the_key_is_its_users_alone_and_stays(filled, tmp_path):
    """A second checkpoint is signed by the same key; its public half may be read by all."""
    make_checkpoint(filled, tmp_path)
    key = signing_key(tmp_path)
    assert signing_key(tmp_path).public == key.public == public_key(tmp_path)
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600


def test_a_key_file_that_holds_none_is_told(filled, tmp_path):
    """Never replaced: the old key may still be got back."""
    (tmp_path / KEY_FILE).write_text("lost", encoding="utf-8")
    with pytest.raises(UnusableCheckpointKey, match="holds no key"):
        make_checkpoint(filled, tmp_path)
    assert (tmp_path / KEY_FILE).read_text("utf-8") == "lost"


def test_a_kept_checkpoint_that_was_changed_is_told(kept, tmp_path):
    """By its file, and why."""
    path = tmp_path / "elsewhere.txt"
    key = public_key(tmp_path)
    assert key
    assert read_checkpoint(path, key).size == kept[1]["elsewhere"].size
    path.write_text(path.read_text("utf-8").replace("\n", "\n ", 1), encoding="utf-8")
    with pytest.raises(UnreadableCheckpoint, match="was changed after"):
        read_checkpoint(path, key)
    with pytest.raises(UnreadableCheckpoint, match="no such file"):
        read_checkpoint(tmp_path / "nothing.txt", key)


def test_a_letter_is_proved_to_whoever_has_the_proof_and_the_key(filled, tmp_path):
    """By the small program of the examples, which knows nothing of wian."""
    proof = letter_proof(filled, tmp_path, "p2", "south")
    key = public_key(tmp_path)
    assert "is entry" in _checked(proof, key, tmp_path)
    forged = json.loads(json.dumps(proof))
    forged["letter"]["content"] = forged["letter"]["content"].replace("ขุด", "ถม")
    assert "is not the one that the register entered" in _checked(forged, key, tmp_path)
    moved = {**proof, "index": proof["index"] - 1}
    assert "is not in the ledger" in _checked(moved, key, tmp_path)


def test_a_letter_without_a_number_of_its_register_cannot_be_proved(filled, tmp_path):
    """Observed letters stand outside the registers."""
    with pytest.raises(NothingToProve, match="observed on paper"):
        letter_proof(filled, tmp_path, "p1", "north")
    with pytest.raises(NothingToProve):
        letter_proof(filled, tmp_path, "p1", "nobody")


def _checked(proof, key, folder: Path) -> str:
    path = folder / "proof.json"
    path.write_text(json.dumps(proof, ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, str(_CHECKER), str(path), str(key)]
    ran = subprocess.run(command, check=False, capture_output=True, text=True)
    return ran.stdout + ran.stderr


def _become(path: Path, identity: str) -> None:
    """Give a ledger another's identity, as an insider would, before its tree is made."""
    with closing(sqlite3.connect(path)) as connection:
        shown = connection.execute("SELECT id FROM ledger_identity").fetchone()[0]
        connection.execute("UPDATE ledger_identity SET id = ?", (identity,))
        connection.commit()
    _enter_identity(path, shown, identity)


def _enter_identity(path: Path, old: str, new: str) -> None:
    """Its entry and running digest too."""
    from wian.ledger.contents import genesis, running  # noqa: PLC0415 - the insider's tools
    from wian.ledger.write.record_book import BOOK, OFFICE, YEAR, Record, identity_digest  # noqa: PLC0415

    content = identity_digest(new)
    digest = running(genesis(BOOK, OFFICE, Record.IDENTITY.value, YEAR), 1, new, content)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "UPDATE register_entry SET key = ?, content_digest = ?, digest = ? WHERE key = ?",
            (new, bytes.fromhex(content), bytes.fromhex(digest), old),
        )
        connection.execute(
            "UPDATE register SET digest = ? WHERE book = ? AND name = 'identity'",
            (bytes.fromhex(digest), BOOK),
        )
        connection.commit()
