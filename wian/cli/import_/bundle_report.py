"""What ``wian import bundle`` shows: letters, stamps, findings, what was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hierarchy.graph import Hierarchy
from wian.cli.propagate.cost_tables import show_costs
from wian.cli.recorded import recorded
from wian.cli.terminal.console import heading, print_json, say, table
from wian.history.bundle import read_bundle
from wian.history.bundle_json import bundle_values, iso_text
from wian.imports.bundle_import import BundleImport
from wian.imports.bundles import import_bundle
from wian.jurisdictions.countries import DEFAULT_JURISDICTION, jurisdiction_of
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.jurisdictions.paper import Bundle, Finding, Medium, Reading, ReadLetter, ReadStamp
from wian.kit.counted import counted, number
from wian.propagation import runtime
from wian.propagation.prepare import load_offices


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
    bodies = str(asked.local_authorities) if asked.local_authorities else None
    offices = load_offices(
        str(asked.hierarchy) if asked.hierarchy else DEFAULT_JURISDICTION, Path(), bodies
    )
    where = jurisdiction_of(offices)
    bundle = read_bundle(asked.files, where, offices, ocr=asked.ocr)
    done = BundleImport((), ()) if asked.dry_run else _recorded(bundle, offices, where)
    if json:
        print_json(_summary(bundle, done))
        return
    _show_letters(bundle.letters)
    _show_findings(bundle.findings)
    _show_import(done, source_words(bundle.letters), dry_run=asked.dry_run)


def _recorded(bundle: Bundle, offices: Hierarchy, where: Jurisdiction) -> BundleImport:
    return import_bundle(runtime.ledger(make=True), bundle, offices, where, runtime.now())


def _summary(bundle: Bundle, done: BundleImport) -> dict[str, Any]:
    return bundle_values(bundle) | {
        "propagations": [chain.propagation for chain in done.chains],
        "left_out": list(done.left_out),
    }


def _value(reading: Reading[Any] | None) -> Any:
    return reading.value if reading else None


def _show_letters(letters: Sequence[ReadLetter]) -> None:
    rows = [
        (
            _value(letter.number),
            _value(letter.dated),
            f"{letter.kind.value}, OCR" if letter.medium is Medium.OCR else letter.kind.value,
            letter.office or _value(letter.sender),
            len(letter.recipients),
            len(letter.stamps),
        )
        for letter in letters
    ]
    columns = (
        ("number", "whole"),
        ("dated", "whole"),
        ("form", "left"),
        ("from", "left"),
        ("addressees", "right"),
        ("stamps", "right"),
    )
    table(columns, rows, title=f"Letters read: {number(len(letters))}")
    unsure = [letter for letter in letters if letter.medium is Medium.OCR]
    if unsure:
        what = counted(len(unsure), "letter was", "letters were")
        say(f"{what} recognised from a picture (OCR): nothing that is read of it is sure.")
    for letter in letters:
        for stamp in letter.stamps:
            how = " (OCR)" if letter.medium is Medium.OCR else ""
            say(f"  stamp on {_value(letter.number)}{how}: {stamp_words(stamp)}")


def stamp_words(stamp: ReadStamp) -> str:
    """A stamp's desk, number and moment as read, and what it is taken to mean if that is known."""
    desk = stamp.desk.value if stamp.desk else "desk not readable"
    words = f"{desk}, no. {_value(stamp.receipt_number) or 'not readable'}, reads {stamp.read}"
    if stamp.moment and stamp.moment.inference:
        meant = iso_text(stamp.inferred)
        words += f", taken to mean {meant}" if meant else ", what it means stays open"
    return words


def _show_findings(findings: Sequence[Finding]) -> None:
    heading(f"What a careful reader flags: {number(len(findings))}")
    for finding in findings:
        how = ", read by OCR" if finding.recognised else ""
        say(f"- {finding.where} ({finding.confidence:.0%} sure{how}): {finding.what}")
        say(f"  To settle it: {finding.settles}")


def source_words(letters: Sequence[ReadLetter]) -> str:
    """What counts as simulated and what as observed: a clause, by the letters' attached data."""
    bare = sum(letter.medium is not Medium.DATA for letter in letters)
    if bare == len(letters):
        return "all is observed, as no letter carries data that could say that it was rehearsed"
    if bare:
        what = counted(bare, "letter carries", "letters carry")
        return (
            "what attached data call rehearsed stays simulated, all else is observed; "
            f"{what} no such data"
        )
    return "what a rehearsal made stays simulated, all else is observed"


def _show_import(done: BundleImport, sources: str, *, dry_run: bool) -> None:
    for sentence in done.left_out:
        say(sentence)
    for chain in done.chains:
        show_costs(recorded(chain.propagation))
        heading(f"Propagation {chain.propagation}")
        if chain.shown_before:
            say("Its letters came in before, from other files: nothing is counted twice.")
        say(
            f"In the ledger: {counted(chain.letters, 'letter')} ({number(chain.new)} of them new), "
            f"{counted(chain.hops, 'hop')} and {counted(chain.receptions, 'reception')}; "
            f"{sources}."
        )
    if dry_run:
        say("Nothing was recorded.")
