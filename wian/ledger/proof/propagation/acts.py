"""Verifies acts: each is as it was entered, belongs there, and refers to what exists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Select, and_, select

from wian.ledger.acts import Act, ActKind, Answered, Corrected, Drafted
from wian.ledger.contents import ACT_COLUMNS, act_of, digest
from wian.ledger.life.return_acts import Returned
from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.proof.propagation.contents import Contents
from wian.ledger.proof.propagation.life import LifeProof
from wian.ledger.proof.propagation.mail import prove_mail
from wian.ledger.proof.propagation.returns import prove_returns
from wian.ledger.proof.propagation.suspensions import prove_suspensions
from wian.ledger.proof.upward.answers import prove_answers
from wian.ledger.proof.upward.gathering import prove_gathering
from wian.ledger.records import PLACE, RECEIPTS, Clock, Propagation, receipts
from wian.ledger.tables import ActRow, EntryRow, ReceptionRow, SnapshotRow
from wian.ledger.write.record_book import FILE

_Stamps = Mapping[tuple[str, int], tuple[tuple[str, ...], int | None, int | None]]


def prove_acts(
    connection: Connection,
    propagation: Propagation,
    contents: Contents,
    heirs: Mapping[str, str],
    findings: ProofFaults,
) -> None:
    """Hold the acts of a propagation against their digests, their registers and its records.

    Args:
        connection: The ledger.
        propagation: The propagation.
        contents: Its letters, hops and stamps.
        heirs: Digests of what the registers of heirs entered: see ``heir_entries``.
        findings: Where faults go.
    """
    acts: list[Act] = []
    keepers: dict[tuple[str, str, str], str] = {}
    for *values, stored, entered in connection.execute(_acts(propagation)):
        row = tuple(values)
        where = f"{propagation.id} act {row[2]} {row[3]} of {row[1]}".replace("  ", " ")
        by_heir = stored in heirs  # whose own register holds it
        findings.hold_entered(where, digest(row), stored, stored if by_heir else entered)
        try:
            acts.append(act := act_of(row))
            keepers[act.office, act.kind, act.key] = heirs.get(stored, "")
        except ValueError:
            findings.fault("act", where, "holds what no program wrote")
    findings.checked["acts"] += len(acts)
    foreign = any(act.kind is not ActKind.GATHERED for act in acts)
    if foreign and propagation.clock is not Clock.LIVE:
        findings.fault("act", propagation.id, "has acts, and nobody acts but in a live propagation")
    _prove_offices(propagation, contents, acts, findings)
    _prove_corrections(connection, propagation.id, acts, findings)
    _prove_revisions(propagation.id, acts, findings)
    prove_suspensions(propagation.id, contents, acts, keepers, findings)
    prove_returns(propagation.id, contents, acts, findings)
    prove_answers(propagation, acts, findings)
    _prove_files(connection, propagation.id, acts, findings)
    LifeProof(connection, propagation, contents, acts, findings).prove()
    prove_mail(connection, propagation, contents, acts, findings)
    prove_gathering(propagation, contents, acts, findings)


def _prove_offices(
    propagation: Propagation, contents: Contents, acts: list[Act], findings: ProofFaults
) -> None:
    """Only an office that the directive has reached acts in it."""
    reached = {propagation.directive.origin, *contents.hops}
    for act in acts:
        if act.office not in reached:
            where = f"{propagation.id} act {act.kind} of {act.office}"
            findings.fault("act", where, "was done, but nothing was sent to the office")


def _prove_corrections(
    connection: Connection, propagation: str, acts: list[Act], findings: ProofFaults
) -> None:
    """What a correction names is a stamp of that office, under that number."""
    corrections = [(act, act.body) for act in acts if isinstance(act.body, Corrected)]
    if not corrections:
        return
    stamps = _stamps(connection, propagation)
    for act, body in corrections:
        names, *entry = stamps.get((act.office, body.position), ((), 0, 0))
        if body.in_register not in names or entry != [body.year, body.number]:
            where = f"{propagation} correction {act.key} of {act.office}"
            findings.fault("act", where, "corrects a stamp that is not there")


def _prove_revisions(propagation: str, acts: list[Act], findings: ProofFaults) -> None:
    """The revisions of a draft run from 1 without gap."""
    revisions: dict[str, list[int]] = {}
    for act in acts:
        if isinstance(act.body, Drafted):
            # of a split office, who edited its part stands behind
            edit = act.key.partition(PLACE)[0]
            number = int(edit) if edit.isdecimal() else 0
            revisions.setdefault(act.office, []).append(number)
    for office, numbers in revisions.items():
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            where = f"{propagation} draft of {office}"
            findings.fault("act", where, "has revisions that do not run from 1 without gap")


def _prove_files(
    connection: Connection, propagation: str, acts: list[Act], findings: ProofFaults
) -> None:
    """The files that answers and returns name are there.

    That each is what was kept under its digest is proven with the ledger's own register.
    """
    named = [
        (act, file)
        for act in acts
        if isinstance(act.body, Answered | Returned)
        for file in act.body.files
    ]
    if not named:
        return
    files = select(SnapshotRow.digest).where(SnapshotRow.kind == FILE)
    kept = frozenset(connection.scalars(files))
    for act, file in named:
        if file.sha256 not in kept:
            where = f"{propagation} act {act.kind} {act.key} of {act.office}".replace("  ", " ")
            findings.fault("act", where, f"its file {file.name[:80]} is not there")


def _stamps(connection: Connection, propagation: str) -> _Stamps:
    statement = select(
        ReceptionRow.recipient,
        ReceptionRow.position,
        ReceptionRow.desk,
        ReceptionRow.register_year,
        ReceptionRow.register_number,
    ).where(ReceptionRow.propagation == propagation)
    return {
        (office, position): ((receipts(desk), RECEIPTS), year, number)
        for office, position, desk, year, number in connection.execute(statement)
    }


def _acts(propagation: Propagation) -> Select[Any]:
    """Acts, each with the digest stored beside it and the one in its register."""
    entry = and_(
        EntryRow.book == propagation.clock.book,
        EntryRow.office == ActRow.office,
        EntryRow.name == ActRow.register,
        EntryRow.year == ActRow.register_year,
        EntryRow.number == ActRow.register_number,
    )
    columns = (getattr(ActRow, name) for name in ACT_COLUMNS)
    return (
        select(*columns, ActRow.content_digest, EntryRow.content_digest)
        .outerjoin(EntryRow, entry)
        .where(ActRow.propagation == propagation.id)
        .order_by(ActRow.office, ActRow.register_year, ActRow.register_number)
    )
