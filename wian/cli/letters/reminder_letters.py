"""``wian letters --reminders``: lists, shows or exports the reminders of a propagation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from wian.cli.letters.letter_forms import LetterFormat
from wian.cli.terminal.console import print_json, say, say_raw, table
from wian.cli.terminal.titles import named
from wian.kit.counted import counted, number
from wian.kit.errors import WianError
from wian.ledger.read.offices.reminders import Reminder, reminders_of, reminders_to
from wian.letters.letter import as_json
from wian.letters.text_and_html import render
from wian.propagation import runtime
from wian.propagation.plan import Plan

_SHOWN = 200
_COLUMNS = (
    ("sender", "whole"),
    ("number", "whole"),
    ("dated", "whole"),
    ("owed", "left"),
    ("recipients", "right"),
    ("first of them", "whole"),
)


class NoReminder(WianError):
    """Nobody was reminded, or not by or of that office."""

    def __init__(self, propagation: str, office: str) -> None:
        super().__init__(f"{office} has neither written nor been sent a reminder in {propagation}.")


def show_reminders(
    plan: Plan, office: str | None, form: LetterFormat, out: Path | None, *, json: bool
) -> None:
    """List the reminders, show those of one office, or write them to files.

    Args:
        plan: The propagation.
        office: Only those that it wrote or was sent.
        form: How a letter is laid out.
        out: A folder, to write a file a letter.
        json: Print one JSON object.
    """
    found = _found(plan, office)
    if out is not None:
        _write(plan, found, form, out, json=json)
    elif json:
        print_json({"propagation": plan.id, "reminders": [_as_json(each) for each in found]})
    elif form in {LetterFormat.PDF, LetterFormat.DOCX}:
        raise typer.BadParameter("Files need a folder: --out FOLDER.")
    elif office:
        html = "html" if form is LetterFormat.HTML else "text"
        for each in found:
            say_raw(render(each.body.letter, plan.jurisdiction, html))  # type: ignore[arg-type]
    else:
        _list(plan, found)


def _found(plan: Plan, office: str | None) -> list[Reminder]:
    ledger = runtime.ledger()
    found = reminders_of(ledger, plan.id)
    if office is None:
        return found
    own = [each for each in found if each.act.office == office]
    own += reminders_to(ledger, office, plan.id)
    if not own:
        raise NoReminder(plan.id, office)
    return own


def _as_json(reminder: Reminder) -> dict[str, object]:
    body = reminder.body
    return {
        "office": reminder.act.office,
        "owed": body.owed.value,
        "recipients": list(body.recipients),
        "letter": as_json(body.letter),
    }


def _write(
    plan: Plan, found: Sequence[Reminder], form: LetterFormat, out: Path, *, json: bool
) -> None:
    from wian.cli.letters.letter_files import CannotWrite  # noqa: PLC0415 - what sets pages is slow to load
    from wian.letters.pages.bundle_part import BundlePart  # noqa: PLC0415 - the same
    from wian.letters.pages.export import LetterFile, export_documents  # noqa: PLC0415 - the same

    documents = [
        LetterFile(
            out / f"reminder-{each.act.office}-{place:03d}{form.ending}",
            (BundlePart(each.body.letter),),
        )
        for place, each in enumerate(found, start=1)
    ]
    try:
        out.mkdir(parents=True, exist_ok=True)
        done = export_documents(documents, plan.jurisdiction.id, workers=1)
    except OSError as reason:
        raise CannotWrite(out, reason) from reason
    if json:
        print_json({"propagation": plan.id, "reminders": done, "folder": str(out)})
    else:
        say(named(plan).within(f"Written to {out}: {counted(done, 'reminder')} of ", "."))


def _list(plan: Plan, found: Sequence[Reminder]) -> None:
    rows = [
        (
            each.act.office,
            each.body.letter.number,
            each.body.letter.dated,
            each.body.owed.value,
            number(len(each.body.recipients)),
            each.body.recipients[0],
        )
        for each in found[:_SHOWN]
    ]
    more = f", the first {_SHOWN} shown; --json prints all" if len(found) > _SHOWN else ""
    title = named(plan).within(f"{counted(len(found), 'reminder')} of ", more)
    table(_COLUMNS, rows, title=title)
