"""The command ``wian report conformance``: who skipped a step or sent past a level."""

from __future__ import annotations

from typing import Annotated

import typer

from wian.cli.recorded import JsonOption, RawOption
from wian.cli.report.hop_choice import HopRequest, reported
from wian.cli.report.options import (
    AsOfOption,
    EverythingOption,
    FormatOption,
    FromOption,
    OutOption,
    PropagationsArgument,
    SinceOption,
    UntilOption,
    WhereOption,
)
from wian.cli.report.tables.plain_table import Output, TableFormat, put
from wian.kit.counted import counted, number
from wian.reports.paths.conformance import check_steps, conformance
from wian.reports.paths.variants import WayStep, usual, variants

_COLUMNS = (
    ("deviation", "left", "deviation"),
    ("sender", "left", "sender"),
    ("from", "left", "step_from"),
    ("to", "left", "step_to"),
    ("skipped", "left", "skipped"),
    ("hops", "right", "hops"),
    ("of", "right", "of"),
)


def run(
    propagations: PropagationsArgument = None,
    steps: Annotated[
        str | None,
        typer.Option(
            metavar="STEP,...",
            help="Steps that a letter should take, in order. Default: the most frequent way.",
        ),
    ] = None,
    by: Annotated[
        WayStep, typer.Option("--by", help="What the steps of a way are called by.")
    ] = WayStep.LEVEL,
    source: FromOption = None,
    everything: EverythingOption = False,
    since: SinceOption = None,
    until: UntilOption = None,
    where: WhereOption = None,
    as_of: AsOfOption = None,
    form: FormatOption = TableFormat.TABLE,
    out: OutOption = None,
    raw: RawOption = False,
    json: JsonOption = False,
) -> None:
    """Report who skipped a step, sent past a level, or sent back."""
    output = Output(TableFormat.JSON if json else form, out, raw)
    output.refuse()
    asked = HopRequest(
        tuple(propagations or ()), everything, source, as_of, since, until, tuple(where or ())
    )
    found = reported(asked)
    seen = found.begun().find()
    given = [each.strip() for each in (steps or "").split(",") if each.strip()]
    if given:
        check_steps(found.hops, found.country.level_names, given, by)
    way = list(dict.fromkeys(given or usual(variants(found.find(), by))))
    made = conformance(seen, way, by)
    apart, hops = int(made["hops"].sum()), seen.hops.height
    said = [
        f"Expected: {' > '.join(way) or 'nothing'}{'' if given else ' (the most frequent way)'}.",
        f"{number(hops - apart)} of {counted(hops, 'hop')} take the next step.",
        *found.foot(),
    ]
    title = found.of.within("Deviations in ", f", by {by.value}")
    about = {"by": by.value, "steps": way, "hops": hops, "as_of": as_of, **found.about()}
    put(made, _COLUMNS, output, title=title, about=about, said=said)
