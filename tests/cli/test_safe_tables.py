"""Whatever CSV a command writes, no cell of a stranger's is a formula to a spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest

from wian.ledger.database import open_ledger

_FORMULA = '=HYPERLINK("http://evil")'


@pytest.fixture
def hostile(wian, home, edited, propagating):
    """A ledger whose first office writes its code so that each letter's number is a formula."""
    directive = edited("letter_code: นร ๐๑๐๖", f"letter_code: '{_FORMULA}'", "offices.yaml")
    plan = propagating.prepare(directive, limit_to=("dla",))
    home.mkdir()
    with open_ledger(f"sqlite:///{home / 'wian.db'}") as ledger:
        propagating.send(ledger, plan)
    return wian


@pytest.mark.parametrize(
    "command",
    [
        ("hops", "--format", "csv"),
        ("export", "csv", "--out", "{out}"),
        ("sql", f"select '{_FORMULA}' as letter_number", "--format", "csv"),
    ],
    ids=["hops", "export", "sql"],
)
def test_a_letters_number_is_no_formula(hostile, tmp_path, command):
    """Guarded by default; as it is with --raw."""
    out = tmp_path / "out.csv"
    told = [each.format(out=out) for each in command]
    for options, begins in (((), "'="), (("--raw",), "=")):
        ran = hostile(*told, *options)
        assert ran.code == 0
        text = ran.out if command[0] != "export" else out.read_text("utf-8-sig")
        assert next(csv.DictReader(io.StringIO(text)))["letter_number"].startswith(begins)


@pytest.mark.parametrize("command", ["latency", "bottlenecks"])
def test_reports_take_the_option_too(hostile, command):
    """Nothing in theirs is a formula here: both ways give the same."""
    guarded = hostile("report", command, "--format", "csv")
    assert guarded.code == 0
    assert guarded.out == hostile("report", command, "--format", "csv", "--raw").out
