"""The promise that the page of limits names the limits of the program."""

from __future__ import annotations

from pathlib import Path

from hierarchy.load.row_stream import MOST_BYTES, MOST_ROWS
from wian.cli.doctor import software_checks
from wian.delays.profile import LONGEST
from wian.history.documents import pdf
from wian.history.registers.register_file import MAX_LINES
from wian.history.registers.workbooks import MAX_BYTES as MOST_OF_A_REGISTER
from wian.jurisdictions.thailand.government_calendar import LAST
from wian.kit.picture import LARGEST_PICTURE
from wian.kit.text_file import MAX_BYTES
from wian.letters.attached_files import LARGEST_ATTACHED, MOST_FILES
from wian.letters.enclosed_file import LARGEST, LARGEST_TOGETHER

_MB = 2**20


def test_the_page_of_limits_names_those_of_the_program(root: Path) -> None:
    """A limit that is raised is raised there too."""
    page = (root / "docs" / "explanation" / "limits.md").read_text("utf-8")
    major, minor = software_checks._SQLITE
    for row in (
        f"| YAML or text file | {MAX_BYTES // _MB} MB |",
        f"| CSV file of offices | {MOST_BYTES // 2**30} GB, {MOST_ROWS:,} rows |",
        f"of a register | {MOST_OF_A_REGISTER // _MB} MB, {MAX_LINES:,} lines |",
        f"encloses | {LARGEST // _MB} MB; all files together {LARGEST_TOGETHER // _MB} MB |",
        f"a return | {MOST_FILES} files of {LARGEST_ATTACHED // _MB} MB |",
        f"| emblem | {LARGEST_PICTURE // _MB} MB |",
        f"| PDF to read | {pdf._MOST_PAGES:,} pages |",
        f"| stage of a delay profile | {LONGEST:,} days |",
        f"SQLite {major}.{minor} or newer",
        f"cover 2005 to {LAST.year}",
    ):
        assert row in page, row
