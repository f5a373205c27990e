"""How ``wian export`` writes hops of the way up, alone or behind those of the way down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import polars as pl

from wian.cli.report.hop_choice import HopRequest, country_of, refuse_or_warn
from wian.cli.report.options import HopWays
from wian.cli.terminal.console import print_json, say
from wian.cli.terminal.file_endings import refuse_ending
from wian.delays.hop_record import Direction
from wian.kit.counted import agreeing, counted, number
from wian.ledger.read.propagation_facts import PropagationFacts, propagation_facts
from wian.ledger.write.propagations import load_propagation
from wian.propagation import runtime
from wian.propagation.reported_hops import not_begun
from wian.propagation.upward.up_frame import ways_frames, with_way
from wian.reports.exports.forms import RAW_CSV, write_ways
from wian.reports.hop_frame import refuse_unreadable, scan


class _Told(NamedTuple):
    """What is in the file, what of the way down is not, and which answers in it are still owed."""

    hops: int
    not_begun: int
    owed: int


def export_ways(form: str, out: Path, asked: HopRequest, way: HopWays, *, json: bool) -> None:
    """Write hops as CSV or Parquet with the columns that those of the way up have.

    Raises:
        WianError: They cannot be read, none fits what was asked for, or the file not be written.
    """
    refuse_ending(out, "packed csv" if form in ("csv", RAW_CSV) else form)
    asked.refuse()
    both, counts = way is HopWays.BOTH, [0, 0]
    if asked.file:
        with refuse_unreadable(asked.file):
            frames: Iterable[pl.DataFrame] = [_read(asked.file, both=both)]
    else:
        frames = ways_frames(runtime.ledger(), _known(asked), both=both)
    scope = ""
    if asked.since or asked.until or asked.where:
        chosen, scope = _chosen(asked, pl.concat(frames))
        frames = [chosen]
    names: dict[str, None] = {}
    write_ways(form, out, _counting(frames, counts, names), lambda _: None)
    unsent = not_begun(runtime.ledger(), list(names)) if both and not (asked.file or scope) else 0
    told = _Told(counts[0], unsent, counts[1])
    _tell(out, list(names), told, scope, json=json)


def _read(path: Path, *, both: bool) -> pl.DataFrame:
    up = scan(path, Direction.UP).collect()
    return pl.concat([with_way(scan(path).collect()), up]) if both else up


def _known(asked: HopRequest) -> list[PropagationFacts]:
    ledger = runtime.ledger()
    if asked.everything:
        return propagation_facts(ledger)
    wanted: list[str] | list[None] = list(dict.fromkeys(asked.propagations)) or [None]
    return propagation_facts(ledger, [load_propagation(ledger, each).id for each in wanted])


def _chosen(asked: HopRequest, hops: pl.DataFrame) -> tuple[pl.DataFrame, str]:
    """The hops that fit, and what that says."""
    chosen = asked.hop_filter(country_of(hops.lazy()))
    kept = chosen.chosen(hops.lazy()).collect()
    refuse_or_warn(chosen, kept.height, hops.lazy(), hops.height)
    return kept, str(chosen.choice(kept.height, hops.height))


def _counting(
    frames: Iterable[pl.DataFrame], counts: list[int], names: dict[str, None]
) -> Iterator[pl.DataFrame]:
    """The frames as they are, with all hops and those still owed counted, and whose they are."""
    for frame in frames:
        counts[0] += frame.height
        up = frame.filter(pl.col("way") == Direction.UP.value)
        counts[1] += up["issued_minute"].null_count()
        names.update(dict.fromkeys(frame["propagation"].unique(maintain_order=True)))
        yield frame


def _tell(out: Path, names: list[str], told: _Told, scope: str, *, json: bool) -> None:
    if json:
        print_json({"file": str(out), "propagations": names, **told._asdict()})
        return
    said = f" ({scope.rstrip('.')})" if scope else ""
    owed, unsent = told.owed, told.not_begun
    rest = f"; {number(owed)} of them {agreeing(owed, 'is', 'are')} still owed" if owed else ""
    more = f"; {number(unsent)} more {agreeing(unsent, 'has', 'have')} not begun" if unsent else ""
    of, are = counted(len(names), "propagation"), agreeing(told.hops, "is", "are")
    say(f"{counted(told.hops, 'hop')} of {of} {are} in {out}{said}{rest}{more}")
