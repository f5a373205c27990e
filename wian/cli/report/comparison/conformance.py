"""The command ``wian report conformance``: who skipped a step or sent past a level."""

from __future__ import annotations

from wian.cli.report.comparison.comparison import Comparison
from wian.kit.counted import counted, number
from wian.reports.group_by import WayStep
from wian.reports.paths.conformance import begun_at, check_steps, conformance
from wian.reports.paths.variants import usual, variants

_COLUMNS = (
    ("deviation", "left", "deviation"),
    ("sender", "left", "sender"),
    ("from", "left", "step_from"),
    ("to", "left", "step_to"),
    ("skipped", "left", "skipped"),
    ("hops", "right", "hops"),
    ("of", "right", "of"),
)


def run(comparison: Comparison, steps: str | None, by: WayStep) -> None:
    """Report who skipped a step, sent past a level, or sent back."""
    found = comparison.found
    seen = found.begun().find()
    given = [each.strip() for each in (steps or "").split(",") if each.strip()]
    if given:
        check_steps(found.hops, found.country.level_names, given, by)
    way = list(dict.fromkeys(given or usual(variants(found.find(), by))))
    made = conformance(seen, way, by)
    apart, hops = int(made["hops"].sum()), seen.hops.height
    said = [
        f"Expected: {' > '.join(way) or 'nothing'}{'' if given else ' (the most frequent way)'}.",
        *_begun(begun_at(seen.hops, way, by)),
        f"{number(hops - apart)} of {counted(hops, 'hop')} take the next step.",
    ]
    title = found.of.within("Deviations in ", f", by {by.value}")
    about = {"by": by.value, "steps": way, "hops": hops}
    comparison.put(made, _COLUMNS, title=title, about=about, said=said)


def _begun(step: str | None) -> list[str]:
    """Where whoever wrote first is taken to stand, as no hop leads there."""
    return (
        [f"No hop leads to {step}: the first office that wrote is taken as that step."]
        if step
        else []
    )
