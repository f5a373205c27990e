"""Recorded hops with the columns that a report asks for, read by column and not hop by hop.

A national directive is 8,800 hops, and a report takes years of them. So the ledger's rows become
columns as they are, and what is known of offices is joined to them once for each hierarchy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import polars as pl

from hierarchy.graph import Hierarchy
from wian.delays.hop_arrays import UNKNOWN, InstantColumn
from wian.delays.hop_rows import iso_texts
from wian.delays.working_time import WorkingTime, working_time
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import Ledger
from wian.ledger.read.hop_columns import Columns, HopColumnsRead, hop_columns
from wian.ledger.records import Clock, Propagation
from wian.ledger.write.propagations import list_propagations, load_propagation, load_snapshot
from wian.reports.completed_hops import completed
from wian.reports.hop_frame import INSTANTS, SCHEMA
from wian.reports.provinces import LEVEL, own_provinces, province_by_sender

_AT_ONCE = 16
"""Propagations that are read at once: a hundred megabytes where they are national."""
_PLACE = "place_of_propagation"
_DAY = Precision.DAY.value
_OFFICES = frozenset({"level", "kind", "recipient_name", "recipient_name_en"})
_SENDERS = frozenset({"sender_name", "sender_name_en"})
_PROVINCES = frozenset({"province", "province_name"})


@dataclass(frozen=True, slots=True)
class _Offices:
    """The offices of a hierarchy.

    Attributes:
        known: One row per office: ``id``, ``level``, ``kind`` and its names.
        own: The only province above each office, or itself where it is one.
        label: What a province is called.
    """

    known: pl.DataFrame
    own: dict[str, str]
    label: dict[str, str]

    @classmethod
    def of(cls, hierarchy: Hierarchy, columns: Sequence[str]) -> _Offices:
        """Those that some columns are of."""
        named = {"id": "recipient", "level": "level", "kind": "kind"}
        named |= {"name": "recipient_name", "name_en": "recipient_name_en"}
        known = pl.DataFrame(
            {name: [getattr(each, at) for each in hierarchy.offices] for at, name in named.items()},
            schema=dict.fromkeys(named.values(), pl.String()),
        )
        if not _PROVINCES.intersection(columns):
            return cls(known, {}, {})
        label = {each.id: each.label for each in hierarchy.offices if each.level == LEVEL}
        return cls(known, own_provinces(hierarchy), label)


def recorded_hops(
    ledger: Ledger, known: Sequence[Propagation], columns: Sequence[str], *, now: Instant | None
) -> pl.DataFrame:
    """The hops of propagations with some columns, by propagation, and in it in no order.

    Args:
        ledger: Where they are recorded.
        known: The propagations.
        columns: Some of ``wian.reports.hop_frame.SCHEMA``. Figures and numbers are unknown
            here, and so are texts of instants but for those outside the calendar.
        now: As of when live hops are open; the latest instant known of their propagation where
            ``None``, as always for rehearsals and history.
    """
    frames = list(_frames(ledger, known, tuple(columns), now))
    return pl.concat(frames) if frames else pl.DataFrame(schema={n: SCHEMA[n] for n in columns})


def frame_of(
    ledger: Ledger, propagations: Iterable[str] | None = None, *, now: Instant | None = None
) -> pl.DataFrame:
    """The hops of propagations, by propagation as asked, then wave, sender and recipient.

    Args:
        ledger: Where they are recorded.
        propagations: Ids, each counted once; all that are recorded where ``None``.
        now: As of when live hops are open; the latest instant known of their propagation where
            ``None``, as always for rehearsals and history.

    Returns:
        A frame of ``wian.reports.hop_frame.SCHEMA``; without rows where there is no hop.

    Raises:
        UnknownPropagation: One of them is not recorded.
        OutsideCalendarError: A window lies outside the working calendar.
    """
    if propagations is None:
        known = list_propagations(ledger)[::-1]
    else:
        known = [load_propagation(ledger, each) for each in dict.fromkeys(propagations)]
    frames = list(_frames(ledger, known, None, now))
    return pl.concat(frames) if frames else pl.DataFrame(schema=dict(SCHEMA))


def _frames(
    ledger: Ledger,
    known: Sequence[Propagation],
    columns: tuple[str, ...] | None,
    now: Instant | None,
) -> Iterator[pl.DataFrame]:
    """The hops of a few propagations at a time; with all columns where none are named."""
    alike = groupby(known, key=lambda each: (each.hierarchy_digest, each.jurisdiction))
    for (digest, jurisdiction), some in alike:
        offices = _Offices.of(
            Hierarchy.from_json(load_snapshot(ledger, digest)), columns or tuple(SCHEMA)
        )
        working, listed = working_time(jurisdiction), list(some)
        for first in range(0, len(listed), _AT_ONCE):
            part = listed[first : first + _AT_ONCE]
            read = hop_columns(ledger, [each.id for each in part], numbers=columns is None)
            hops = _joined(read, _constants(part, now))
            if columns is None:
                yield _whole(hops, offices, working)
            else:
                yield _finished(hops, offices, working, columns)


def _constants(known: Sequence[Propagation], now: Instant | None) -> pl.DataFrame:
    """What all hops of a propagation have alike."""
    live = [now if each.clock is Clock.LIVE else None for each in known]
    return pl.DataFrame(
        {
            "propagation": [each.id for each in known],
            "directive": [each.directive.id for each in known],
            "clock": [each.clock.value for each in known],
            "jurisdiction": [each.jurisdiction for each in known],
            "window_opens": pl.Series([each.window_opens for each in known], dtype=pl.Date),
            "window_closes": pl.Series([each.window_closes for each in known], dtype=pl.Date),
            "as_of_minute": pl.Series([at and at.minute for at in live], dtype=pl.Int64),
            "as_of_dated": [at is not None and at.precision is Precision.DAY for at in live],
            _PLACE: range(len(known)),
        }
    )


def _joined(read: HopColumnsRead, constants: pl.DataFrame) -> pl.DataFrame:
    """Hops beside their letter, first and last stamp, and the recipient's own letter."""
    hops = _frame(read.hops).join(constants, on="propagation", maintain_order="left")
    letters, stamps = _frame(read.letters), _stamps(read)
    own = ["propagation", "recipient"]
    sent = letters.rename(
        {"office": "sender", "number": "letter_number", **_at("issued")}, strict=False
    )
    written = letters.drop("number", strict=False).rename(
        {"office": "recipient", **_at("forwarded")}
    )
    first = stamps.filter(pl.col("position") == 0).drop("position")
    last = stamps.drop("receipt_number", strict=False).with_columns(desks=pl.col("position") + 1)
    return (
        hops.join(sent, on=["propagation", "sender"], how="left", maintain_order="left")
        .join(first.rename(_stamped("received")), on=own, how="left", maintain_order="left")
        .join(
            last.drop("position").rename(_stamped("ready")),
            on=[*own, "desks"],
            how="left",
            maintain_order="left",
        )
        .join(written, on=own, how="left", maintain_order="left")
    )


