"""Verifies rests: each clock that was stopped ran, and each that was started had been stopped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from wian.ledger.acts import JOURNAL, Act, ActKind, Stamped
from wian.ledger.life.suspensions import KINDS
from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.proof.propagation.contents import Contents


def prove_suspensions(
    propagation: str, contents: Contents, acts: Iterable[Act], findings: ProofFaults
) -> None:
    """Hold the rests of offices against each other, their stamps and their letters.

    The order is that of each office's journal, whose running digest proves it.

    Args:
        propagation: Its id.
        contents: Its letters and hops.
        acts: Its acts.
        findings: Where faults go.
    """
    by_office: dict[str, list[Act]] = {}
    for act in acts:
        if act.register == JOURNAL:
            by_office.setdefault(act.office, []).append(act)
    for office, mine in by_office.items():
        ordered = sorted(mine, key=lambda act: act.entry)
        if not any(act.kind in KINDS for act in ordered):
            continue
        desks = contents.desks(office)
        for key, what in _faults(ordered, desks):
            findings.fault("act", f"{propagation} suspension {key} of {office}", what)


def _faults(acts: Sequence[Act], desks: int) -> Iterator[tuple[str, str]]:
    """What is wrong with an office's rests, in the order of its journal."""
    changes = [act for act in acts if act.kind in KINDS]
    if changes[0].kind is ActKind.RESUMED:
        yield changes[0].key, "ends without having begun"
    for before, after in pairwise(changes):
        begins = after.kind is ActKind.SUSPENDED
        if begins and before.kind is ActKind.SUSPENDED:
            yield after.key, f"begins while suspension {before.key} goes on"
        elif not begins and (before.kind is ActKind.RESUMED or before.key != after.key):
            yield after.key, "ends without having begun"
    begun = [act.key for act in changes if act.kind is ActKind.SUSPENDED]
    if begun != [str(number) for number in range(1, len(begun) + 1)]:
        yield begun[-1], "is not numbered from 1 without gap"
    yield from _out_of_place(acts, changes, desks)


def _out_of_place(
    acts: Sequence[Act], changes: Sequence[Act], desks: int
) -> Iterator[tuple[str, str]]:
    """Rests before the last desk stamped, or after the office's own letter."""
    stamped = [act.entry for act in acts if _is_stamp_of(act, desks - 1)]
    issued = [act.entry for act in acts if act.kind is ActKind.ISSUED]
    for change in changes:
        if not stamped or change.entry < stamped[0]:
            yield change.key, "was entered before the last desk stamped"
        if issued and change.entry > issued[0]:
            yield change.key, "was entered after the office forwarded"


def _is_stamp_of(act: Act, position: int) -> bool:
    return isinstance(act.body, Stamped) and act.body.position == position
