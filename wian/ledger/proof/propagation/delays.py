"""Verifies delays: along every chain the stages add up to the instants, exactly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from sqlalchemy import Connection

from wian.delays.delay_identity import identity_faults, identity_holds
from wian.delays.hop_arrays import UNKNOWN, HopColumns, InstantColumn
from wian.delays.hop_record import Source
from wian.delays.rests import NO_RESTS, Rests
from wian.delays.working_time import WorkingTime
from wian.jurisdictions.instant import Precision
from wian.ledger.contents import HOP_COLUMNS
from wian.ledger.dialects import Row
from wian.ledger.life.suspensions import read_rests
from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.proof.propagation.contents import Contents, Moment
from wian.ledger.read.corrections import corrected_moments
from wian.ledger.read.recorded import read_hop_records
from wian.ledger.records import Propagation

_RECIPIENT, _SENDER = HOP_COLUMNS.index("recipient"), HOP_COLUMNS.index("sender")
_WAVE, _DESKS = HOP_COLUMNS.index("wave"), HOP_COLUMNS.index("desks")
_PART = HOP_COLUMNS.index("part")
_FORWARDS, _SOURCE = HOP_COLUMNS.index("forwards"), HOP_COLUMNS.index("source")
_NONE: Moment = (UNKNOWN, Precision.MINUTE)


def prove_delays(
    connection: Connection,
    propagation: Propagation,
    contents: Contents,
    working: WorkingTime,
    findings: ProofFaults,
) -> None:
    """The delay identity is exact; hops become records, which name a break, only where one is."""
    findings.checked["delays"] += len(contents.hops)
    if not contents.hops or _holds(connection, propagation, contents, working):
        return
    for fault in identity_faults(read_hop_records(connection, propagation.id), working):
        findings.fault("delay", fault.where, fault.what)


def _holds(
    connection: Connection, propagation: Propagation, contents: Contents, working: WorkingTime
) -> bool:
    """Whether every hop is of words that a program writes, and keeps the identity."""
    hops = sorted(contents.hops.values(), key=lambda row: (row[_WAVE], row[_RECIPIENT]))
    place = {row[_RECIPIENT]: index for index, row in enumerate(hops)}
    sources = {row[_SOURCE] for row in hops}
    precisions = {precision for _, precision in (*contents.issues(), *contents.stamps.values())}
    if not sources <= set(Source) or not precisions <= set(Precision):
        return False
    columns = _columns(connection, propagation, contents, hops)
    if working.own:
        ends = ([row[_SENDER] for row in hops], [row[_RECIPIENT] for row in hops])
        columns = columns.shown_by(*map(working.own.parts, ends))
    parents = [place.get(row[_SENDER], -1) for row in hops]
    later = np.array([row[_PART] > 0 for row in hops], dtype=np.bool_)
    return identity_holds(columns, parents, working, later)


def _columns(
    connection: Connection, propagation: Propagation, contents: Contents, hops: Sequence[Row]
) -> HopColumns:
    issued = dict(zip(contents.letters, contents.issues(), strict=True))
    corrected = corrected_moments(connection, propagation.id)
    stamps = contents.stamps
    if corrected:
        meant = {place: (at.minute, str(at.precision)) for place, at in corrected.items()}
        stamps = {**stamps, **meant}
    return HopColumns(
        _column(issued.get((row[_SENDER], row[_PART]), _NONE) for row in hops),
        _column(stamps.get((row[_RECIPIENT], 0), _NONE) for row in hops),
        _column(stamps.get((row[_RECIPIENT], row[_DESKS] - 1), _NONE) for row in hops),
        _column(issued.get((row[_RECIPIENT], 0), _NONE) for row in hops),
        np.array([row[_FORWARDS] for row in hops], dtype=np.bool_),
        _rests(connection, propagation, hops),
    )


def _rests(connection: Connection, propagation: Propagation, hops: Sequence[Row]) -> Rests:
    rested = read_rests(connection, propagation.id)
    return Rests.of(rested.get(row[_RECIPIENT], ()) for row in hops) if rested else NO_RESTS


def _column(moments: Iterable[Moment]) -> InstantColumn:
    minutes, precisions = zip(*moments, strict=True)
    day = Precision.DAY.value
    dated = [precision == day for precision in precisions]
    return InstantColumn(np.array(minutes, dtype=np.int64), np.array(dated, dtype=np.bool_))
