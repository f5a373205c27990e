"""The command ``wian answer``: records an office's answer to a directive."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import typer

from wian.cli.act.typed_act import (
    acting,
    files_of,
    moment_of,
    naming_reason,
    place_of,
    request_key,
    shown,
    who_acted,
)
from wian.cli.terminal.console import print_json, say
from wian.cli.terminal.file_endings import refuse_ending
from wian.kit.counted import counted
from wian.kit.text_file import shown_path
from wian.kit.whole_file import replacing
from wian.ledger.acts import Act, ActKind, Answered, Moment
from wian.ledger.life.upward.answer_acts import Retracted
from wian.ledger.life.upward.standing_answers import standing_answers
from wian.ledger.read.live_letters import acts
from wian.office.actor import Acting
from wian.office.answer import answer
from wian.office.answer import take_back as take_back_answer
from wian.office.answer_file import blank_workbook, filled_file
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.propagation.standing.days_in_force import days_in_force


def run(
    propagation: str,
    office: str,
    text: str,
    values: Path | None,
    form_out: Path | None,
    at: str | None,
    reason: str | None,
    file: list[Path] | None,
    by: str,
    *,
    take_back: bool,
    json: bool,
) -> None:
    """Record an office's answer. A later answer counts; earlier ones are kept."""
    plan = runtime.recorded_plan(propagation)
    if take_back:
        _refuse_beside(text, values, file, "--take-back takes --reason, --by and --json only.")
        _take_back(plan, acting(plan, office, by), reason, json=json)
        return
    if form_out:
        _refuse_beside(text, values, file, "--form-out takes no answer.")
        _write_form(plan, office, form_out, json=json)
        return
    if not (text or values):
        raise typer.BadParameter("Write the answer with --text, or fill in the form with --values.")
    answers, files = acting(plan, office, by), files_of(file)
    filled = filled_file(plan, values) if values else None
    said = [repr(dict(filled.given))] if filled else []
    key = request_key(text, at, reason, *(each.kept.sha256 for each in files), *said)
    with naming_reason():
        done = answer(
            answers,
            text,
            filled=filled,
            answered=moment_of(plan, answers.office, at),
            reason=reason,
            files=files,
            key=_repeated(plan, answers.office, key),
        )
    if not isinstance(done.body, Answered):
        raise TypeError(f"act {done.key} is no answer")
    wanted = days_in_force(runtime.ledger(), plan).answer_by(answers.office)
    if json:
        print_json(_summary(plan, done, done.body, wanted))
    else:
        _show(plan, done, done.body, wanted)


def _repeated(plan: Plan, office: str, key: str) -> str:
    """The key of the same request given again: once more what holds, or else another answer.

    An office that took its answer back, or gave another one since, and gives the first one again
    means it to hold.
    """
    said = acts(runtime.ledger(), plan.id, office=office)
    same = [each.key for each in said if each.kind is ActKind.ANSWERED and each.key.startswith(key)]
    holds = standing_answers(said).get(office)
    if holds and holds.key in same:
        return holds.key
    return f"{key}.{len(same)}" if same else key


def _refuse_beside(text: str, values: Path | None, file: list[Path] | None, why: str) -> None:
    if text or values or file:
        raise typer.BadParameter(why)


def _write_form(plan: Plan, office: str, out: Path, *, json: bool) -> None:
    """Write the form as a workbook, with what the office has answered so far."""
    refuse_ending(out, "xlsx")
    place = place_of(plan, office)
    said = standing_answers(acts(runtime.ledger(), plan.id, office=place)).get(place)
    holds = said.body.values if said and isinstance(said.body, Answered) else None
    content = blank_workbook(plan, place, out, holds)
    with replacing(out) as beside:
        beside.write_bytes(content)
    if json:
        print_json({"propagation": plan.id, "office": place, "form": str(out)})
        return
    say(f"The form for {place} is in {shown_path(out)}. Filled in, it is recorded with:")
    say(f"wian answer {plan.id} {place} --values {shown_path(out)}")


def _take_back(plan: Plan, answers: Acting, reason: str | None, *, json: bool) -> None:
    if reason is None:
        raise typer.BadParameter("Say why with --reason.", param_hint="--take-back")
    done = take_back_answer(answers, reason)
    if not isinstance(done.body, Retracted):
        raise TypeError(f"act {done.key} takes nothing back")
    number = done.body.number
    if json:
        told = {"propagation": plan.id, "office": done.office, "taken_back": number}
        print_json(told | {"reason": done.body.reason})
    else:
        say(f"{who_acted(done.office, done.at)} took back its answer with number {number}.")
        say("The answer is kept, and the office owes one again.")


def _summary(plan: Plan, done: Act, body: Answered, wanted: date | None) -> dict[str, object]:
    return {
        "propagation": plan.id,
        "office": done.office,
        "number": done.entry.number,
        "answered": shown(plan, done.office, body.answered.instant),
        "answer_by": str(wanted) if wanted else None,
        "files": [each.model_dump() for each in body.files],
        "values": dict(body.values),
    }


def _show(plan: Plan, done: Act, body: Answered, wanted: date | None) -> None:
    at = shown(plan, done.office, body.answered.instant)
    say(f"{who_acted(done.office, done.at)} answered on {at}; wanted by {wanted}.")
    if body.files:
        say(f"{counted(len(body.files), 'file')} went with it.")
    if before := _before(plan, done):
        at = shown(plan, done.office, before[0].instant)
        if before[1]:
            say(f"The answer of {at} was taken back before; it is kept.")
        else:
            say(f"This replaces the answer of {at}, which is kept.")


def _before(plan: Plan, done: Act) -> tuple[Moment, bool] | None:
    """When the office had answered before, and whether it took that back; ``None``: never."""
    ledger, office = runtime.ledger(), done.office
    said = acts(ledger, plan.id, office=office, kind=ActKind.ANSWERED)
    taken = {each.key for each in acts(ledger, plan.id, office=office, kind=ActKind.RETRACTED)}
    return next(
        (
            (each.body.answered, each.key in taken)
            for each in said[::-1]
            if each.entry < done.entry and isinstance(each.body, Answered)
        ),
        None,
    )
