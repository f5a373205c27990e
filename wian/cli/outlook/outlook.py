"""The command ``wian outlook``: who will have a directive in time, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typer

from wian.cli.outlook.back_test import look_back_on
from wian.cli.outlook.foreseen_answers import answers_summary, show_answers
from wian.cli.outlook.from_ledger import answers_of, outset_of
from wian.cli.outlook.outlook_file import is_page, write_outlook
from wian.cli.terminal.console import heading, print_json, say, table
from wian.cli.terminal.file_endings import refuse_picture_or_page
from wian.kit.counted import counted, number
from wian.kit.text_file import shown_path
from wian.letters.secrecy import public_name
from wian.propagation.plan import Plan
from wian.reports.outlook.outlook import InTime, LastDay, Outlook, outlook

_SHOWN = 20
_NEARLY_ALL = 0.995
_CALLS = 10
"""Offices to call that a page names where nobody says how many."""


def run(
    propagation: str | None,
    as_of: str | None,
    draws: int,
    seed: int,
    telephone: int,
    profile: Path | None,
    *,
    backtest: bool,
    simulated: bool,
    since: str | None,
    until: str | None,
    out: Path | None,
    json: bool,
) -> None:
    """Show who will have the directive in time, and how sure that is."""
    if out is not None:
        refuse_picture_or_page(out)
    if backtest:
        _refuse_with_backtest(as_of, telephone)
        look_back_on(
            propagation,
            draws,
            seed,
            profile,
            out,
            simulated=simulated,
            since=since,
            until=until,
            json=json,
        )
        return
    _refuse_without_backtest(simulated=simulated, since=since, until=until)
    found, outset = outset_of(propagation, as_of, draws, seed, profile)
    told = outlook(outset, telephone or (_CALLS if is_page(out) else 0))
    answers = answers_of(found, outset)
    if out is not None:
        write_outlook(found.plan, told, out, answers)
    if json:
        up = {"answers": answers_summary(answers)} if answers else {}
        print_json({**summary(found.plan, told), **up})
    else:
        show(found.plan, told)
        if answers:
            show_answers(found.plan, answers)
        if out is not None:
            say(f"It is in {shown_path(out)}.")


def _refuse_with_backtest(as_of: str | None, telephone: int) -> None:
    given = [
        name for name, is_given in (("--as-of", as_of), ("--telephone", telephone)) if is_given
    ]
    if given:
        raise typer.BadParameter(
            f"--backtest looks back from every tenth of each window. Leave out "
            f"{' and '.join(given)}."
        )


def _refuse_without_backtest(**given: object) -> None:
    names = [f"--{name}" for name, value in given.items() if value]
    if names:
        go = "goes" if len(names) == 1 else "go"
        raise typer.BadParameter(
            f"{' and '.join(names)} {go} with --backtest. Add that, or leave "
            f"{'it' if len(names) == 1 else 'them'} out."
        )


def summary(plan: Plan, told: Outlook) -> Mapping[str, Any]:
    """What ``--json`` prints."""
    outset = told.outset
    return {
        "propagation": plan.id,
        "as_of": outset.now.isoformat(plan.working.zone),
        "closes": outset.closes.isoformat() if outset.closes else None,
        "addressees": told.addressees,
        "received": told.received,
        "in_time": asdict(told.in_time) if told.in_time else None,
        "last": days(told.last),
        "learned": told.learned,
        "draws": outset.draws,
        "seed": outset.seed,
        "offices": [
            {
                "office": each.office,
                "received": each.received.isoformat() if each.received else None,
                "p05": each.p05.isoformat(),
                "p50": each.p50.isoformat(),
                "p95": each.p95.isoformat(),
                "in_time": each.in_time,
            }
            for each in told.offices
        ],
        "telephone": [asdict(each) for each in told.telephone],
        "profile": outset.profile.name,
        "slower": told.slower,
        "calibrated": told.calibrated,
    }


def days(last: LastDay) -> Mapping[str, str]:
    """The days of the last reception, as ``--json`` prints them."""
    return {name: day.isoformat() for name, day in asdict(last).items()}


def show(plan: Plan, told: Outlook) -> None:
    """Print an outlook: sentences, then who is least likely to be in time."""
    outset = told.outset
    heading(f"Outlook of {public_name(plan.directive)}")
    who = counted(told.addressees, "addressee")
    at = outset.now.isoformat(plan.working.zone)[:16].replace("T", " ")
    say(f"As of {at}: {number(told.received)} of {who} have received it.")
    if outset.unsent:
        say("No letter has gone out yet. This assumes that the first one goes out now.")
    if told.in_time and outset.closes:
        say(in_time_words(told.in_time, told.addressees, str(outset.closes)))
    say(last_words(told.last))
    say(_grounds(told))
    _show_offices(plan, told)
    if told.telephone:
        _show_calls(plan, told)


def in_time_words(found: InTime, addressees: int, closes: str) -> str:
    """How many are in time, in a sentence."""
    share = found.expected / addressees if addressees else 0.0
    low, high = number(found.p05), number(found.p95)
    spread = (
        "in nine of ten futures and more"
        if low == high
        else f"nine times in ten between {low} and {high}"
    )
    return (
        f"In time by {closes}: {number(round(found.expected))} of {number(addressees)} expected "
        f"({share:.0%}); {spread}."
    )


def last_words(last: LastDay) -> str:
    """When the last one receives, in a sentence."""
    return (
        f"The last one receives by {last.p50} in half of all futures; nine times in ten between "
        f"{last.p05} and {last.p95}."
    )


def _grounds(told: Outlook) -> str:
    outset = told.outset
    name = outset.profile.name
    if told.learned >= _NEARLY_ALL:
        basis = f"All stages to come follow what history shows ({name})."
    else:
        share = "No stage" if not told.learned else f"{told.learned:.0%} of the stages"
        basis = f"{share} to come follows what history shows; the rest is assumed ({name})."
    pace = "" if outset.unsent else _pace(told.slower)
    return (
        f"{basis} {pace}{_held(told.calibrated)}{number(outset.draws)} futures, seed {outset.seed}."
    )


def _pace(slower: float) -> str:
    if 0.95 < slower < 1.05:
        return "So far it is as fast as directives usually are. "
    much = f"{slower:.2f} times as long as usual"
    return f"So far its offices take {much}. "


def _held(calibrated: int | None) -> str:
    if calibrated is None:
        return ""
    many = counted(calibrated, "past directive")
    return f"Of single offices it is corrected by how outlooks of {many} held. "


def _show_offices(plan: Plan, told: Outlook) -> None:
    waiting = [each for each in told.offices if each.received is None]
    if not waiting:
        return
    rows = [
        (
            each.office,
            plan.namer.one(each.office),
            None if each.in_time is None else f"{each.in_time:.0%}",
            each.p05,
            each.p50,
            each.p95,
        )
        for each in waiting[:_SHOWN]
    ]
    columns = (
        ("office", "whole"),
        ("name", "left"),
        ("in time", "right"),
        ("5 %\nby", "whole"),
        ("half\nby", "whole"),
        ("95 %\nby", "whole"),
    )
    table(columns, rows, title=f"{counted(len(waiting), 'addressee')} still to receive")
    if len(waiting) > _SHOWN:
        say(f"  and {number(len(waiting) - _SHOWN)} more; --json names all")


def _show_calls(plan: Plan, told: Outlook) -> None:
    gain = "more in time" if told.outset.closes else "working days\nsaved"
    rows = [
        (each.office, plan.namer.one(each.office), number(each.waiting), f"{each.gain:.1f}")
        for each in told.telephone
    ]
    columns = (("office", "whole"), ("name", "left"), ("waiting", "right"), (gain, "decimal"))
    table(columns, rows, title="Whom to telephone today")
