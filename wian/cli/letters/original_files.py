"""Imported letters at the command line: the files that they stand in, and transcripts of them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from markupsafe import escape

from wian.cli.letters.letter_forms import LetterFormat
from wian.cli.terminal.console import print_json, say, table
from wian.cli.terminal.titles import named
from wian.jurisdictions.paper import Medium
from wian.kit.counted import counted
from wian.kit.errors import WianError
from wian.kit.text import spelt_out
from wian.kit.whole_file import replacing
from wian.ledger.read.kept_files import kept_file
from wian.ledger.read.kept_originals import KeptOriginal, originals
from wian.ledger.records import Clock
from wian.propagation import runtime
from wian.propagation.plan import Plan

_READABLE = frozenset({LetterFormat.TEXT, LetterFormat.HTML})


class NoOriginal(WianError):
    """No file is kept of an office's letter, or of any letter of a propagation."""

    def __init__(self, plan: Plan, office: str | None) -> None:
        of = f"the letter of {office}" if office else "any letter"
        why = "import the bundle again to keep its files"
        if plan.clock is not Clock.HISTORY:
            why = "wian wrote its letters itself, so leave out --format original"
        super().__init__(f"No file is kept of {of} in {plan.id}: {why}.")


class NotSetAnew(WianError):
    """An imported letter has no faithful copy in the form that was asked for."""

    def __init__(self, plan: Plan, what: str) -> None:
        super().__init__(
            f"{what}, as words and signatures of the paper would be lost; "
            f"wian letters {plan.id} --format original --out FOLDER writes the files themselves."
        )


def show_originals(plan: Plan, office: str | None, out: Path | None, *, json: bool) -> None:
    """Write the files that letters stand in, list them, or print an office's one if it is text.

    Raises:
        NoOriginal: None is kept.
        UnwritableFile: A file cannot be written.
    """
    found = originals(runtime.ledger(), plan.id, office)
    if not found:
        raise NoOriginal(plan, office)
    if out is not None:
        written = _write(found, out)
        if not json:
            files = counted(written, "file")
            say(named(plan).within(f"Written to {out}: {files} of letters of ", "."))
            return
    if json:
        print_json({"propagation": plan.id, "originals": [_values(each) for each in found]})
    elif office and len(found) == 1 and found[0].medium == Medium.TEXT:
        _print(kept_file(runtime.ledger(), found[0].file))
    else:
        _list(plan, found)


def _print(content: bytes) -> None:
    """Byte for byte into a pipe or file; a terminal must not obey what stands in a letter."""
    if sys.stdout.isatty():
        content = spelt_out(content.decode(errors="replace").replace("\r\n", "\n")).encode()
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


def transcript(plan: Plan, office: str, form: LetterFormat) -> str:
    """An imported letter, line by line as it was read, under a note that says so.

    Args:
        plan: The propagation.
        office: Id of the office that wrote the letter.
        form: Text or HTML; paper is not set anew.

    Raises:
        NotSetAnew: Its lines are not kept, or the form is of paper.
    """
    if form not in _READABLE:
        raise NotSetAnew(plan, f"Imported letters are not typeset again as {form.value.upper()}")
    found = [each for each in originals(runtime.ledger(), plan.id, office) if each.transcript]
    if not found:
        raise NotSetAnew(plan, f"There is no transcript of the imported letter of {office}")
    note, lines = _note(plan, found[0]), spelt_out(found[0].transcript)
    if form is LetterFormat.TEXT:
        return f"{note}\n\n{lines}\n"
    title = escape(f"Transcript: {plan.id}, {office}")
    return (
        f'<!doctype html>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<p role="note">{escape(note)}</p>\n'
        f'<pre style="white-space: pre-wrap">{escape(lines)}</pre>\n'
    )


def write_transcripts(
    plan: Plan, offices: Sequence[tuple[int, str]], form: LetterFormat, out: Path, *, json: bool
) -> None:
    """Write a transcript of each imported letter into a folder.

    Raises:
        NotSetAnew: One of them has none, or the form is of paper; nothing is written.
        UnwritableFile: A file cannot be written.
    """
    texts = {
        f"{wave:02d}-{office}{form.ending}": transcript(plan, office, form)
        for wave, office in offices
    }
    for name, text in texts.items():
        _put(out / name, text.encode())
    if json:
        print_json({"propagation": plan.id, "letters": len(texts), "folder": str(out)})
    else:
        letters = counted(len(texts), "transcript")
        say(named(plan).within(f"Written to {out}: {letters} of letters of ", "."))


def _note(plan: Plan, each: KeptOriginal) -> str:
    where = each.name
    if each.first_line and each.last_line:
        where += f", lines {each.first_line} to {each.last_line}"
    how = ""
    if each.medium == Medium.OCR:
        how = " Its characters were recognised from a picture, which is never sure."
    return (
        f"[Transcript of an imported letter, as it was read from {where}.{how} The file itself has "
        f"the SHA-256 {each.file}: wian letters {plan.id} --office {each.office} --format original]"
    )


def _write(found: Sequence[KeptOriginal], out: Path) -> int:
    """Write each file once, under its name; another one of that name with its digest before."""
    names: dict[str, str] = {}
    for each in found:
        if each.file not in names.values():
            name = each.name if each.name not in names else f"{each.file[:12]}-{each.name}"
            names[name] = each.file
            _put(out / name, kept_file(runtime.ledger(), each.file))
    return len(names)


def _put(path: Path, content: bytes) -> None:
    with replacing(path) as beside:
        beside.write_bytes(content)


def _values(each: KeptOriginal) -> dict[str, object]:
    return {
        "office": each.office,
        "name": each.name,
        "sha256": each.file,
        "medium": each.medium,
        "lines": [each.first_line, each.last_line],
    }


def _list(plan: Plan, found: Sequence[KeptOriginal]) -> None:
    rows = [(each.office, each.name, each.medium, each.file) for each in found]
    columns = (("office", "whole"), ("file", "left"), ("read as", "left"), ("SHA-256", "whole"))
    table(columns, rows, title=named(plan).within(f"{counted(len(found), 'file')} of letters of "))
    say(f"To write them: wian letters {plan.id} --format original --out FOLDER")
