"""Recorded hops with the columns that a report asks for, read by column and not hop by hop.

A national directive is 8,800 hops, and a report takes years of them. So the ledger's rows become
columns as they are, and what is known of offices is joined to them once for each hierarchy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from hierarchy.graph import Hierarchy
from wian.delays.rests import written
from wian.delays.working_time import WorkingTime, working_time
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import Ledger
from wian.ledger.read.hops.hop_columns import PLACE, HopColumnsRead, hop_columns
from wian.ledger.read.kept_originals import recognised_letters
from wian.ledger.read.propagation_facts import PropagationFacts, propagation_facts
from wian.ledger.read.recorded import load_kept
from wian.ledger.records import Clock
from wian.reports.completed_hops import completed
from wian.reports.hop_frame import INSTANTS, SCHEMA
from wian.reports.provinces import LEVEL, own_provinces, province_by_sender
from wian.reports.scope.own_minutes import months, with_zones, without_strays

_FEW, _MANY = 16, 1024
"""Propagations that are read at once, at first and at most."""
_HOPS_AT_ONCE = 50_000
"""Where less came than this, twice as many propagations are read next: a national one has 8,800
hops, and a hundred megabytes are held for sixteen of them."""
_OFFICES = ("level", "kind", "recipient_name", "recipient_name_en")
_SENDERS = ("sender_name", "sender_name_en")
_PROVINCES = frozenset({"province", "province_name"})
_LEDGER = frozenset({"wave", "channel", "source", "addressed", "forwards"})
"""Columns that stand in the ledger's hops as they are."""


@dataclass(frozen=True, slots=True)
class _Offices:
    """The offices of a hierarchy.

    Attributes:
        known: One row per office: ``id``, ``level``, ``kind`` and its names.
        own: The only province above each office, or itself where it is one.
        label: What a province is called.
        zones: The zones of offices that have another clock than their jurisdiction's.
    """

    known: pl.DataFrame
    own: dict[str, str]
    label: dict[str, str]
    zones: dict[str, str]

    @classmethod
    def of(cls, hierarchy: Hierarchy, columns: Sequence[str]) -> _Offices:
        """Those that some columns are of."""
        offices, names = hierarchy.offices, ("recipient_name", "recipient_name_en")
        named: list[tuple[str | None, str | None]] = [(None, None)] * len(offices)
        if {*names, *_SENDERS}.intersection(columns):
            named = [(each.name, each.name_en) for each in offices]
        known = pl.DataFrame(
            {
                "recipient": offices.ids,
                "level": list(map(offices.levels.__getitem__, range(len(offices)))),
                "kind": list(map(offices.kinds.__getitem__, range(len(offices)))),
                **dict(zip(names, zip(*named, strict=True), strict=True)),
            },
            schema=dict.fromkeys(("recipient", "level", "kind", *names), pl.String()),
        )
        if not _PROVINCES.intersection(columns):
            return cls(known, {}, {}, offices.zones)
        label = {each: hierarchy.office(each).label for each in offices.at_level(LEVEL)}
        return cls(known, own_provinces(hierarchy), label, offices.zones)


