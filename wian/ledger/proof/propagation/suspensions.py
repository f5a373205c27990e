"""Verifies rests: each clock that was stopped ran, and each that was started had been stopped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from wian.ledger.acts import JOURNAL, Act, ActKind, Stamped
from wian.ledger.life.suspensions import KINDS
from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.proof.propagation.contents import Contents


def prove_suspensions(
    propagation: str,
    contents: Contents,
    acts: Iterable[Act],
    keepers: Mapping[tuple[str, str, str], str],
    findings: ProofFaults,
) -> None:
    """Hold the rests of offices against each other, their stamps and their letters.

    The order is that of each office's journal, whose running digest proves it; where others took
    an office's place, of one journal after the other.

    Args:
        propagation: Its id.
        contents: Its letters and hops.
        acts: Its acts.
        keepers: The heir whose journal has an act, by its office, kind and key; empty: the own.
        findings: Where faults go.
    """
    by_office: dict[str, list[Act]] = {}
    for act in acts:
        if act.register == JOURNAL:
            by_office.setdefault(act.office, []).append(act)
    for office, mine in by_office.items():
        if not any(act.kind in KINDS for act in mine):
            continue
        ordered = _in_order(mine, keepers)
        desks = contents.desks(office)
        for key, what in _faults(ordered, desks):
            findings.fault("act", f"{propagation} suspension {key} of {office}", what)


def _in_order(acts: Iterable[Act], keepers: Mapping[tuple[str, str, str], str]) -> list[Act]:
    """An office's acts by the journals that have them, the earliest journal first."""
    journals: dict[str, list[Act]] = {}
    for act in acts:
        journals.setdefault(keepers.get((act.office, act.kind, act.key), ""), []).append(act)
    in_time = sorted(journals.values(), key=lambda found: min(act.at.minute for act in found))
    own = journals.get("")
    in_time.sort(key=lambda found: found is not own)  # nobody acts in it after the first heir has
    return [act for found in in_time for act in sorted(found, key=lambda act: act.entry)]


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
    yield from _out_of_place(acts, desks)


def _out_of_place(acts: Sequence[Act], desks: int) -> Iterator[tuple[str, str]]:
    """Rests before the last desk stamped, or after the office's own letter."""
    stamped = [at for at, act in enumerate(acts) if _is_stamp_of(act, desks - 1)]
    issued = [at for at, act in enumerate(acts) if act.kind is ActKind.ISSUED]
    for at, change in enumerate(acts):
        if change.kind not in KINDS:
            continue
        if not stamped or at < stamped[0]:
            yield change.key, "was entered before the last desk stamped"
        if issued and at > issued[0]:
            yield change.key, "was entered after the office forwarded"


def _is_stamp_of(act: Act, position: int) -> bool:
    return isinstance(act.body, Stamped) and act.body.position == position
