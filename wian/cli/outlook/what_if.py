"""The command ``wian what-if``: what a change would bring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

import typer

from hierarchy.office import Channel
from wian.cli.outlook.from_ledger import outset_of
from wian.cli.outlook.outlook import days, in_time_words, last_words
from wian.cli.terminal.console import heading, print_json, say
from wian.kit.counted import counted
from wian.kit.pydantic_faults import shown
from wian.reports.outlook.outlook import InTime, LastDay
from wian.reports.outlook.what_if import Compared, Difference, WhatIf, compared


def run(
    propagation: str | None,
    skip: list[str] | None,
    faster: list[str] | None,
    channel: Channel | None,
    earlier: int,
    extend: int,
    remind: bool,  # noqa: FBT001 - the same
    telephone: int,
    as_of: str | None,
    draws: int,
    seed: int,
    profile: Path | None,
    *,
    json: bool,
) -> None:
    """Show what a change would bring, against the same chance without it."""
    shares = dict(map(_share, faster or ()))
    change = WhatIf(tuple(skip or ()), shares, channel, earlier, extend, remind, telephone)
    _, outset = outset_of(propagation, as_of, draws, seed, profile)
    found = compared(outset, change)
    said = "; ".join(_clauses(change, found)) or "nothing"
    if json:
        print_json(_summary(said, found))
        return
    heading(f"What if: {said}")
    if said == "nothing":
        say("No change was named. Name one, such as --remind, --telephone 5 or --extend 7.")
    addressees = int(outset.tree.addressed.sum())
    sides = (("Without", found.before, 0), ("With", found.after, extend))
    for when, (in_time, last), days_more in sides:
        closes = str(outset.closes and outset.closes + timedelta(days=days_more))
        words = [in_time_words(in_time, addressees, closes)] if in_time else []
        say(" ".join((f"{when} it:", *words, last_words(last))))
    for line in _differences(found):
        say(line)


def _share(text: str) -> tuple[str, float]:
    """An office or level, and the share of its time that it takes."""
    name, mark, share = text.partition("=")
    try:
        value = float(share)
    except ValueError:
        value = 0.0
    if not (mark and name.strip() and 0 < value <= 10):
        raise typer.BadParameter(
            f"{shown(text)} is no OFFICE=SHARE; write district=0.5 for half of the time, with a "
            "share above 0 and up to 10."
        )
    return name.strip(), value


def _clauses(change: WhatIf, found: Compared) -> Iterator[str]:
    yield from (f"level {each} is passed by" for each in change.skip)
    for name, share in change.faster.items():
        yield f"{name} takes {share:g} of its time"
    if change.channel:
        yield f"letters still to be issued travel by {change.channel.value}"
    if change.earlier:
        yield f"all of it {counted(change.earlier, 'day')} earlier"
    if change.extend:
        yield f"the last day is {counted(change.extend, 'day')} later"
    if change.remind:
        yield "all offices that have not acted are reminded now"
    if change.telephone:
        yield f"{counted(len(found.called), 'office')} telephoned today"


def _summary(said: str, found: Compared) -> Mapping[str, Any]:
    return {
        "change": said,
        "before": _side(*found.before),
        "after": _side(*found.after),
        "difference": {
            "in_time": asdict(found.in_time) if found.in_time else None,
            "last_days": asdict(found.last_days),
        },
        "called": list(found.called),
    }


def _side(in_time: InTime | None, last: LastDay) -> Mapping[str, Any]:
    return {"in_time": asdict(in_time) if in_time else None, "last": days(last)}


def _differences(found: Compared) -> Sequence[str]:
    lines = []
    if found.in_time:
        lines.append(f"Difference in time: {_between(found.in_time, 'addressee')}.")
    lines.append(f"Difference of the last reception: {_between(found.last_days, 'day')}.")
    if found.called:
        lines.append(f"Called: {', '.join(found.called)}.")
    return lines


def _between(found: Difference, what: str) -> str:
    middle = f"{found.p50:+.0f} {what}{'' if abs(round(found.p50)) == 1 else 's'}"
    return f"{middle}; nine times in ten from {found.p05:+.0f} to {found.p95:+.0f}"