def recorded_hops(
    ledger: Ledger,
    known: Sequence[PropagationFacts],
    columns: Sequence[str],
    *,
    now: Instant | None,
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
    return _joined_up(_frames(ledger, known, tuple(columns), now), columns)


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
    """
    known = propagation_facts(ledger, None if propagations is None else list(propagations))
    return _joined_up(_frames(ledger, known, None, now), tuple(SCHEMA))


def whole(
    rows: pl.DataFrame, known: PropagationFacts, hierarchy: Hierarchy, now: Instant | None
) -> pl.DataFrame:
    """Hops of one propagation with every column, by their ends and instants."""
    shared = _shared([known], now)
    alike = rows.with_columns(pl.lit(0, dtype=pl.UInt32).alias(PLACE))
    beside = alike.hstack(shared[[0] * rows.height])
    return _whole(beside, _Offices.of(hierarchy, tuple(SCHEMA)), working_time(known.jurisdiction))


def _joined_up(
    frames: Iterable[tuple[pl.Series, pl.DataFrame]], columns: Sequence[str]
) -> pl.DataFrame:
    """Frames in the order of the propagations asked for; without any an empty one."""
    found = list(frames)
    if not found:
        return pl.DataFrame(schema={name: SCHEMA[name] for name in columns})
    place = pl.concat([places for places, _ in found])
    whole = pl.concat([frame for _, frame in found])
    if place.is_sorted():
        return whole
    return whole.with_columns(place).sort(PLACE, maintain_order=True).drop(PLACE)


def _frames(
    ledger: Ledger,
    known: Sequence[PropagationFacts],
    columns: tuple[str, ...] | None,
    now: Instant | None,
) -> Iterator[tuple[pl.Series, pl.DataFrame]]:
    """The hops of a few propagations at a time; with all columns where none are named.

    Those of one hierarchy come one after another, each with its place among all.
    """
    wanted = columns or tuple(SCHEMA)
    for (digest, jurisdiction), places in _alike(known).items():
        offices = _Offices.of(load_kept(ledger, digest), wanted)
        working = working_time(jurisdiction)
        first, many = 0, _FEW
        while part := places[first : first + many]:
            hops = _read(ledger, [known[place] for place in part], columns, now)
            first += many
            if hops.height < _HOPS_AT_ONCE:
                many = min(2 * many, _MANY)
            place = pl.Series(PLACE, np.array(part)[hops[PLACE].to_numpy()], dtype=pl.UInt32)
            if columns is None:
                yield place, _whole(hops, offices, working)
            else:
                yield place, _finished(hops, offices, working, columns)


def _alike(known: Sequence[PropagationFacts]) -> dict[tuple[str, str], list[int]]:
    """The places of those propagations that went down one hierarchy."""
    found: dict[tuple[str, str], list[int]] = {}
    for place, each in enumerate(known):
        found.setdefault((each.hierarchy_digest, each.jurisdiction), []).append(place)
    return found


def _read(
    ledger: Ledger,
    part: Sequence[PropagationFacts],
    columns: tuple[str, ...] | None,
    now: Instant | None,
) -> pl.DataFrame:
    """The hops of a few propagations beside what all hops of each share."""
    wanted = _LEDGER if columns is None else _LEDGER.intersection(columns)
    ids = [each.id for each in part]
    read = hop_columns(ledger, ids, tuple(wanted), numbers=columns is None)
    joined = _joined(read, ids)
    if read.rests:
        joined = _beside(joined, _suspensions(read, ids), "recipient")
    if columns is None:
        joined = joined.sort(PLACE, "wave", "sender", "recipient")
    if columns is None or "recognised" in columns:
        joined = joined.with_columns(recognised=_recognised(ledger, part, joined))
    shared = _shared(part, now)
    asked = [name for name in shared.columns if columns is None or name in {*columns, *_SHARED}]
    return joined.hstack(shared.select(asked)[joined[PLACE]])


def _recognised(
    ledger: Ledger, part: Sequence[PropagationFacts], hops: pl.DataFrame
) -> pl.Series | pl.Expr:
    """Whether the letter of a hop's sender or recipient was recognised from a picture."""
    imported = {each.id: place for place, each in enumerate(part) if each.clock is Clock.HISTORY}
    found = recognised_letters(ledger, tuple(imported)) if imported else frozenset()
    if not found:
        return pl.lit(value=False)
    unsure = {(imported[propagation], office) for propagation, office in found}
    ends = hops.select(PLACE, "sender", "recipient").iter_rows()
    return pl.Series(
        [(place, one) in unsure or (place, other) in unsure for place, one, other in ends],
        dtype=pl.Boolean,
    )


_AS_OF = ("as_of_minute", "as_of_dated")
_SHARED = (*_AS_OF, "propagation")
"""What other columns are made of."""


def _shared(known: Sequence[PropagationFacts], now: Instant | None) -> pl.DataFrame:
    """What all hops of a propagation have alike, a row for each."""
    live = [each.open_until(now) for each in known]
    return pl.DataFrame(
        {
            "propagation": [each.id for each in known],
            "directive": [each.directive_id for each in known],
            "clock": [each.clock.value for each in known],
            "jurisdiction": [each.jurisdiction for each in known],
            "window_opens": pl.Series([each.window_opens for each in known], dtype=pl.Date),
            "window_closes": pl.Series([each.window_closes for each in known], dtype=pl.Date),
            "as_of_minute": pl.Series([at and at.minute for at in live], dtype=pl.Int64),
            "as_of_dated": [at is not None and at.precision is Precision.DAY for at in live],
        }
    )


def _joined(read: HopColumnsRead, ids: Sequence[str]) -> pl.DataFrame:
    """Hops beside their letter, first and last stamp, and the recipient's own letter."""
    letters, stamps = read.letters, _stamps(read, ids)
    sent = letters.rename({"number": "letter_number", **_at("issued")}, strict=False)
    written = letters.drop("number", strict=False).rename(_at("forwarded"))
    first = stamps.filter(pl.col("position") == 0).drop("position")
    hops = _beside(read.hops, sent.rename({"office": "sender"}), "sender")
    if not read.later.is_empty():  # brought by a later letter of their sender than its first
        later = read.later.rename({"number": "letter_number", **_at("issued")})
        known = [name for name in later.columns if name in hops.columns]
        hops = hops.update(later.select(known), on=[PLACE, "recipient"], maintain_order="left")
    hops = _beside(hops, first.rename(_stamped("received")), "recipient")
    hops = _ready(hops, stamps.drop("receipt_number", strict=False))
    return _beside(hops, written.rename({"office": "recipient"}), "recipient")


def _beside(hops: pl.DataFrame, rows: pl.DataFrame, office: str) -> pl.DataFrame:
    """Hops with what is known of an office of each; mostly it stands in the hops' own order."""
    key = [PLACE, office]
    if hops.select(key).equals(rows.select(key)):
        return hops.hstack(rows.drop(key))
    return hops.join(rows, on=key, how="left", maintain_order="left")


def _ready(hops: pl.DataFrame, stamps: pl.DataFrame) -> pl.DataFrame:
    """Hops beside their last stamp, which is the first one where one desk stamps."""
    hops = hops.with_columns(ready_minute="received_minute", ready_dated="received_dated")
    several = hops["desks"] != 1
    if not several.any():
        return hops
    last = stamps.with_columns(desks=pl.col("position") + 1).drop("position")
    found = (
        hops.filter(several)
        .select(PLACE, "recipient", "desks")
        .join(last, on=[PLACE, "recipient", "desks"], how="left", maintain_order="left")
    )
    where = several.arg_true()
    return hops.with_columns(
        hops["ready_minute"].scatter(where, found["at_minute"]),
        hops["ready_dated"].scatter(where, found["at_dated"]),
    )


def _suspensions(read: HopColumnsRead, ids: Sequence[str]) -> pl.DataFrame:
    """When the clocks of recipients rested, row by row: few ever do."""
    rows = [
        (ids.index(propagation), office, written(rests))
        for propagation, offices in read.rests.items()
        for office, rests in offices.items()
    ]
    schema = {PLACE: pl.UInt32(), "recipient": pl.String(), "suspensions": pl.String()}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _at(name: str) -> dict[str, str]:
    return {"issued_minute": f"{name}_minute", "issued_dated": f"{name}_dated"}


def _stamped(name: str) -> dict[str, str]:
    return {"at_minute": f"{name}_minute", "at_dated": f"{name}_dated"}


def _stamps(read: HopColumnsRead, ids: Sequence[str]) -> pl.DataFrame:
    """Stamps with the moments that are meant."""
    meant = [
        (ids.index(propagation), office, position, at.minute, at.precision is Precision.DAY)
        for propagation, moments in read.corrected.items()
        for (office, position), at in moments.items()
    ]
    if not meant:
        return read.stamps
    keys, right = [PLACE, "recipient", "position"], ["right_minute", "right_dated"]
    kinds = [pl.UInt32(), pl.String(), pl.Int32(), pl.Int64(), pl.Boolean()]
    found = pl.DataFrame(meant, dict(zip([*keys, *right], kinds, strict=True)), orient="row")
    return (
        read.stamps.join(found, on=keys, how="left", maintain_order="left")
        .with_columns(
            at_minute=pl.coalesce("right_minute", "at_minute"),
            at_dated=pl.coalesce("right_dated", "at_dated"),
        )
        .drop(right)
    )


def _whole(hops: pl.DataFrame, offices: _Offices, working: WorkingTime) -> pl.DataFrame:
    """All columns: figures and texts are of what the clocks said, minutes of what is counted."""
    hops = with_zones(_with_known_days(hops), offices.zones)
    counted = _with_as_of(without_strays(hops, working))
    names = [f"{name}_minute" for name in INSTANTS]
    named = _named(hops, offices, tuple(SCHEMA))
    return completed(named).with_columns(counted.select(*names, *_AS_OF))


def _finished(
    hops: pl.DataFrame, offices: _Offices, working: WorkingTime, columns: Sequence[str]
) -> pl.DataFrame:
    """The columns that are asked for, with no minute outside the calendar."""
    hops = with_zones(_with_known_days(hops), offices.zones)
    if "month" in columns:
        hops = hops.with_columns(month=months(hops, working))
    hops = _with_as_of(without_strays(hops, working))
    hops = _named(hops, offices, columns)
    missing = [pl.lit(None).alias(name) for name in columns if name not in hops.columns]
    return hops.with_columns(missing).select(pl.col(n).cast(SCHEMA[n]) for n in columns)


def _named(hops: pl.DataFrame, offices: _Offices, columns: Sequence[str]) -> pl.DataFrame:
    """Hops with what is asked for of the offices at their ends."""
    if own := [name for name in _OFFICES if name in columns]:
        known = offices.known.select("recipient", *own)
        hops = hops.join(known, on="recipient", how="left", maintain_order="left")
    if senders := [name for name in _SENDERS if name in columns]:
        named = {"recipient": "sender", "recipient_name": "sender_name"}
        named["recipient_name_en"] = "sender_name_en"
        known = offices.known.rename(named, strict=False).select("sender", *senders)
        hops = hops.join(known, on="sender", how="left", maintain_order="left")
    if _PROVINCES.intersection(columns):
        hops = _with_provinces(hops, offices)
    return hops


def _with_known_days(hops: pl.DataFrame) -> pl.DataFrame:
    """No instant that is unknown is a day."""
    return hops.with_columns(pl.col(f"{name}_dated").fill_null(value=False) for name in INSTANTS)


def _with_as_of(hops: pl.DataFrame) -> pl.DataFrame:
    """As of when open hops are open: of now, else the latest instant known."""
    names = [f"{name}_minute" for name in INSTANTS]
    latest = pl.max_horizontal(names).max()
    exact = [
        pl.when(~pl.col(f"{name}_dated")).then(pl.col(f"{name}_minute")).max() for name in INSTANTS
    ]
    found = hops.group_by(PLACE).agg(latest=latest, exact=pl.max_horizontal(exact))
    beside = hops.join(found, on=PLACE, how="left", maintain_order="left")
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
