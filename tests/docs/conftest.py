"""How a page of the documentation is run: its files written, its commands typed in order."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEVER_RUN = "<!-- not run by the tests"
_STATUS_1 = "(exit status 1)"
_FILE = re.compile(r"<!-- file: (\S+) -->")
_LEFT_OUT = (
    ".*",
    "*.egg-info",
    "build",
    "letters.out",
    "__pycache__",
    "node_modules",
    "pytest-cache-files-*",  # where pytest begins its cache, for a moment, in a fresh clone
)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, and the comment on the line above it."""

    language: str
    text: str
    comment: str
    line: int


@dataclass(frozen=True)
class Step:
    """One command of a console block, and the lines shown below it, each with its line number."""

    command: str
    shown: tuple[tuple[int, str], ...]
    line: int


@dataclass(frozen=True)
class NewFile:
    """A file that a page has its reader save."""

    name: str
    text: str


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def blocks() -> Callable[[Path], list[Block]]:
    return _blocks


@pytest.fixture(scope="session")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what a reader has after cloning, so that pages may write files beside it."""
    target = tmp_path_factory.mktemp("clone") / "wian"
    shutil.copytree(ROOT, target, ignore=shutil.ignore_patterns(*_LEFT_OUT))
    return target


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A reader's environment, without a Prefect server, whose ``wian`` is loaded already.

    ``warm.py`` says how.
    """
    folder = tmp_path_factory.mktemp("warm")
    address, script = folder / "line", Path(__file__).with_name("warm.py")
    client = folder / "wian"
    client.write_text(_client(script).format(python=sys.executable, address=str(address)))
    client.chmod(0o700)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")},
        "PREFECT_HOME": str(folder / "prefect"),
        "PATH": os.pathsep.join(
            (str(folder), str(Path(sys.executable).parent), os.environ["PATH"])
        ),
        "LC_ALL": "C.UTF-8",
    }
    environment.pop("WIAN_DATABASE_URL", None)
    with subprocess.Popen(
        [sys.executable, script, address],
        env=environment,
        stdin=subprocess.PIPE,  # closes when the tests end, however they do, and that ends it
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        while not address.exists():
            assert process.poll() is None
            time.sleep(0.05)
        yield environment


def _client(script: Path) -> str:
    return str(runpy.run_path(str(script))["CLIENT"])


@pytest.fixture
def run_page(
    copy: Path, warm: dict[str, str], tmp_path: Path, pytestconfig: pytest.Config
) -> Callable[[Path], int]:
    """Run a page in a ledger of its own; returns how many commands it holds.

    With ``--update-golden`` lines that differ in their spaces only are written anew.
    """
    update = bool(pytestconfig.getoption("--update-golden"))
    environment = {**warm, "WIAN_HOME": str(tmp_path / "home")}

    def run(page: Path) -> int:
        actions = _actions(page)
        lines = page.read_text(encoding="utf-8").splitlines()
        for action in actions:
            if isinstance(action, Step):
                for number, printed in _checked(action, page, copy, environment, update=update):
                    lines[number - 1] = printed
            else:
                (copy / action.name).write_text(action.text, encoding="utf-8")
        if update:
            page.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return sum(isinstance(action, Step) for action in actions)

    return run


def _blocks(page: Path) -> list[Block]:
    lines = page.read_text(encoding="utf-8").splitlines()
    found: list[Block] = []
    start: int | None = None
    for number, line in enumerate(lines):
        if not line.startswith("```"):
            continue
        if start is None:
            start = number
            continue
        above = next((each for each in reversed(lines[:start]) if each.strip()), "")
        text = "".join(f"{each}\n" for each in lines[start + 1 : number])
        found.append(Block(lines[start].removeprefix("```").strip(), text, above, start + 2))
        start = None
    assert start is None, f"{page.name}: the block of line {start} is never closed"
    return found


def _actions(page: Path) -> list[Step | NewFile]:
    """What a page has its reader do, in order.

    A console block without a prompt shows more of what the command before it printed.
    """
    actions: list[Step | NewFile] = []
    for block in _blocks(page):
        if found := _FILE.match(block.comment):
            actions.append(NewFile(found[1], block.text))
        elif block.language == "console" and not block.comment.startswith(NEVER_RUN):
            for number, line in enumerate(block.text.splitlines(), start=block.line):
                _read_line(line, number, actions)
    return actions


def _read_line(line: str, number: int, actions: list[Step | NewFile]) -> None:
    if line.startswith("$ "):
        actions.append(Step(line.removeprefix("$ "), (), number))
        return
    last = actions.pop()
    assert isinstance(last, Step), f"line {number} shows what no command printed"
    if last.command.endswith("\\"):
        actions.append(Step(f"{last.command[:-1]}{line.strip()}", (), last.line))
    else:
        actions.append(Step(last.command, (*last.shown, (number, line)), last.line))


def _checked(
    step: Step, page: Path, folder: Path, environment: dict[str, str], *, update: bool
) -> list[tuple[int, str]]:
    """Run a step, and hold what it prints against the lines that the page shows, in order.

    ``...`` stands for whatever is left out: within a line, or for lines.
    """
    if step.command == "make test":
        return []
    command = _recipe_of_demo() if step.command == "make demo" else step.command
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    where = f"{page.name} line {step.line}: {step.command}"
    said = f"{done.stdout}{done.stderr}"
    expected = 1 if any(_STATUS_1 in line for _, line in step.shown) else 0
    assert done.returncode == expected, f"{where}\n{said}"
    shown = [(n, line) for n, line in step.shown if line.strip() and _STATUS_1 not in line]
    return _matched(shown, said, where, _loose if update else str.rstrip)


def _recipe_of_demo() -> str:
    """What ``make demo`` runs once everything is installed, as the Makefile says."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    directive = re.search(r"^DEMO := (.+)$", makefile, re.MULTILINE)
    assert directive is not None
    assert "@$(BIN)/wian propagate $(DEMO)\n" in makefile
    return f"wian propagate {directive[1]}"


def _loose(line: str) -> str:
    return " ".join(line.split())


def _matched(
    shown: list[tuple[int, str]], said: str, where: str, read: Callable[[str], str]
) -> list[tuple[int, str]]:
    """The printed line for each shown one that leaves nothing out."""
    printed = [line.rstrip() for line in said.splitlines()]
    found, at = [], 0
    for number, line in shown:
        if line.strip() == "...":
            continue
        pattern = re.compile(".*".join(map(re.escape, read(line).split("..."))))
        rest = range(at, len(printed))
        match = next((i for i in rest if pattern.fullmatch(read(printed[i]))), None)
        assert match is not None, f"{where}\ndoes not print, after line {at}:\n{line}\nbut\n{said}"
        at = match + 1
        if "..." not in line:
            found.append((number, printed[match]))
    return found
