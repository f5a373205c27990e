"""Owns the command ``wian import bundle``: letters on file become history, with what is odd."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.console import heading, number, print_json, say, table
from cli.context import JsonOption, recorded
from cli.figures import show_costs
from hierarchy.graph import Hierarchy
from history.bundles import read_bundle
from history.models import Bundle, Citation, Finding, Reading, ReadLetter, ReadStamp
from jurisdictions.jurisdiction import Jurisdiction
from jurisdictions.known import jurisdiction
from tasks import running
from tasks.bundles import BundleImport, import_bundle
from tasks.preparation import DEFAULT_JURISDICTION, load_offices

NAME = "bundle"


def run(  # the options of one command
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Letters: text, PDF or DOCX, in any order."),
    ],
    hierarchy: Annotated[
        Path | None,
        typer.Option(
            "--hierarchy", "--file", help="Offices to match with; else the jurisdiction's."
        ),
    ] = None,
    local_authorities: Annotated[
        Path | None,
        typer.Option("--local-authorities", help="Open-data CSV of local authorities."),
    ] = None,
    ocr: Annotated[
        bool, typer.Option("--ocr", help="Recognise scanned pages; never sure, and said so.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read and examine only; record nothing.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Read letters and their stamps, flag what is odd, and record them as observed."""
    where = jurisdiction(DEFAULT_JURISDICTION)
    bodies = str(local_authorities) if local_authorities else None
    offices = load_offices(str(hierarchy) if hierarchy else where.id, Path(), bodies)
    bundle = read_bundle(files, where, offices, ocr=ocr)
    done = BundleImport((), ()) if dry_run else _recorded(bundle, offices, where)
    if json:
        print_json(_summary(bundle, done))
        return
    _show_letters(bundle.letters)
    _show_findings(bundle.findings)
    _show_import(done, dry_run=dry_run)


def _recorded(bundle: Bundle, offices: Hierarchy, where: Jurisdiction) -> BundleImport:
    return import_bundle(running.ledger(), bundle, offices, where, running.now())


def _summary(bundle: Bundle, done: BundleImport) -> dict[str, Any]:
    return {
        "letters": [_letter(letter) for letter in bundle.letters],
        "findings": [
            {
                "kind": finding.kind.value,
                "where": finding.where,
                "what": finding.what,
                "confidence": finding.confidence,
                "settles": finding.settles,
                "letter": finding.letter,
            }
            for finding in bundle.findings
        ],
        "propagations": [chain.propagation for chain in done.chains],
        "left_out": list(done.left_out),
    }


def _letter(letter: ReadLetter) -> dict[str, Any]:
    return {
        "source": letter.source,
        "kind": letter.kind.value,
        "number": _value(letter.number),
        "date": _value(letter.dated),
        "subject": _value(letter.subject),
        "sender": _value(letter.sender),
        "office": letter.office,
        "recipients": [each.read for each in letter.recipients],
        "references": [_citation(each) for each in letter.citations],
        "enclosures": [each.read for each in letter.enclosures],
        "signatory": _signatory(letter),
        "chain": [_value(each) for each in letter.chain],
        "stamps": [_stamp(each) for each in letter.stamps],
        "inferred": _inferred(letter),
    }


def _value(reading: Reading[Any] | None) -> Any:
    value = reading.value if reading else None
    return value.isoformat() if isinstance(value, date) else value


def _citation(cited: Citation) -> dict[str, Any]:
    return {
        "read": cited.read,
        "place": cited.place.value,
        "office": cited.office,
        "number": _value(cited.number),
        "date": _value(cited.dated),
    }


def _signatory(letter: ReadLetter) -> dict[str, Any] | None:
    known = letter.signatory.value if letter.signatory else None
    return {"post": known.post, "acting_for": known.acting_for} if known else None


def _stamp(stamp: ReadStamp) -> dict[str, Any]:
    moment = stamp.inferred
    return {
        "desk": stamp.desk.value if stamp.desk else None,
        "office": stamp.office,
        "receipt_number": _value(stamp.receipt_number),
        "read": stamp.read,
        "inferred": _written(moment),
        "inference": stamp.moment.inference if stamp.moment else None,
    }


def _written(moment: Any) -> str | None:
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="minutes")
    return moment.isoformat() if moment else None


def _inferred(letter: ReadLetter) -> list[dict[str, Any]]:
    """The fields whose meaning is not what stands there, each with its reason."""
    fields = {"number": letter.number, "date": letter.dated, "subject": letter.subject}
    fields |= {"sender": letter.sender}
    return [
        {"field": name, "read": each.read, "value": _value(each), "why": each.inference}
        for name, each in fields.items()
        if each and each.inference
    ]


def _show_letters(letters: Sequence[ReadLetter]) -> None:
    rows = [
        (
            _value(letter.number),
            _value(letter.dated),
            letter.kind.value,
            letter.office or _value(letter.sender),
            len(letter.recipients),
            len(letter.stamps),
        )
        for letter in letters
    ]
    columns = (
        ("number", "left"),
        ("dated", "left"),
        ("form", "left"),
        ("from", "left"),
        ("addressees", "right"),
        ("stamps", "right"),
    )
    table(columns, rows, title=f"{number(len(letters))} letters read")
    for letter in letters:
        for stamp in letter.stamps:
            say(f"  stamp on {_value(letter.number)}: {_stamp_words(stamp)}")


def _stamp_words(stamp: ReadStamp) -> str:
    desk = stamp.desk.value if stamp.desk else "desk not readable"
    words = f"{desk}, no. {_value(stamp.receipt_number) or 'not readable'}, reads {stamp.read}"
    if stamp.moment and stamp.moment.inference:
        words += f", taken to mean {_written(stamp.inferred)}"
    return words


def _show_findings(findings: Sequence[Finding]) -> None:
    heading(f"{number(len(findings))} findings of a careful reader")
    for finding in findings:
        say(f"- {finding.where} ({finding.confidence:.0%} sure): {finding.what}")
        say(f"  To settle it: {finding.settles}")


def _show_import(done: BundleImport, *, dry_run: bool) -> None:
    for sentence in done.left_out:
        say(sentence)
    for chain in done.chains:
        show_costs(recorded(chain.propagation))
        heading(f"Propagation {chain.propagation}")
        say(
            f"{number(chain.letters)} letters, {number(chain.hops)} hops and "
            f"{number(chain.receptions)} receptions are in the ledger as observed; "
            f"{number(chain.new)} letters are new."
        )
    if dry_run:
        say("Nothing was recorded.")