def _at(name: str) -> dict[str, str]:
    return {"issued_minute": f"{name}_minute", "issued_precision": f"{name}_precision"}


def _stamped(name: str) -> dict[str, str]:
    return {"at_minute": f"{name}_minute", "at_precision": f"{name}_precision"}


def _stamps(read: HopColumnsRead) -> pl.DataFrame:
    """Stamps with the moments that are meant."""
    stamps = _frame(read.stamps)
    meant = [
        (propagation, office, position, at.minute, at.precision.value)
        for propagation, moments in read.corrected.items()
        for (office, position), at in moments.items()
    ]
    if not meant:
        return stamps
    keys = ["propagation", "recipient", "position"]
    right = ["right_minute", "right_precision"]
    schema = dict(zip([*keys, *right], [_TEXT, _TEXT, pl.Int32(), pl.Int64(), _TEXT], strict=True))
    found = pl.DataFrame(meant, schema=schema, orient="row")
    return (
        stamps.join(found, on=keys, how="left", maintain_order="left")
        .with_columns(
            at_minute=pl.coalesce("right_minute", "at_minute"),
            at_precision=pl.coalesce("right_precision", "at_precision"),
        )
        .drop(right)
    )


_TEXT = pl.String()
_TYPES = {
    **dict.fromkeys(("wave", "desks", "position"), pl.Int32()),
    **dict.fromkeys(("issued_minute", "at_minute"), pl.Int64()),
}


def _frame(columns: Columns) -> pl.DataFrame:
    flags = ("addressed", "forwards")
    return pl.DataFrame(
        [
            pl.Series(name, list(map(bool, values)), dtype=pl.Boolean)
            if name in flags
            else pl.Series(name, values, dtype=_TYPES.get(name, _TEXT))
            for name, values in columns.items()
        ]
    )


def _whole(hops: pl.DataFrame, offices: _Offices, working: WorkingTime) -> pl.DataFrame:
    """All columns: figures and texts are of what the clocks said, minutes of what is counted."""
    ordered = _with_dated(hops.sort(_PLACE, "wave", "sender", "recipient"))
    counted = _with_as_of(_counted(ordered, working))
    names = [f"{name}_minute" for name in INSTANTS]
    named = _named(ordered, offices, tuple(SCHEMA))
    return completed(named).with_columns(counted.select(*names, "as_of_minute", "as_of_dated"))


