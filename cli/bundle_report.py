"""Owns importing bundles and reporting on them: letters, stamps, findings, what was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from cli.console import heading, number, print_json, say, table
from cli.context import recorded
from cli.figures import show_costs
from hierarchy.graph import Hierarchy
from history.bundles import read_bundle
from history.models import Bundle, Citation, Finding, Reading, ReadLetter, ReadStamp
from jurisdictions.jurisdiction import Jurisdiction
from jurisdictions.known import jurisdiction
from tasks import running
from tasks.bundles import BundleImport, import_bundle
from tasks.preparation import DEFAULT_JURISDICTION, load_offices


@dataclass(frozen=True, slots=True)
class BundleRequest:
    """What is to be read, with whose offices, and whether it is recorded."""

    files: Sequence[Path]
    hierarchy: Path | None
    local_authorities: Path | None
    ocr: bool
    dry_run: bool


def import_and_show(asked: BundleRequest, *, json: bool) -> None:
    """Read letters and stamps, record them unless it is a dry run, and print what was found."""
    where = jurisdiction(DEFAULT_JURISDICTION)
    bodies = str(asked.local_authorities) if asked.local_authorities else None
    offices = load_offices(str(asked.hierarchy) if asked.hierarchy else where.id, Path(), bodies)
    bundle = read_bundle(asked.files, where, offices, ocr=asked.ocr)
    done = BundleImport((), ()) if asked.dry_run else _recorded(bundle, offices, where)
    if json:
        print_json(_summary(bundle, done))
        return
    _show_letters(bundle.letters)
    _show_findings(bundle.findings)
    _show_import(done, dry_run=asked.dry_run)


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
