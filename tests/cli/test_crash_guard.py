"""No file can end a command without a word, whatever it does to the program that reads it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from wian.cli import crash_guard
from wian.reports.hop_frame import write_parquet
from wian.reports.scope.recorded_hops import frame_of

WIAN = Path(sys.executable).with_name("wian")


@pytest.fixture(scope="module")
def hops(gecc_sent, tmp_path_factory) -> Path:
    """Hops of the directive of 2564."""
    path = tmp_path_factory.mktemp("log") / "hops.parquet"
    write_parquet(frame_of(gecc_sent.ledger), path)
    return path


@pytest.fixture(scope="module")
def damaged(hops) -> Path:
    """The same with the sign bit of a page's count of values flipped."""
    content = hops.read_bytes()
    counted = b"\x2c\x15\xe6\x01"  # a page of 115 values
    assert counted in content
    path = hops.with_name("damaged.parquet")
    path.write_bytes(content.replace(counted, b"\x2c\x15\xe7\x01"))
    return path


def _run(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # type: ignore[call-overload]
        [WIAN, *map(str, arguments)], text=True, capture_output=True, check=False, **options
    )


def test_a_file_that_ends_its_reader_is_refused_in_a_sentence(damaged, hops, tmp_path):
    """Status 1, one sentence without a line of Rust's, and the report of before is still there."""
    made = tmp_path / "latency.csv"
    made.write_text("before", encoding="utf-8")
    ran = _run("report", "latency", "--from", damaged, "--out", made, "--format", "csv")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == (
        f"{damaged} cannot be read: it is damaged, or needs more memory than this machine has; "
        "give a Parquet or CSV file that wian exported.\n"
    )
    assert made.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [made]


def test_a_whole_file_is_read_as_ever(hops):
    """What the child prints is what the command prints, and so is its status."""
    ran = _run("report", "latency", f"--from={hops}", "--format", "json", "--by", "level")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert '"rows": [' in ran.stdout
    assert _run("report", "latency", "--from", hops, "--by", "moon").returncode == 2


def _ended(
    tmp_path: Path, end: str, file: tuple[str, ...] = ("--from", "hops.csv")
) -> subprocess.CompletedProcess[str]:
    """A program that goes on in a child, which ends in a given way."""
    program = (
        "import os, signal, sys; from wian.cli.crash_guard import leave_to_a_child; "
        f"leave_to_a_child(['report', *{file}]); {end}"
    )
    return subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, text=True, capture_output=True, check=False
    )


@pytest.mark.parametrize("number", [signal.SIGABRT, signal.SIGSEGV, signal.SIGKILL])
def test_a_child_that_is_broken_off_is_a_refusal(tmp_path, number):
    """Whether Rust aborts, native code reads what is not its own, or memory has run out."""
    ran = _ended(tmp_path, f"os.kill(os.getpid(), {int(number)})")
    assert ran.returncode == 1
    assert ran.stderr.startswith("hops.csv cannot be read: ")


def test_a_file_behind_an_equals_sign_is_read_in_a_child_too(tmp_path):
    """Both ways to type the option are one."""
    ran = _ended(tmp_path, "os.abort()", ("--from=hops.csv",))
    assert ran.returncode == 1
    assert ran.stderr.startswith("hops.csv cannot be read: ")


def test_who_asks_the_command_to_end_reaches_the_child(tmp_path):
    """``kill`` of the command ends both, as if there were one."""
    asked = "os.kill(os.getppid(), signal.SIGTERM); signal.pause()"
    assert _ended(tmp_path, asked).returncode == -signal.SIGTERM


def test_memory_that_no_machine_has_is_refused_at_once(tmp_path):
    """The child may have the machine's memory, and a demand beyond it fails within Python."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limits = (
        "import resource as r; print(r.getrlimit(r.RLIMIT_DATA)[0], r.getrlimit(r.RLIMIT_CORE)[0])"
    )
    ran = _ended(tmp_path, f"{limits}; sys.stdout.flush(); bytearray({whole} + 4096)")
    most, image = map(int, ran.stdout.split())
    assert 0 < most <= whole
    assert image == 0
    assert ran.returncode == 1
    assert "MemoryError" in ran.stderr


@pytest.mark.parametrize("arguments", [["report", "latency"], ["report", "--from"]])
def test_without_a_file_there_is_no_child(monkeypatch, arguments):
    """Most commands go on in the process in which they were started."""
    monkeypatch.delitem(sys.modules, "polars", raising=False)
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("forked"))
    crash_guard.leave_to_a_child(arguments)


def test_where_polars_is_loaded_there_is_no_child(monkeypatch):
    """A child would lack its threads, and wait for them for ever."""
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("forked"))
    crash_guard.leave_to_a_child(["report", "latency", "--from", "hops.parquet"])
