"""The files of imported letters: kept byte for byte, once, and proved."""

from __future__ import annotations

import zlib
from hashlib import sha256

import pytest

from wian.ledger.proof.verification import verify
from wian.ledger.read.kept_files import kept_file
from wian.ledger.read.kept_originals import originals
from wian.ledger.write.originals import Original, keep_originals

_FILE = bytes(range(256)) * 20


@pytest.fixture
def kept(live_ledger, live_plan):
    """A ledger that keeps a file of the origin's letter."""
    one = Original("opm", "scan.pdf", "ocr", 1, 12, "ที่ นร ๐๑๐๖/ว ๑", _FILE)
    keep_originals(live_ledger, live_plan.id, [one])
    return live_ledger


def test_a_file_comes_back_as_it_was(kept, live_plan):
    """With where the letter stands in it, and how its words were read."""
    (found,) = originals(kept, live_plan.id, "opm")
    assert found.file == sha256(_FILE).hexdigest()
    assert (found.name, found.medium, found.first_line, found.last_line) == (
        "scan.pdf",
        "ocr",
        1,
        12,
    )
    assert kept_file(kept, found.file) == _FILE
    assert originals(kept, live_plan.id, "moi") == []
    with pytest.raises(KeyError):
        kept_file(kept, "0" * 64)


def test_keeping_a_file_again_changes_nothing(kept, live_plan):
    """A bundle may be imported twice."""
    before = verify(kept).checked
    keep_originals(kept, live_plan.id, [Original("opm", "other.pdf", "pdf", 2, 3, "x", _FILE)])
    assert [each.name for each in originals(kept, live_plan.id)] == ["scan.pdf"]
    found = verify(kept)
    assert found.ok
    assert found.checked == before


def test_another_content_under_the_digest_is_found(kept):
    """Even by somebody who packs it as the ledger does."""
    with kept.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE snapshot SET content = ? WHERE kind = 'file'", (zlib.compress(b"forged", 3),)
        )
    faults = [str(fault.what) for fault in verify(kept).faults]
    assert "is not the file that was kept: edited" in faults
    assert "is not what was recorded: edited" in faults
