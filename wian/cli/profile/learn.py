"""The command ``wian profile learn``: a delay profile out of the ledger's history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from wian.cli.terminal.console import print_json, say, table
from wian.cli.terminal.file_endings import refuse_ending
from wian.cli.terminal.typed_moment import period
from wian.delays.profile import load_profile
from wian.jurisdictions.countries import jurisdiction
from wian.kit.counted import counted, number
from wian.kit.errors import WianError
from wian.kit.text_file import shown_path
from wian.kit.whole_file import text_file
from wian.propagation import runtime
from wian.propagation.standing.past_directives import Looking, learned_calibration
from wian.reports.outlook.learned.history_in_ledger import Learned, learn
from wian.reports.outlook.learned.issued_between import IssuedBetween
from wian.reports.outlook.look_back.calibration import FEWEST

_DRAWS = 400
"""Futures of each outlook that is looked back on: what many offices share of them is told well."""


class TooLittleHistory(WianError):
    """There is too little history to learn a profile from."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"History shows too little to learn from: {what}. A kind of offices needs ten finished "
            "spans of a stage. Nothing was written."
        )


def run(
    out: Path,
    jurisdiction_id: str,
    declared: Path | None,
    *,
    simulated: bool,
    look_back: int,
    since: str | None,
    until: str | None,
    json: bool,
) -> None:
    """Learn how long offices take from live, imported and observed hops."""
    refuse_ending(out, "yaml")
    where = jurisdiction(jurisdiction_id)
    usual = load_profile(declared or where.profile)
    ledger, now, directives = runtime.ledger(), runtime.now(), 0
    issued = IssuedBetween(*period(since, until, where))
    found = learn(ledger, where.id, usual, now, simulated=simulated, issued=issued)
    if not found.profile.evidence:
        raise TooLittleHistory(_learned_from(found))
    if look_back:
        how = Looking(
            _DRAWS,
            1,
            simulated=simulated,
            usual=usual,
            latest=look_back,
            begun=issued,
            learned=issued,
        )
        known, directives = learned_calibration(ledger, where.id, how, now)
        found = replace(found, profile=found.profile.model_copy(update={"calibration": known}))
    _write(out, found.profile.model_dump(mode="json", exclude_none=True))
    if json:
        print_json(_summary(out, found))
    else:
        _show(out, found, directives)


def _write(out: Path, profile: Mapping[str, Any]) -> None:
    """Write a profile as a whole, or nothing of it."""
    text = yaml.safe_dump(
        dict(profile), allow_unicode=True, sort_keys=False, width=100, default_flow_style=None
    )
    with text_file(out) as file:
        file.write(text)


def _summary(out: Path, found: Learned) -> Mapping[str, Any]:
    evidence = found.profile.evidence
    return {
        "file": str(out),
        "hops": found.hops,
        "propagations": found.directives,
        "simulated_left_out": found.left_out,
        "evidence": [each.model_dump(mode="json") for each in evidence],
        "common_effect": _common(found),
        "offices": len(found.profile.offices),
        "send_days": {office: list(days) for office, days in found.profile.send_days.items()},
        "send_times": dict(found.profile.send_times),
        "calibration": _calibration(found),
    }


def _calibration(found: Learned) -> Mapping[str, Any] | None:
    known = found.profile.calibration
    return known.model_dump(mode="json") if known else None


def _calibrated(found: Learned, directives: int) -> str:
    """Whether outlooks that are made with the profile are corrected."""
    if known := found.profile.calibration:
        many = counted(known.directives, "past directive")
        return f"What outlooks say of single offices is corrected by how those of {many} held."
    many = counted(directives, "directive")
    return (
        f"Outlooks are not corrected: that takes {FEWEST} directives that began once there was "
        f"enough to learn from and are over; {many} of those looked back on were such."
    )


def _common(found: Learned) -> Mapping[str, float] | None:
    effect = found.profile.common_effect
    return effect.model_dump(mode="json") if effect else None


def _learned_from(found: Learned) -> str:
    """How much history there is, in words."""
    left = f"; {number(found.left_out)} simulated ones were left out" if found.left_out else ""
    return f"{counted(found.hops, 'hop')} of {counted(found.directives, 'propagation')}{left}"


def _show(out: Path, found: Learned, directives: int) -> None:
    rows = [
        (
            each.stage,
            each.kind,
            number(each.finished),
            number(each.open),
            number(each.offices),
            number(each.directives),
            each.since,
            each.until,
            ", ".join(f"{count:,} {source}" for source, count in each.sources.items()),
        )
        for each in found.profile.evidence
    ]
    columns = (
        ("stage", "left"),
        ("kind", "left"),
        ("finished", "right"),
        ("open", "right"),
        ("offices", "right"),
        ("directives", "right"),
        ("since", "whole"),
        ("until", "whole"),
        ("sources", "left"),
    )
    table(columns, rows, title=f"Learned from {_learned_from(found)}")
    if days := len(found.profile.send_days):
        say(f"{counted(days, 'office')} sent all letters on one or two days of the week.")
    say(_calibrated(found, directives))
    say(f"Written to {shown_path(out)}. Use it with --profile, or as a directive's profile.")
