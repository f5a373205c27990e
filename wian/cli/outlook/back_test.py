"""``wian outlook --backtest``: what outlooks would have said in the past, beside what came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from wian.cli.outlook.back_test_words import tell
from wian.cli.outlook.outlook_file import write_past
from wian.cli.terminal.console import print_json, say
from wian.cli.terminal.typed_moment import period
from wian.delays.profile import load_profile
from wian.delays.working_time import WorkingTime
from wian.jurisdictions.countries import DEFAULT_JURISDICTION, jurisdiction
from wian.jurisdictions.instant import Instant, Precision
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.text_file import shown_path
from wian.ledger.read.propagation_facts import PropagationFacts, propagation_facts
from wian.ledger.write.propagations import load_propagation
from wian.propagation import runtime
from wian.propagation.standing.past_directives import LookBack, Looking, look_back
from wian.reports.outlook.learned.issued_between import IssuedBetween
from wian.reports.outlook.look_back.back_test import Tenth, inside, ratio
from wian.reports.outlook.look_back.past_outlooks import TENTHS, PastDirective, PastOutlook


def look_back_on(
    propagation: str | None,
    draws: int,
    seed: int,
    profile: Path | None,
    out: Path | None,
    *,
    simulated: bool,
    since: str | None,
    until: str | None,
    json: bool,
) -> None:
    """Show what outlooks would have said in the past, and what came."""
    ledger = runtime.ledger()
    wanted = load_propagation(ledger, propagation).id if propagation else None
    usual = load_profile(profile) if profile else None
    said: list[Mapping[str, Any]] = []
    facts = propagation_facts(ledger)
    begun = IssuedBetween(*period(since, until, _country(facts, wanted)))
    how = Looking(draws, seed, simulated=simulated, usual=usual, wanted=wanted, begun=begun)
    back = look_back(
        ledger,
        facts,
        how,
        runtime.now(),
        lambda *told: said.append(_said(*told)),
    )
    if out is not None:
        write_past(back, out)
    if json:
        print_json(_summary(back, said, draws, seed))
    else:
        tell(back.found, back.left_out, draws, seed)
        if out is not None:
            say(f"It is in {shown_path(out)}.")


def _country(facts: Sequence[PropagationFacts], wanted: str | None) -> Jurisdiction:
    """Whose days are typed: those of the propagation, or of the only country that there is."""
    known = {each.jurisdiction for each in facts if wanted in {None, each.id}}
    return jurisdiction(known.pop() if len(known) == 1 else DEFAULT_JURISDICTION)


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


def _summary(
    back: LookBack, said: Sequence[Mapping[str, Any]], draws: int, seed: int
) -> Mapping[str, Any]:
    found = back.found
    return {
        "propagations": found.directives,
        "learned": found.learned,
        "left_out": back.left_out,
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
        "outlooks": list(said),
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
