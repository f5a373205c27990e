"""Files that travel with a directive, at the command line: planned, listed, written, proved."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from wian.ledger.database import open_ledger
from wian.ledger.tables import SnapshotRow

EXAMPLES = Path(__file__).resolve().parents[3] / "examples" / "gecc-2564"
ANNEX = b"%PDF-1.7\n%the form of a test\n%%EOF\n"


@pytest.fixture
def directive(tmp_path):
    """The directive of the case with an enclosure that is a file."""
    for each in EXAMPLES.iterdir():
        shutil.copy(each, tmp_path)
    path = tmp_path / "directive.yaml"
    values = yaml.safe_load(path.read_text(encoding="utf-8"))
    values["enclosures"] = [{"title": "แบบรายงาน", "file": "form.pdf"}]
    path.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    (tmp_path / "form.pdf").write_bytes(ANNEX)
    return path


def test_a_file_is_part_of_what_is_sent(wian, home, directive, tmp_path):
    """The plan names it; another content is another propagation; it comes out byte for byte."""
    planned = wian("plan", directive)
    assert "Enclosed file: form.pdf (1 kB)" in planned.out
    first = wian("propagate", directive, "--limit-to", "la-5650103", "--json").json["propagation"]
    (listed,) = wian("letters", "--enclosures", "--json").json["enclosures"]
    assert (listed["name"], listed["size"]) == ("form.pdf", len(ANNEX))
    assert "form.pdf" in wian("letters", "--enclosures").out
    out = tmp_path / "out"
    assert wian("letters", "--enclosures", "--out", out).code == 0
    assert (out / "form.pdf").read_bytes() == ANNEX
    assert wian("letters", "--out", out).code == 0
    assert (out / "enclosures" / "form.pdf").read_bytes() == ANNEX
    (tmp_path / "form.pdf").write_bytes(ANNEX + b"%changed\n")
    again = wian("propagate", directive, "--limit-to", "la-5650103", "--json").json["propagation"]
    assert again != first


def test_the_download_page_offers_it(wian, home, directive, tmp_path):
    """One file for all circulars, under its own name."""
    wian("propagate", directive, "--limit-to", "la-5650103")
    site = tmp_path / "site"
    assert wian("letters", "--format", "site", "--office", "dla", "--out", site).code == 0
    (file,) = (site / "files").iterdir()
    assert file.read_bytes() == ANNEX
    (page,) = (each for each in site.glob("25*/*.html"))
    assert f'href="../files/{file.name}" download="form.pdf"' in page.read_text(encoding="utf-8")


def test_verify_tells_a_file_that_was_taken_away_or_changed(wian, home, directive):
    """The directive names its digest."""
    wian("propagate", directive, "--limit-to", "la-5650103")
    assert wian("verify").code == 0
    ledger = open_ledger(f"sqlite:///{home / 'wian.db'}")
    with ledger.writing() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = 1")
        connection.execute(SnapshotRow.__table__.delete().where(SnapshotRow.kind == "file"))
    ledger.close()
    ran = wian("verify")
    assert ran.code == 1
    assert "its enclosed file form.pdf is not there" in ran.out + ran.err


def test_a_directive_without_files_says_so(ready_home, wian):
    """And how an enclosure gets one."""
    wian("propagate", EXAMPLES / "directive.yaml", "--limit-to", "la-5650103")
    ran = wian("letters", "--enclosures")
    assert ran.code == 1
    assert "its enclosures are titles alone" in ran.err