def _finished(
    hops: pl.DataFrame, offices: _Offices, working: WorkingTime, columns: Sequence[str]
) -> pl.DataFrame:
    """The columns that are asked for, with no minute outside the calendar."""
    if "month" in columns:
        hops = hops.with_columns(month=_months(hops["issued_minute"], working))
    hops = _with_as_of(_counted(_with_dated(hops), working))
    hops = _named(hops, offices, columns)
    missing = [pl.lit(None).alias(name) for name in columns if name not in hops.columns]
    return hops.with_columns(missing).select(pl.col(n).cast(SCHEMA[n]) for n in columns)


def _named(hops: pl.DataFrame, offices: _Offices, columns: Sequence[str]) -> pl.DataFrame:
    """Hops with what is asked for of the offices at their ends."""
    if _OFFICES.intersection(columns):
        hops = hops.join(offices.known, on="recipient", how="left", maintain_order="left")
    if _SENDERS.intersection(columns):
        named = {"recipient": "sender", "recipient_name": "sender_name"}
        named["recipient_name_en"] = "sender_name_en"
        senders = offices.known.select(*named).rename(named)
        hops = hops.join(senders, on="sender", how="left", maintain_order="left")
    if _PROVINCES.intersection(columns):
        hops = _with_provinces(hops, offices)
    return hops


def _with_dated(hops: pl.DataFrame) -> pl.DataFrame:
    dated = {
        f"{name}_dated": (pl.col(f"{name}_precision") == _DAY).fill_null(value=False)
        for name in INSTANTS
    }
    return hops.with_columns(**dated)


def _counted(hops: pl.DataFrame, working: WorkingTime) -> pl.DataFrame:
    """Hops without the minutes outside the calendar, of which only the text stays."""
    made: list[pl.Series] = []
    for name in INSTANTS:
        minute, dated = hops[f"{name}_minute"], hops[f"{name}_dated"].to_numpy()
        known = minute.fill_null(UNKNOWN).to_numpy()
        stray = (known != UNKNOWN) & ~working.covers(known)
        column = InstantColumn(np.where(stray, known, UNKNOWN), dated)
        text = iso_texts(column, working.clock)
        made.append(minute.set(pl.Series(stray), None))
        made.append(pl.Series(f"{name}_at", text.tolist(), dtype=pl.String))
    return hops.with_columns(made)


def _months(issued: pl.Series, working: WorkingTime) -> pl.Series:
    """The month of each issue on the offices' clock, as ``2021-01``."""
    days = working.local_days(issued.fill_null(0).to_numpy())
    shown = pl.Series(days).cast(pl.Date).dt.strftime("%Y-%m")
    return shown.set(issued.is_null(), None)


def _with_as_of(hops: pl.DataFrame) -> pl.DataFrame:
    """As of when open hops are open: of now, else the latest instant known."""
    names = [f"{name}_minute" for name in INSTANTS]
    latest = pl.max_horizontal(names).max()
    exact = [
        pl.when(~pl.col(f"{name}_dated")).then(pl.col(f"{name}_minute")).max() for name in INSTANTS
    ]
    found = hops.group_by(_PLACE).agg(latest=latest, exact=pl.max_horizontal(exact))
    beside = hops.join(found, on=_PLACE, how="left", maintain_order="left")
    dated = pl.col("latest").is_not_null() & ~(pl.col("exact") == pl.col("latest")).fill_null(
        value=False
    )
    now = pl.col("as_of_minute").is_not_null()
    return beside.with_columns(
        as_of_minute=pl.coalesce("as_of_minute", "latest"),
        as_of_dated=pl.when(now).then(pl.col("as_of_dated")).otherwise(dated),
    ).drop("latest", "exact")


def _with_provinces(hops: pl.DataFrame, offices: _Offices) -> pl.DataFrame:
    """The province of each recipient; under several, that of whoever wrote to it."""
    own, label = offices.own, offices.label
    given = pl.col("recipient").replace_strict(own, return_dtype=pl.String, default=None)
    hops = hops.with_columns(province=given)
    rest = hops.filter(pl.col("province").is_null()).select("propagation", "recipient", "sender")
    if not rest.is_empty():
        senders = {(each, office): sender for each, office, sender in rest.iter_rows()}
        found = [province_by_sender(own, senders, *key) for key in senders]
        unknown = np.flatnonzero(hops["province"].is_null().to_numpy())
        hops = hops.with_columns(hops["province"].scatter(unknown, found))
    shown = pl.col("province").replace_strict(label, return_dtype=pl.String, default=None)
    return hops.with_columns(province_name=shown)
