"""The command ``wian gather``: an office's answers from below, its corrections and its report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import typer

from wian.cli.act.typed_act import acting, place_of, shown, who_acted
from wian.cli.terminal.console import print_json, say, table
from wian.cli.terminal.file_endings import refuse_ending
from wian.kit.counted import counted, number
from wian.kit.whole_file import replacing
from wian.ledger.acts import Act
from wian.ledger.life.upward.gathering_acts import Adjusted, ReportedUp
from wian.letters.letter import Letter
from wian.letters.letter import as_json as letter_json
from wian.letters.letter_table import LetterTable
from wian.letters.pages.bundle_part import BundlePart
from wian.letters.pages.export import content_of
from wian.letters.pages.tables.table_workbook import table_workbook
from wian.letters.secrecy import is_secret
from wian.office.gathering.adjust import adjust
from wian.office.gathering.gathered_table import (
    CORRECTIONS,
    Cell,
    answer_columns,
    answer_rows,
    as_csv,
    as_xlsx,
    correction_rows,
)
from wian.office.gathering.gathering import gathering
from wian.office.gathering.letter_tables import letter_tables
from wian.office.gathering.refusals import NotReported
from wian.office.gathering.report import report
from wian.office.gathering.report_stamp import stamp_report
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.propagation.standing.answer_board import answer_board
from wian.propagation.standing.corrections_below import same_sums
from wian.propagation.upward.gathered_answers import GatheredAnswers

_PAGES = (".pdf", ".docx", ".html", ".txt")
"""Endings of files that hold the letter, not the table."""


def run(
    propagation: str,
    office: str,
    correct: str | None,
    reason: str | None,
    remark: str | None,
    stamp: str | None,
    out: Path | None,
    by: str,
    *,
    send: bool,
    reported: bool,
    json: bool,
) -> None:
    """Show an office the answers below it, added up; correct them; report them upwards."""
    if sum(map(bool, (send, correct, stamp, out))) > 1:
        raise typer.BadParameter("Give one of --send, --correct, --stamp and --out.")
    if reported and (out is None or out.suffix.lower() != ".xlsx"):
        raise typer.BadParameter("--reported needs --out FILE.xlsx.")
    plan = runtime.recorded_plan(propagation)
    if correct:
        _correct(plan, office, correct, reason, by, json=json)
    elif stamp:
        _stamp(plan, office, stamp, by, json=json)
    elif send:
        _send(plan, office, remark, by, json=json)
    else:
        found = gathering(runtime.ledger(), plan, place_of(plan, office))
        if reported and out:
            _write_tables(found, out)
        elif out:
            _write(plan, found, out)
        else:
            _show(plan, found, json=json)


def _correct(
    plan: Plan, office: str, typed: str, reason: str | None, by: str, *, json: bool
) -> None:
    below, _, rest = typed.partition(":")
    field, equals, value = rest.partition("=")
    if not (below and field and equals):
        raise typer.BadParameter(f"--correct {typed} is no OFFICE:FIELD=NUMBER.")
    if not reason:
        raise typer.BadParameter("--correct needs --reason.")
    act = adjust(acting(plan, office, by), below.strip(), field.strip(), value.strip(), reason)
    body = act.body
    if not isinstance(body, Adjusted):
        raise TypeError(f"act {act.key} is no correction")
    if json:
        told = body.model_dump(mode="json") | {"of": body.of.office}
        print_json({"propagation": plan.id, "office": act.office, **told})
        return
    what = f"{field} of {below} is {body.value}, given as {body.was}"
    say(f"{who_acted(act.office, act.at)} noted: {what}. Both numbers stay.")


def _stamp(plan: Plan, office: str, sender: str, by: str, *, json: bool) -> None:
    done = stamp_report(acting(plan, office, by), sender)
    receipt, at = str(done.act.entry.number), shown(plan, done.act.office, done.act.at)
    if json:
        told = {"sender": sender, "desk": done.body.desk, "receipt_number": receipt, "at": at}
        told |= {"letter": done.letter}
        more = {"reports_left": done.left, "new": done.new}
        print_json({"propagation": plan.id, "office": done.act.office, **told, **more})
        return
    verb = "stamped" if done.new else "had stamped"
    say(f"{done.body.desk} {verb} the report {done.letter} of {sender}: receipt {receipt}, {at}.")
    if done.left:
        left = counted(done.left, "report")
        say(f"{left} of {sender} still to stamp; the same command stamps the next desk.")


def _send(plan: Plan, office: str, remark: str | None, by: str, *, json: bool) -> None:
    done = report(acting(plan, office, by), remark)
    body = done.body
    if json:
        print_json(_report_json(plan, done.act, body) | {"new": done.new})
        return
    verb = "reported" if done.new else "had reported"
    of = f"{number(body.answered)} of {counted(body.bodies, 'office')}"
    who = who_acted(done.act.office, done.act.at)
    say(f"{who} {verb} the answers of {of} to {body.to}, with its letter {body.letter.number}.")
    say(f"{body.to} stamps it with: wian gather {plan.id} {body.to} --stamp {done.act.office}")


def _report_json(plan: Plan, act: Act, body: ReportedUp) -> dict[str, Any]:
    said = None if is_secret(plan.directive) else letter_json(body.letter)
    return {
        "propagation": plan.id,
        "office": act.office,
        "to": body.to,
        "number": body.letter.number,
        "at": shown(plan, act.office, act.at),
        "answered": body.answered,
        "asked": body.bodies,
        "totals": {name: each.model_dump(mode="json") for name, each in body.totals.items()},
        "letter": said,
    }


def _write(plan: Plan, found: GatheredAnswers, out: Path) -> None:
    """Write the table of the answers, or the last report's letter, by the file's ending."""
    if out.suffix.lower() in _PAGES:
        _write_letter(plan, found, out)
        return
    if out.suffix.lower() == ".xlsx":
        content = as_xlsx(plan, found)
    else:
        refuse_ending(out, "csv")
        content = as_csv(plan, found).encode()
    with replacing(out) as path:
        path.write_bytes(content)
    say(f"{counted(found.answered, 'answer')} of {number(found.asked)} are in {out}.")


def _write_tables(found: GatheredAnswers, out: Path) -> None:
    """Write the tables as the last report encloses them."""
    letter = _last_letter(found)
    with replacing(out) as path:
        path.write_bytes(table_workbook(letter.tables))
    say(f"The tables of the report {letter.number} of {found.office} are in {out}.")


def _last_letter(found: GatheredAnswers) -> Letter:
    """The letter of the last report.

    Raises:
        NotReported: There is none.
    """
    for _, body in reversed(_reports(found)):
        return body.letter
    raise NotReported(found.office)


def _write_letter(plan: Plan, found: GatheredAnswers, out: Path) -> None:
    letter = _last_letter(found)
    content = content_of(out.suffix.lower(), (BundlePart(letter),), plan.jurisdiction)
    with replacing(out) as path:
        path.write_bytes(content)
    say(f"The report {letter.number} of {found.office} is in {out}.")


def _show(plan: Plan, found: GatheredAnswers, *, json: bool) -> None:
    if json:
        print_json(_gathered_json(plan, found))
        return
    columns = [(name.replace("_", " "), "whole") for name in answer_columns(plan)]
    table(columns, answer_rows(plan, found))
    for line in _labels(plan):
        say(line)
    for each in letter_tables(plan, found)[1:]:
        columns = [(head.label, "whole" if head.figure else "left") for head in each.heads]
        table(columns, [*each.rows, each.total] if each.total else each.rows, title=each.title)
    say(f"Answers of {number(found.answered)} of {counted(found.asked, 'office')} are here.")
    if not same_sums(answer_board(runtime.ledger(), plan, found.office), found):
        said = "Below, answers came or changed that no report has brought here yet: "
        say(f"{said}wian totals {plan.id} --under {found.office} adds up all that hold.")
    for office, field, given, meant, by, reason in correction_rows(found):
        say(f"{field} of {office}: given {given}, meant {meant}, by {by}: {reason}")
    for act, body in _reports(found):
        at = shown(plan, act.office, act.at)
        say(f"Reported to {body.to} on {at} with its letter {body.letter.number}.")


def _labels(plan: Plan) -> Iterator[str]:
    """What the fields are called, whose ids head the columns: in English, as far as there are."""
    for each in plan.directive.answer.fields if plan.directive.answer else ():
        unit = getattr(each, "unit", None)
        yield f"{each.id}: {each.named('en')}{f' ({unit})' if unit else ''}"


def _gathered_json(plan: Plan, found: GatheredAnswers) -> dict[str, Any]:
    columns = answer_columns(plan)
    *rows, total = (_named(columns, row) for row in answer_rows(plan, found))
    return {
        "propagation": plan.id,
        "office": found.office,
        "answered": found.answered,
        "asked": found.asked,
        "silent": list(found.silent),
        "rows": rows,
        "total": total,
        "corrections": [_named(CORRECTIONS, row) for row in correction_rows(found)],
        "tables": {each.field: _rows(each) for each in letter_tables(plan, found)[1:]},
        "reports": [_report_json(plan, act, body) for act, body in _reports(found)],
    }


def _rows(each: LetterTable) -> list[dict[str, str | None]]:
    """The rows of a table of the form, by columns; ``office`` is who wrote them."""
    names = ["office", *(head.field for head in each.heads[1:])]
    return [dict(zip(names, row, strict=True)) for row in each.rows]


def _reports(found: GatheredAnswers) -> list[tuple[Act, ReportedUp]]:
    return [(act, act.body) for act in found.reports if isinstance(act.body, ReportedUp)]


def _named(columns: Sequence[str], row: Sequence[Cell]) -> dict[str, Any]:
    """A row by its columns; exact decimals are texts."""
    plain = (cell if isinstance(cell, int | str | None) else str(cell) for cell in row)
    return dict(zip(columns, plain, strict=True))
