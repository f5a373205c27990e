"""The hops of the way back up as a table, those among them that offices still owe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from wian.delays.hop_arrays import InstantColumn
from wian.delays.hop_record import Direction, HopRecord, Source
from wian.delays.hop_rows import PLACES, iso_texts
from wian.delays.upward.answering_figures import answering_days
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import Ledger
from wian.ledger.read.propagation_facts import PropagationFacts
from wian.ledger.read.recorded import hop_records
from wian.ledger.records import Clock
from wian.ledger.write.propagations import load_propagation
from wian.letters.asked_days import wants_form
from wian.propagation.plan import Plan
from wian.propagation.recorded_plan import restore
from wian.propagation.upward.hops_up import hops_up
from wian.reports.hop_frame import INSTANTS, SCHEMA, UP_COLUMNS, WAYS_SCHEMA
from wian.reports.provinces import own_provinces
from wian.reports.scope.recorded_hops import frame_of, whole


def up_frame(
    ledger: Ledger, known: Iterable[PropagationFacts], *, now: Instant | None = None
) -> pl.DataFrame:
    """The hops up of propagations, in their order, by wave, recipient and sender.

    Args:
        ledger: Where they are recorded.
        known: The propagations; those that ask for no form have none.
        now: As of when what is live is open; the latest instant known where ``None``.

    Returns:
        A frame of ``wian.reports.hop_frame.WAYS_SCHEMA``.
    """
    frames = [
        _frame(ledger, each, now)
        for each in known
        if wants_form(load_propagation(ledger, each.id).directive)
    ]
    return pl.concat(frames) if frames else pl.DataFrame(schema=dict(WAYS_SCHEMA))


def ways_frames(
    ledger: Ledger, known: Iterable[PropagationFacts], *, both: bool
) -> Iterator[pl.DataFrame]:
    """The hops up of each propagation, or all its hops, with the same columns."""
    for each in known:
        if both:
            yield with_way(frame_of(ledger, [each.id]))
        yield up_frame(ledger, [each])


def with_way(down: pl.DataFrame) -> pl.DataFrame:
    """Hops down with the columns that only hops up have, of which they have the way alone."""
    missing = (pl.lit(None, dtype=kind).alias(name) for name, kind in UP_COLUMNS.items())
    return down.with_columns(missing).with_columns(way=pl.lit(Direction.DOWN.value))


def _frame(ledger: Ledger, known: PropagationFacts, now: Instant | None) -> pl.DataFrame:
    plan, down = restore(ledger, known.id), hop_records(ledger, known.id)
    records = [*hops_up(ledger, plan, down)]
    if plan.clock is Clock.LIVE:
        records += _owed(plan, records, {each.recipient: each.ready for each in down})
    if not records:
        return pl.DataFrame(schema=dict(WAYS_SCHEMA))
    rows = whole(_rows(plan, records), known, plan.hierarchy, now)
    return rows.hstack(_more(plan, records)).pipe(_with_provinces, plan)


def _owed(
    plan: Plan, given: Sequence[HopRecord], ready: Mapping[str, Instant | None]
) -> Iterator[HopRecord]:
    """A hop that has not begun for each office that is asked and has not answered."""
    way, there = plan.way_up, {each.sender for each in given}
    if way is None:
        return
    for hop in way.hops:
        office = hop.recipient
        if office in way.asked and office not in there and not way.gathers(office):
            yield HopRecord(
                *(plan.id, plan.directive.id, way.wave_of[office], office, hop.sender),
                None,
                Source.LIVE,
                *(None, None, None, None),
                forwards=hop.sender != plan.route.origin,
                way=Direction.UP,
                asked=ready.get(office),
            )


def _rows(plan: Plan, records: Sequence[HopRecord]) -> pl.DataFrame:
    """What each record says itself; the channel is that by which the letter had come."""
    hops = [plan.hop_to(each.sender) for each in records]
    columns: dict[str, Any] = {
        "wave": [each.wave for each in records],
        "sender": [each.sender for each in records],
        "recipient": [each.recipient for each in records],
        "letter_number": [each.letter_number for each in records],
        "source": [each.source.value for each in records],
        "channel": [hop.channel.value for hop in hops],
        "desks": [len(plan.hierarchy.traits(each.recipient).desks) for each in records],
        "forwards": [each.forwards for each in records],
        "addressed": [each.recipient == plan.route.origin for each in records],
        "recognised": [False] * len(records),
    }
    for name in INSTANTS:
        columns |= _instants(name, [getattr(each, name) for each in records])
    return pl.DataFrame(columns, schema={name: SCHEMA[name] for name in columns})


def _instants(name: str, found: Sequence[Instant | None]) -> dict[str, Any]:
    return {
        f"{name}_minute": [at and at.minute for at in found],
        f"{name}_dated": [at is not None and at.precision is Precision.DAY for at in found],
    }


def _more(plan: Plan, records: Sequence[HopRecord]) -> pl.DataFrame:
    """The columns that only hops up have, but for provinces."""
    asked = [each.asked for each in records]
    column = InstantColumn.of(asked)
    if (own := plan.working.own) is not None:
        column = column.shown_by(own.parts([each.sender for each in records]))
    traits = [plan.hierarchy.traits(each.sender) for each in records]
    days, working_days = (np.round(each, PLACES) for each in answering_days(records, plan.working))
    columns = {
        "way": [Direction.UP.value] * len(records),
        "asked_at": iso_texts(column, plan.working.clock).tolist(),
        **_instants("asked", asked),
        "answering_days": pl.Series(days).fill_nan(None),
        "answering_working_days": pl.Series(working_days).fill_nan(None),
        "sender_level": [each.level for each in traits],
        "sender_kind": [each.kind for each in traits],
    }
    return pl.DataFrame(columns, schema={name: UP_COLUMNS[name] for name in columns})


def _with_provinces(frame: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """Each end's own province; of a sender under several, that of whoever gathers its answer."""
    own = own_provinces(plan.hierarchy)
    labels = {each: plan.hierarchy.office(each).label for each in set(own.values())}
    recipients = _looked_up("recipient", own)
    senders = pl.coalesce(_looked_up("sender", own), recipients)
    found = frame.with_columns(province=recipients, sender_province=senders)
    return found.with_columns(
        _looked_up(name, labels).alias(f"{name}_name") for name in ("province", "sender_province")
    ).select(*WAYS_SCHEMA)


def _looked_up(name: str, among: Mapping[str, str]) -> pl.Expr:
    return pl.col(name).replace_strict(among, return_dtype=pl.String, default=None)
