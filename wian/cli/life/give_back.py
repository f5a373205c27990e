"""The commands ``wian return`` and ``wian insist``: a letter goes back, or is to be dealt with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer

from wian.cli.act.typed_act import acting, files_of, place_of, shown, who_acted
from wian.cli.terminal.console import heading, print_json, say
from wian.kit.counted import counted
from wian.ledger.life.returns import LetterReturn
from wian.letters.secrecy import is_secret
from wian.lifecycle.letter_return import GivenBack, NotReturned, give_back, insist
from wian.office.gathering.report_return import ReportGivenBack, return_report
from wian.propagation import runtime
from wian.propagation.plan import Plan


def run_return(
    propagation: str,
    office: str,
    reason: str,
    meant_for: str | None,
    report: str | None,
    file: list[Path] | None,
    by: str,
    *,
    json: bool,
) -> None:
    """Give a letter back to its sender: it is not for the office, or a report that is wrong."""
    plan = runtime.recorded_plan(propagation)
    if report is not None:
        if meant_for or file:
            raise typer.BadParameter(
                "--report goes with --reason alone: leave out --for and --file."
            )
        _return_report(plan, return_report(acting(plan, office, by), report, reason), json=json)
        return
    done = give_back(acting(plan, office, by), reason, meant_for, files_of(file))
    if json:
        print_json(_summary(plan, done))
    else:
        _show_return(plan, done)


def _return_report(plan: Plan, done: ReportGivenBack, *, json: bool) -> None:
    office, body = done.act.office, done.body
    if json:
        values: dict[str, Any] = {"propagation": plan.id, "office": office}
        values |= {"sender": body.sender}
        values |= {"report": int(body.report), "number": body.letter.number}
        at = shown(plan, office, done.act.at)
        print_json({**values, "at": at, "new": done.new})
        return
    verb = "returned" if done.new else "had returned already"
    who, number = who_acted(office, done.act.at), body.letter.number
    say(f"{who} {verb} the report of {body.sender}, with its letter {number}.")
    say(f"{body.sender} corrects and reports again: wian gather {plan.id} {body.sender} --send")


def _summary(plan: Plan, done: GivenBack) -> dict[str, Any]:
    return {
        "propagation": plan.id,
        "office": done.act.office,
        "sender": done.body.sender,
        "number": done.body.letter.number,
        "for": done.body.meant_for,
        "at": shown(plan, done.act.office, done.act.at),
        "new": done.new,
        "files": [each.model_dump() for each in done.body.files],
    }


def _show_return(plan: Plan, done: GivenBack) -> None:
    office, body = done.act.office, done.body
    verb = "returned" if done.new else "had returned already"
    who, number = who_acted(office, done.act.at), body.letter.number
    say(f"{who} {verb} the letter of {body.sender}, with its letter {number}.")
    if body.files:
        say(f"{counted(len(body.files), 'file')} went with it.")
    say(f"To read that letter: wian letters {plan.id} --returns --office {office}")
    say(f"{body.sender} can add the office that it is for (wian add), or insist (wian insist).")


def run_insist(propagation: str, office: str, reason: str, by: str, *, json: bool) -> None:
    """Insist, as the sender, that an office deal with the letter that it returned."""
    plan = runtime.recorded_plan(propagation)
    office = place_of(plan, office)
    plan.office(office)
    if not plan.route.reaches(office):
        raise NotReturned(office, plan.directive.origin)
    sender = plan.hop_to(office).sender
    done = insist(acting(plan, sender, by), office, reason)
    at = shown(plan, sender, done.act.at)
    if json:
        values = {"propagation": plan.id, "office": sender, "recipient": office, "at": at}
        print_json({**values, "new": done.new})
        return
    verb = "insists" if done.new else "had insisted already"
    say(f"{who_acted(sender, done.act.at)} {verb}: {office} has to deal with the letter.")


def returned_json(plan: Plan, returns: Sequence[LetterReturn]) -> list[dict[str, Any]]:
    """The letters that went back, as JSON values."""
    return [
        {
            "office": each.act.office,
            "sender": each.body.sender,
            "number": each.body.letter.number,
            "at": plan.clock_of(each.act.office).isoformat(each.act.at),
            "reason": None if is_secret(plan.directive) else each.body.reason,
            "for": each.body.meant_for,
            "insisted": each.insisted is not None,
        }
        for each in returns
    ]


def show_returned(plan: Plan, returns: Sequence[LetterReturn], *, ended: bool = False) -> None:
    """Print those that stay with their senders, and apart those on which a sender insists.

    Args:
        plan: Which propagation they are of.
        returns: The letters that went back.
        ended: It was withdrawn or closed: nobody owes anything of it any more.
    """
    back = [each for each in returns if each.insisted is None]
    owing = [each for each in returns if each.insisted is not None]
    _show(plan, back, "Returned to their senders", "nobody is reminded of them")
    so = "nobody owes them any more" if ended else "their offices owe them again"
    _show(plan, owing, f"Returned, and the sender {'had insisted' if ended else 'insists'}", so)


def _show(plan: Plan, letters: Sequence[LetterReturn], what: str, so: str) -> None:
    if not letters:
        return
    heading(f"{what}: {counted(len(letters), 'letter')}; {so}")
    for each in letters:
        meant = f", for {each.body.meant_for}" if each.body.meant_for else ""
        why = "" if is_secret(plan.directive) else f": {each.body.reason}"
        number = each.body.letter.number
        say(f"  {each.act.office} to {each.body.sender}, letter {number}{meant}{why}")
