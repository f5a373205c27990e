"""``wian outlook --backtest``: what outlooks would have said in the past, beside what came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from wian.cli.outlook.back_test_words import tell
from wian.cli.terminal.console import print_json
from wian.delays.profile import DelayProfile, load_profile
from wian.delays.working_time import OutsideCalendarError, WorkingTime
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import Ledger
from wian.ledger.read.propagation_facts import propagation_facts
from wian.ledger.read.recorded import hop_records
from wian.ledger.records import Clock
from wian.ledger.write.propagations import load_propagation
from wian.propagation import runtime
from wian.propagation.recorded_plan import restore
from wian.propagation.standing.days_in_force import days_in_force
from wian.reports.outlook.learned.history_in_ledger import PastHops, history_of
from wian.reports.outlook.look_back.back_test import BackTest, Tenth, inside, ratio
from wian.reports.outlook.look_back.ended_directives import (
    EndedDirective,
    before,
    ended_directives,
)
from wian.reports.outlook.look_back.past_directive import past_directive
from wian.reports.outlook.look_back.past_outlooks import TENTHS, PastDirective, PastOutlook


@dataclass(slots=True)
class LookBack:
    """What a look back found.

    Attributes:
        found: The outlooks, beside what came.
        said: Each of them with its days, as ``--json`` prints it.
        left_out: Propagations of which something happened outside the working calendar.
        simulated: Simulated hops counted, too.
    """

    simulated: bool
    found: BackTest = field(default_factory=BackTest)
    said: list[Mapping[str, Any]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def look_back(
    propagation: str | None,
    draws: int,
    seed: int,
    profile: Path | None,
    *,
    simulated: bool,
    json: bool,
) -> None:
    """Show what outlooks would have said in the past, and what came."""
    ledger = runtime.ledger()
    facts = propagation_facts(ledger)
    wanted = load_propagation(ledger, propagation).id if propagation else None
    told = LookBack(simulated)
    usual = load_profile(profile) if profile else None
    for jurisdiction in sorted({each.jurisdiction for each in facts}):
        of = [each for each in facts if each.jurisdiction == jurisdiction]
        history = history_of(ledger, jurisdiction, runtime.now(), simulated=simulated)
        ended = ended_directives(history.hops, of)
        for each in _looked_at(ended, wanted, simulated=simulated):
            known = history.of(before(ended, each.begun))
            _look(ledger, each, known, usual, (draws, seed), told)
    if json:
        print_json(_summary(told, draws, seed))
    else:
        tell(told.found, told.left_out, draws, seed)


def _looked_at(
    ended: Sequence[EndedDirective], wanted: str | None, *, simulated: bool
) -> Sequence[EndedDirective]:
    """Those that are looked back on: what rehearsals observed counts once for each directive."""
    if wanted is not None:
        return [each for each in ended if each.facts.id == wanted]
    latest = {each.facts.directive_id: each for each in ended if each.facts.clock is Clock.VIRTUAL}
    return [
        each
        for each in ended
        if simulated
        or each.facts.clock is not Clock.VIRTUAL
        or latest[each.facts.directive_id] is each
    ]


def _look(
    ledger: Ledger,
    ended: EndedDirective,
    known: PastHops,
    usual: DelayProfile | None,
    futures: tuple[int, int],
    told: LookBack,
) -> None:
    """Look back on one directive, from what those before it had shown."""
    plan = restore(ledger, ended.facts.id)
    days = days_in_force(ledger, plan)
    if days.life.withdrawn is not None:
        return  # whoever had not received it never will
    window, records = days.window, hop_records(ledger, plan.id)
    declared = usual.for_urgency(plan.directive.urgency) if usual else plan.profile
    try:
        past = past_directive(
            plan.id,
            plan.route,
            plan.hierarchy,
            records,
            plan.working,
            over=ended.end,
            closes=window.closes if window else None,
            simulated=told.simulated,
        )
        if past is None:
            return
        profile = known.profile(declared)
        outlooks = told.found.look(past, profile, plan.working, *futures)
    except OutsideCalendarError:
        told.left_out.append(plan.id)
        return
    told.said.extend(_said(each, past, plan.working) for each in outlooks)


def _said(told: PastOutlook, past: PastDirective, working: WorkingTime) -> Mapping[str, Any]:
    """One outlook of the past, with days."""
    moment = float(past.known.now[0]) + past.moments[told.tenth]
    seen = int(working.moment(np.array([round(moment)]))[0])
    last = np.minimum(np.rint(np.array(told.last) + moment), working.last_position)
    p50, p05, p95, came = (
        each.isoformat() for each in working.local_days(working.moment(last)).astype(object)
    )
    return {
        "propagation": told.directive,
        "gone": told.tenth / TENTHS,
        "as_of": Instant(seen, Precision.MINUTE).isoformat(working.zone),
        "waiting": len(told.places),
        "inside": inside(told.places),
        "in_time": _share(told) if np.isfinite(past.deadline) else None,
        "last": {"p05": p05, "p50": p50, "p95": p95, "came": came},
    }


def _share(told: PastOutlook) -> Mapping[str, float]:
    names = ("expected", "p05", "p95", "came")
    return {name: round(each, 4) for name, each in zip(names, told.share, strict=True)}


def _summary(told: LookBack, draws: int, seed: int) -> Mapping[str, Any]:
    found = told.found
    return {
        "propagations": found.directives,
        "learned": found.learned,
        "left_out": told.left_out,
        "draws": draws,
        "seed": seed,
        "tenths": [_tenth(at, each) for at, each in enumerate(found.tenths)],
        "promises": [
            {
                "what": each.what,
                "directives": each.directives,
                "enough": each.enough,
                "promised": not each.lacking,
                "held": _rounded(each.held),
            }
            for each in found.promises()
        ],
        "outlooks": told.said,
    }


def _tenth(at: int, found: Tenth) -> Mapping[str, Any]:
    return {
        "gone": at / TENTHS,
        "directives": found.directives,
        "offices": found.offices,
        "offices_inside": _rounded(ratio(found.inside, found.offices)),
        "windows": found.windows,
        "counts_inside": _rounded(ratio(found.counts, found.windows)),
        "last_inside": _rounded(ratio(found.last, found.directives)),
        "share_error": _rounded(ratio(found.share_error, found.windows)),
        "crps_ratio": _rounded(ratio(found.crps, found.median_error)),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
