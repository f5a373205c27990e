"""``wian answers --files``: which files went with answers and returns, and where are they?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from wian.cli.terminal.console import print_json, say, table
from wian.cli.terminal.titles import named
from wian.kit.counted import counted, number
from wian.kit.whole_file import UnwritableFile, replacing
from wian.ledger.acts import Act, ActKind, Answered
from wian.ledger.life.return_acts import Returned
from wian.ledger.read.kept_files import kept_file
from wian.ledger.read.live_letters import acts, answers
from wian.letters.enclosed_file import KeptFile, distinct_names
from wian.propagation import runtime
from wian.propagation.plan import Plan

_COLUMNS = (
    ("office", "whole"),
    ("with", "left"),
    ("file", "left"),
    ("bytes", "right"),
    ("SHA-256", "whole"),
)


class _Sent(NamedTuple):
    """A file, and the act that it went with."""

    act: Act
    holds: bool
    file: KeptFile

    @property
    def went_with(self) -> str:
        """What it went with, in words."""
        if self.act.kind is ActKind.RETURNED:
            return "return"
        return "answer" if self.holds else "earlier answer"


def show_files(plan: Plan, under: str | None, out: Path | None, *, json: bool) -> None:
    """List the files of answers and returns, or write them, in a folder per office.

    Args:
        plan: The propagation.
        under: Only those of offices below this one.
        out: Where they are written.
        json: Print the list as JSON.

    Raises:
        UnwritableFile: A file cannot be written.
    """
    found = [
        each
        for each in _sent(plan)
        if under is None or under in plan.route.chain(each.act.office)[:-1]
    ]
    if out is not None:
        _write(found, out)
    if json:
        print_json({"propagation": plan.id, "files": [_values(each) for each in found]})
    elif not found:
        say(f"No file went with an answer or a return in {plan.id}.")
    elif out is not None:
        files = counted(len(found), "file")
        say(named(plan).within(f"Written to {out}: {files} of answers and returns in ", "."))
    else:
        rows = [_cells(each) for each in found]
        table(_COLUMNS, rows, title=named(plan).within(f"{counted(len(found), 'file')} sent in "))
        say(f"To write them: wian answers {plan.id} --files --out FOLDER")


def _sent(plan: Plan) -> Iterator[_Sent]:
    ledger = runtime.ledger()
    given = acts(ledger, plan.id, kind=ActKind.ANSWERED)
    last = answers(ledger, plan.id)
    for act in (*given, *acts(ledger, plan.id, kind=ActKind.RETURNED)):
        if isinstance(act.body, Answered | Returned):
            holds = act.kind is ActKind.RETURNED or last.get(act.office) == act
            yield from (_Sent(act, holds, file) for file in act.body.files)


def _write(found: list[_Sent], out: Path) -> None:
    by_office: dict[str, list[KeptFile]] = {}
    for each in found:
        by_office.setdefault(each.act.office, []).append(each.file)
    try:
        out.mkdir(exist_ok=True)
    except OSError as error:
        raise UnwritableFile(out, (error.strerror or type(error).__name__).lower()) from error
    for office, files in by_office.items():
        for name, kept in distinct_names(files):
            with replacing(out / office / name) as beside:
                beside.write_bytes(kept_file(runtime.ledger(), kept.sha256))


def _values(each: _Sent) -> dict[str, object]:
    """A file as JSON values."""
    values = {"office": each.act.office, "with": each.act.kind.value, "holds": each.holds}
    return {**values, **each.file.model_dump()}


def _cells(each: _Sent) -> tuple[str, ...]:
    size = number(each.file.size)
    return (each.act.office, each.went_with, each.file.name, size, each.file.sha256)
