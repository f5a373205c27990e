"""The table of offices that are behind, as many as a page can show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from wian.kit.markdown import code
from wian.reports.progress.pages.page import moment
from wian.reports.progress.pages.setting import Setting
from wian.reports.progress.pages.whereabouts import state
from wian.reports.progress.snapshot import HopSituation, Situation, names

MOST = 500
"""Rows that Prefect's pages show without stumbling (docs/performance.md)."""


class MarkdownTable(NamedTuple):
    """Rows and a sentence of Markdown about them."""

    rows: list[dict[str, str]]
    told: str


def table(found: Situation, setting: Setting, most: int = MOST) -> MarkdownTable:
    """The offices behind, overdue ones first; of a finished propagation the slowest ones first.

    Args:
        found: The situation.
        setting: What it is told with.
        most: How many rows at the most.
    """
    behind = sorted(found.behind, key=_urgency)
    chosen: Sequence[HopSituation] = behind or sorted(found.hops, key=_slowness)
    rows = [_row(hop, setting) for hop in chosen[:most]]
    what = "offices that are behind" if behind else "offices, the slowest first"
    if len(chosen) <= most:
        return MarkdownTable(rows, f"All {len(chosen):,} {what}.")
    rest = code(f"wian status {setting.propagation} --json")
    return MarkdownTable(rows, f"{most:,} of {len(chosen):,} {what}; {rest} names all.")


def _urgency(hop: HopSituation) -> tuple[bool, bool, int, float, str]:
    """Overdue ones first, then those whom somebody wrote to; those who hold up most first."""
    return hop.overdue is None, hop.days is None, -hop.behind, -(hop.days or 0), hop.office


def _slowness(hop: HopSituation) -> tuple[float, str]:
    return -(hop.days or 0), hop.office


def _row(hop: HopSituation, setting: Setting) -> dict[str, str]:
    record, clock = hop.record, setting.clocks.of(hop.office)
    return {
        "office": names(setting.hierarchy, hop.office),
        "level": setting.namer.level(hop.office),
        "standing": state(hop),
        "days": "" if hop.days is None else f"{hop.days:.1f}",
        "overdue": "" if hop.overdue is None else f"{hop.overdue:.1f}",
        "wait": f"{hop.behind - 1:,}" if hop.open and hop.behind > 1 else "",
        "received": moment(record.received if record else None, clock),
        "forwarded": moment(record.forwarded if record else None, clock),
    }
