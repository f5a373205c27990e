"""Lists, shows or exports letters that pass nothing on: reminders, and returns to the sender."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from wian.cli.letters.letter_forms import LetterFormat
from wian.cli.terminal.console import print_json, say, say_raw, table
from wian.cli.terminal.titles import named
from wian.kit.counted import counted
from wian.letters.letter import Letter, as_json
from wian.letters.letter_top import LetterTop
from wian.letters.text_and_html import render
from wian.office.letter_tops import letter_top
from wian.propagation import runtime
from wian.propagation.plan import Plan

_SHOWN = 200


@dataclass(frozen=True, slots=True)
class LetterApart:
    """A letter that passes nothing on.

    Attributes:
        office: Who wrote it.
        letter: The letter.
        values: What JSON says of it between its office and its letter.
        row: What a list says of it behind its office, number and date.
    """

    office: str
    letter: Letter
    values: Mapping[str, object]
    row: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LettersApart:
    """All such letters of a kind.

    Attributes:
        noun: What one is called; in JSON and the names of files too.
        columns: Those of the list behind office, number and date, each with how it is set.
        found: The letters, the earliest first.
    """

    noun: str
    columns: tuple[tuple[str, str], ...]
    found: Sequence[LetterApart]


def show_apart(
    plan: Plan,
    apart: LettersApart,
    office: str | None,
    form: LetterFormat,
    out: Path | None,
    *,
    json: bool,
) -> None:
    """List letters, show those of one office, or write them to files.

    Args:
        plan: The propagation.
        apart: Its letters of a kind, or those of one office.
        office: Whose they are; they are shown, not listed.
        form: How a letter is laid out.
        out: A folder, to write a file a letter.
        json: Print one JSON object.
    """
    if out is not None:
        _write(plan, apart, form, out, json=json)
    elif json:
        values = [
            {"office": each.office, **each.values, "letter": as_json(each.letter)}
            for each in apart.found
        ]
        print_json({"propagation": plan.id, f"{apart.noun}s": values})
    elif form in {LetterFormat.PDF, LetterFormat.DOCX}:
        raise typer.BadParameter("Files need a folder: --out FOLDER.")
    elif office:
        html = "html" if form is LetterFormat.HTML else "text"
        for each in apart.found:
            say_raw(render(each.letter, plan.jurisdiction, html, _head(plan, each)))  # type: ignore[arg-type]
    else:
        _list(plan, apart)


def _write(plan: Plan, apart: LettersApart, form: LetterFormat, out: Path, *, json: bool) -> None:
    from wian.cli.letters.letter_files import CannotWrite  # noqa: PLC0415 - what sets pages is slow to load
    from wian.letters.pages.bundle_part import BundlePart  # noqa: PLC0415 - the same
    from wian.letters.pages.export import LetterFile, export_documents  # noqa: PLC0415 - the same

    documents = [
        LetterFile(
            out / f"{apart.noun}-{each.office}-{place:03d}{form.ending}",
            (BundlePart(each.letter, head=_head(plan, each)),),
        )
        for place, each in enumerate(apart.found, start=1)
    ]
    try:
        out.mkdir(parents=True, exist_ok=True)
        done = export_documents(documents, plan.jurisdiction.id, workers=1)
    except OSError as reason:
        raise CannotWrite(out, reason) from reason
    if json:
        print_json({"propagation": plan.id, f"{apart.noun}s": done, "folder": str(out)})
    else:
        say(named(plan).within(f"Written to {out}: {counted(done, apart.noun)} of ", "."))


def _head(plan: Plan, each: LetterApart) -> LetterTop:
    return letter_top(runtime.ledger(), plan, each.letter.sender, on_own_paper=True)


def _list(plan: Plan, apart: LettersApart) -> None:
    rows = [
        (each.office, each.letter.number, each.letter.dated, *each.row)
        for each in apart.found[:_SHOWN]
    ]
    many = len(apart.found)
    more = f", the first {_SHOWN} shown; --json prints all" if many > _SHOWN else ""
    title = named(plan).within(f"{counted(many, apart.noun)} of ", more)
    columns = (("sender", "whole"), ("number", "whole"), ("dated", "whole"), *apart.columns)
    table(columns, rows, title=title)
