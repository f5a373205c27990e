"""The command ``wian import register``: reads the registers that offices kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from wian.cli.terminal.console import heading, print_json, say, table
from wian.cli.terminal.progress_bar import progress_bar
from wian.history.registers.recogniser import RegisterHints
from wian.imports.registers import ImportedFile, import_register_files
from wian.jurisdictions.column_words import RegisterKind
from wian.kit.counted import counted, number
from wian.kit.errors import Fault, InputFaults
from wian.ledger.records import class_of, named
from wian.office.inputs import Reason, checked
from wian.propagation import runtime

_SHOWN = 20

_COLUMNS = (
    ("file", "whole"),
    ("office", "whole"),
    ("kind", "left"),
    ("rows", "right"),
    ("new", "right"),
    ("known\nalready", "right"),
    ("differing", "right"),
    ("of known\nletters", "right"),
    ("receptions\nadded", "right"),
    ("un\u00ad\nmatched", "right"),
    ("rejected", "right"),
    ("dis\u00ad\nagree", "right"),
)


def run(
    files: list[Path],
    office: str | None,
    kind: RegisterKind | None,
    desk: str | None,
    rejected: Path | None,
    correct: str | None,
    *,
    json: bool,
) -> None:
    """Import receive and send registers of offices. Importing twice changes nothing."""
    reason = "" if correct is None else _why(correct)
    given = RegisterHints(office, kind, desk)
    with progress_bar("reading", shown=not json, unit="lines") as bar:
        done = import_register_files(
            runtime.ledger(make=True), files, given, rejected, bar.advance, runtime.now(), reason
        )
    if json:
        print_json({"files": [_summary(file) for file in done]})
    else:
        _show(done)


def _why(correct: str) -> str:
    """Why rows are corrected, which has to be said."""
    if reason := checked(Reason, reason=correct).reason:
        return reason
    remedy = "say why, such as 'Subject mistyped'"
    raise InputFaults("What was entered", [Fault("--correct", "gives no reason", remedy)])


def _summary(file: ImportedFile) -> dict[str, object]:
    reading, imported = file.reading, file.imported
    return {
        "file": str(file.path),
        **asdict(imported.register),
        "rows": len(reading.rows) + len(reading.rejected),
        "new": imported.new,
        "known": imported.known,
        "differing": imported.differing,
        "matched": imported.matched,
        "unmatched": imported.unmatched,
        "receptions": imported.receptions,
        "rejected": len(reading.rejected),
        "rejected_file": str(file.rejected) if file.rejected else None,
        "disagreements": [asdict(each) for each in imported.disagreements],
        "notes": list(reading.notes),
        "opened": [
            {
                "year": act.year,
                "at": act.opens_at,
                "register": named(act.name).value,
                "classification": class_of(act.name),
            }
            for act in imported.opened
        ],
        "corrected": imported.corrected,
    }


def _show(done: Sequence[ImportedFile]) -> None:
    table(_COLUMNS, [_row(file) for file in done])
    for file in done:
        for note in file.reading.notes:
            say(note)
        for act in file.imported.opened:
            code = f" of classification {held}" if (held := class_of(act.name)) else ""
            register = f"The {named(act.name)} register {act.year} of {act.office}{code}"
            say(f"{register} goes on at {act.opens_at}, behind the last entry of {file.path.name}.")
        if corrected := file.imported.corrected:
            rows = counted(corrected, "row stands", "rows stand")
            say(f"{rows} in the place of what was imported before, which stays in the ledger.")
        if file.rejected:
            count = number(len(file.reading.rejected))
            say(f"{count} rejected, each with its reasons: {file.rejected}")
    _show_disagreements(done)
    if any(file.imported.differing for file in done):
        say("Where a differing row is the right one, import the file again with --correct REASON.")


def _row(file: ImportedFile) -> tuple[object, ...]:
    reading, imported = file.reading, file.imported
    counts = (
        len(reading.rows) + len(reading.rejected),
        imported.new,
        imported.known,
        imported.differing,
        imported.matched,
        imported.receptions,
        imported.unmatched,
        len(reading.rejected),
        len(imported.disagreements),
    )
    return (reading.source, imported.register.office, imported.register.kind, *map(number, counts))


def _show_disagreements(done: Sequence[ImportedFile]) -> None:
    found = [each for file in done for each in file.imported.disagreements]
    if not found:
        return
    rows = counted(len(found), "row does", "rows do")
    heading(f"{rows} not agree with the ledger or the calendar; no letter or stamp was changed")
    for each in found[:_SHOWN]:
        say(f"  {each.where}: {each.what}")
    if len(found) > _SHOWN:
        say(f"  and {number(len(found) - _SHOWN)} more; --json names all")
