"""Who skipped a step of the way that letters should take, or sent them past a level or back?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

import polars as pl

from wian.kit.errors import WianError
from wian.kit.likeness import close_to
from wian.reports.bottlenecks.overview import Bottlenecks
from wian.reports.group_by import WayStep
from wian.reports.paths.variants import ways

SCHEMA: dict[str, pl.DataType] = {
    "deviation": pl.String(),
    "sender": pl.String(),
    "sender_name": pl.String(),
    "step_from": pl.String(),
    "step_to": pl.String(),
    "skipped": pl.String(),
    "hops": pl.Int64(),
    "of": pl.Int64(),
    "propagations": pl.Int64(),
    "example": pl.String(),
}
"""Columns: ``hops`` of a sender deviate so, ``of`` all that it sent."""


class Deviation(StrEnum):
    """How a hop leaves the way that it should take."""

    SKIPPED = "skipped"
    BACK = "back"
    REPEATED = "repeated"
    FOREIGN = "foreign"


class UnknownSteps(WianError):
    """Steps of a way are probably misspelt: no hop leads there.

    Args:
        by: What steps are called by.
        remedies: Each step that there is not, and what to do.
    """

    def __init__(self, by: WayStep, remedies: Mapping[str, str]) -> None:
        said = [f"there is no {by.value} {step[:80]!r}; {what}" for step, what in remedies.items()]
        text = " ".join(each if each.endswith("?") else f"{each}." for each in said)
        super().__init__(text[:1].upper() + text[1:])


def check_steps(
    hops: pl.DataFrame, levels: Iterable[str], steps: Sequence[str], by: WayStep
) -> None:
    """Refuse steps that are misspelt; one that every letter skipped is none of these.

    Args:
        hops: Hops of ``wian.reports.hop_frame.SCHEMA``, those to come among them.
        levels: Those that their country has.
        steps: The way that letters should take, as it was typed.
        by: What steps are called by.

    Raises:
        UnknownSteps: A step is spelt like another that there is, or there is none of them.
    """
    known = set(hops[by.column].drop_nulls())
    if by is WayStep.OFFICE:
        known.update(hops["sender"].drop_nulls())
    if by is WayStep.LEVEL:
        known.update(levels)
    remedies = {step: close_to(step, sorted(known)) for step in steps if step not in known}
    near = {step: what for step, what in remedies.items() if what.endswith("?")}
    if near or len(remedies) == len(steps):
        raise UnknownSteps(by, near or remedies)


def conformance(findings: Bottlenecks, steps: Sequence[str], by: WayStep) -> pl.DataFrame:
    """The table: a row for every sender and deviation, the most frequent first.

    A hop conforms where it leads to the step after the one that its sender stands at. It skips
    steps where it leads further, goes back where it leads to one before, repeats where it stays
    at one, and is foreign where it leads to a step that the way has not. Where steps are
    levels or kinds, whoever sent a first hop stands where other hops led to it; else before the
    way, or at its first step where no hop leads to that.

    Args:
        findings: The hops, as a tree.
        steps: The way that letters should take, from its beginning.
        by: What steps are called by.
    """
    hops = findings.hops
    places = {step: place for place, step in enumerate(steps)}
    heads = _heads(findings, by, steps)
    told = [
        _deviation(way, head, places, steps)
        for way, head in zip(ways(findings, by), heads, strict=True)
    ]
    sent = hops.group_by("sender").agg(of=pl.len())
    found = hops.select("propagation", "sender", "sender_name").with_columns(
        pl.Series(name, [row[at] for row in told], dtype=pl.String)
        for at, name in enumerate(("deviation", "step_from", "step_to", "skipped"))
    )
    grouped = (
        found.filter(pl.col("deviation").is_not_null())
        .group_by("deviation", "sender", "step_from", "step_to", "skipped", maintain_order=True)
        .agg(
            pl.col("sender_name").first(),
            hops=pl.len(),
            propagations=pl.col("propagation").n_unique(),
            example=pl.col("propagation").first(),
        )
        .join(sent, on="sender", how="left", nulls_equal=True, maintain_order="left")
    )
    ordered = grouped.select(*SCHEMA).cast(dict(SCHEMA))  # type: ignore[arg-type]  # polars types its keys as its own union
    return ordered.sort(-pl.col("hops"), "deviation", "sender", "step_from", "step_to")


def begun_at(hops: pl.DataFrame, steps: Sequence[str], by: WayStep) -> str | None:
    """The first step where no hop leads to it: the first office that wrote is taken as that step.

    Args:
        hops: Hops of ``wian.reports.hop_frame.SCHEMA``.
        steps: The way that letters should take.
        by: What steps are called by; where they are offices, it is known who stands there.
    """
    known = by is WayStep.OFFICE or hops.is_empty() or not steps
    return None if known or (hops[by.column] == steps[0]).any() else steps[0]


def _heads(findings: Bottlenecks, by: WayStep, steps: Sequence[str]) -> list[str | None]:
    """The step at which the sender of each first hop stands; ``None`` of all other hops."""
    hops, first = findings.hops, pl.Series(findings.waiting.parent < 0)
    if by is WayStep.OFFICE:  # the first sender stands at the head of its way
        return [None] * hops.height
    taken = begun_at(hops, steps, by)
    known = hops.group_by("recipient").agg(pl.col(by.column).drop_nulls().unique())
    known = known.filter(pl.col(by.column).list.len() == 1).explode(by.column)
    steps_of = dict(known.iter_rows())
    return [
        (steps_of.get(sender) if steps_of.get(sender) in steps else taken) if begins else None
        for sender, begins in zip(hops["sender"], first, strict=True)
    ]


_Told = tuple[str | None, str | None, str | None, str | None]


def _deviation(
    way: tuple[str, ...], head: str | None, places: dict[str, int], steps: Sequence[str]
) -> _Told:
    """How the last hop of a way deviates, from which step to which, and what it skipped."""
    before, here = (way[-2] if len(way) > 1 else head), way[-1]
    if here not in places:
        return Deviation.FOREIGN.value, before, here, None
    at, to = (-1 if before is None else places.get(before)), places[here]
    if at is None or to == at + 1:  # from a foreign step any way leads back
        return None, before, here, None
    if to > at:
        return Deviation.SKIPPED.value, before, here, ", ".join(steps[at + 1 : to])
    kind = Deviation.REPEATED if to == at else Deviation.BACK
    return kind.value, before, here, None
