"""Owns the command ``wian letters``: list, show or export the letters of a propagation."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.progress import track

from cli.console import err, number, print_json, say, say_raw, table
from cli.context import JsonOption, PropagationArgument
from hierarchy.errors import WianError
from ledger.reading import letter, letters
from ledger.records import IssuedLetter
from letters.letter import Letter
from letters.rendering import render
from tasks import running
from tasks.preparation import Preparation, restore

NAME = "letters"
_SHOWN = 200
_LETTER = TypeAdapter(Letter)


class LetterFormat(StrEnum):
    """How a letter is laid out."""

    TEXT = "text"
    HTML = "html"
    JSON = "json"


_ENDINGS = {LetterFormat.TEXT: "txt", LetterFormat.HTML: "html", LetterFormat.JSON: "json"}


class NoLetter(WianError):
    """The office has issued no letter in the propagation."""

    def __init__(self, plan: Preparation, office: str) -> None:
        name = plan.namer.one(office)
        if office not in plan.route.offices:
            reason = "it is not on the route"
        elif any(office in wave.forwarders for wave in plan.route.waves):
            reason = "it has not written yet; the same wian propagate goes on"
        else:
            above = plan.namer.one(plan.hop_to(office).sender)
            reason = f"it only receives one, from {above} ({plan.hop_to(office).sender})"
        super().__init__(f"{name} ({office}) has issued no letter in {plan.id}: {reason}.")


class CannotWrite(WianError):
    """A folder or file of the export cannot be written."""

    def __init__(self, path: Path, reason: OSError) -> None:
        super().__init__(
            f"{path} cannot be written ({reason.strerror}); name a folder that can be with --out."
        )


def run(
    propagation: PropagationArgument = None,
    office: Annotated[
        str | None, typer.Option("--office", help="Show the letter of this office.")
    ] = None,
    form: Annotated[
        LetterFormat, typer.Option("--format", help="How a letter is laid out.")
    ] = LetterFormat.TEXT,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write a file a letter into this folder.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """List the letters of a propagation, show one, or write them to files."""
    plan = restore(running.ledger(), propagation)
    found = _found(plan, office)
    if out:
        _export(plan, found, LetterFormat.JSON if json else form, out)
        if json:
            print_json({"propagation": plan.id, "letters": len(found), "folder": str(out)})
        else:
            say(f"{number(len(found))} letters are in {out}.")
    elif office and not json:
        say_raw(_laid_out(plan, found[0].letter, form))
    elif json:
        print_json({"propagation": plan.id, "letters": [_as_json(each) for each in found]})
    else:
        _list(plan, found)


def _found(plan: Preparation, office: str | None) -> list[IssuedLetter]:
    if office is None:
        return list(letters(running.ledger(), plan.id))
    known = plan.hierarchy.office(office).id
    issued = letter(running.ledger(), plan.id, known)
    if issued is None:
        raise NoLetter(plan, known)
    return [issued]


def _as_json(issued: IssuedLetter) -> dict[str, object]:
    return {
        "office": issued.office,
        "wave": issued.wave,
        "source": issued.source.value,
        "letter": _LETTER.dump_python(issued.letter, mode="json"),
    }


def _laid_out(plan: Preparation, shown: Letter, form: LetterFormat) -> str:
    if form is LetterFormat.JSON:
        return _LETTER.dump_json(shown, indent=2).decode()
    return render(shown, plan.jurisdiction, "html" if form is LetterFormat.HTML else "text")


def _list(plan: Preparation, found: list[IssuedLetter]) -> None:
    recipients = {forwarder: 0 for wave in plan.route.waves for forwarder in wave.forwarders}
    for hop in plan.route.hops:
        recipients[hop.sender] += 1
    title = f"{number(len(found))} letters of {plan.id}"
    if len(found) > _SHOWN:
        title += f", the first {_SHOWN} shown; --json prints all"
    rows = [
        (
            each.wave,
            each.office,
            each.letter.number,
            each.letter.dated,
            each.letter.form.value,
            number(recipients[each.office]),
            each.source.value,
        )
        for each in found[:_SHOWN]
    ]
    columns = (
        ("wave", "right"),
        ("office", "left"),
        ("number", "left"),
        ("dated", "left"),
        ("form", "left"),
        ("recipients", "right"),
        ("source", "left"),
    )
    table(columns, rows, title=title)
    say("To read one: wian letters --office " + (found[-1].office if found else "OFFICE"))


def _export(plan: Preparation, found: list[IssuedLetter], form: LetterFormat, out: Path) -> None:
    """Write a file a letter, named after its wave and office; a second time writes the same."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        hidden = not err.is_terminal
        for each in track(found, "writing letters", console=err, transient=True, disable=hidden):
            path = out / f"{each.wave:02d}-{each.office}.{_ENDINGS[form]}"
            _write(path, _laid_out(plan, each.letter, form))
    except OSError as reason:
        raise CannotWrite(out, reason) from reason


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    draft = path.with_name(f".{path.name}.part")
    draft.write_text(text, encoding="utf-8")
    os.replace(draft, path)  # noqa: PTH105 - atomic, and Path.replace says it less plainly
