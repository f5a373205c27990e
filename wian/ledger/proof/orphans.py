"""The proof that no row is an orphan: what a row belongs to is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute

from wian.ledger.finished.frozen_state import all_frozen
from wian.ledger.finished.frozen_table import FrozenRow
from wian.ledger.outbox.mail_rows import MailRow
from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.tables import (
    ActRow,
    Base,
    EntryRow,
    HopRow,
    ImportedEntryRow,
    ImportRow,
    LeafRow,
    LetterRow,
    MessageRow,
    OriginalRow,
    PropagationRow,
    ReceptionRow,
    RegisterHeadRow,
    SnapshotRow,
    WebhookRow,
)

_SHOWN = 5


class _Belonging(NamedTuple):
    """Rows of ``child`` that each belong to a row of ``parent``, and the columns that say so."""

    kind: str
    child: type[Base]
    parent: type[Base]
    columns: tuple[tuple[InstrumentedAttribute[object], InstrumentedAttribute[object]], ...]


def _place(
    child: type[EntryRow | LeafRow], parent: type[RegisterHeadRow | EntryRow], *more: str
) -> tuple[tuple[InstrumentedAttribute[object], InstrumentedAttribute[object]], ...]:
    names = ("book", "office", "name", "year", *more)
    return tuple((getattr(child, name), getattr(parent, name)) for name in names)


_BELONGINGS: Sequence[_Belonging] = (
    _Belonging("letter", LetterRow, PropagationRow, ((LetterRow.propagation, PropagationRow.id),)),
    _Belonging("hop", HopRow, PropagationRow, ((HopRow.propagation, PropagationRow.id),)),
    _Belonging(
        "reception",
        ReceptionRow,
        HopRow,
        (
            (ReceptionRow.propagation, HopRow.propagation),
            (ReceptionRow.recipient, HopRow.recipient),
        ),
    ),
    _Belonging(
        "original",
        OriginalRow,
        LetterRow,
        (
            (OriginalRow.propagation, LetterRow.propagation),
            (OriginalRow.office, LetterRow.office),
            (OriginalRow.part, LetterRow.part),
        ),
    ),
    _Belonging("original", OriginalRow, SnapshotRow, ((OriginalRow.file, SnapshotRow.digest),)),
    _Belonging("act", ActRow, PropagationRow, ((ActRow.propagation, PropagationRow.id),)),
    _Belonging(
        "propagation",
        PropagationRow,
        SnapshotRow,
        ((PropagationRow.hierarchy_digest, SnapshotRow.digest),),
    ),
    _Belonging("register", EntryRow, RegisterHeadRow, _place(EntryRow, RegisterHeadRow)),
    _Belonging("checkpoint", LeafRow, EntryRow, _place(LeafRow, EntryRow, "number")),
    _Belonging(
        "propagation",
        FrozenRow,
        PropagationRow,
        ((FrozenRow.propagation, PropagationRow.id),),
    ),
    _Belonging(
        "import",
        ImportedEntryRow,
        ImportRow,
        ((ImportedEntryRow.import_sequence, ImportRow.sequence),),
    ),
    _Belonging("mail", MailRow, PropagationRow, ((MailRow.propagation, PropagationRow.id),)),
    _Belonging("message", MessageRow, WebhookRow, ((MessageRow.webhook, WebhookRow.id),)),
)


def prove_orphans(connection: Connection, findings: ProofFaults) -> None:
    """Report rows whose owner is not there, by the first few of their keys.

    The database forbids them, unless somebody turned that off.
    """
    frozen = bool(all_frozen(connection))
    for belonging in _BELONGINGS:
        if not (frozen and belonging.child is LeafRow):  # the proof of the tree finds these
            _prove(connection, belonging, findings)


def _prove(connection: Connection, belonging: _Belonging, findings: ProofFaults) -> None:
    child, parent = belonging.child, belonging.parent
    owner = and_(*(one == other for one, other in belonging.columns))
    lost = ~select(1).where(owner).correlate(child).exists()
    count = connection.scalar(select(func.count()).select_from(child).where(lost)) or 0
    if not count:
        return
    key = list(child.__table__.primary_key)
    for row in connection.execute(select(*key).where(lost).order_by(*key).limit(_SHOWN)):
        where = f"{child.__tablename__} {' '.join(str(value) for value in row)}"
        findings.fault(belonging.kind, where, f"belongs to no {_named(parent)} that is there")
    if count > _SHOWN:
        where = child.__tablename__
        findings.fault(belonging.kind, where, f"has {count - _SHOWN} more rows of that kind")


def _named(parent: type[Base]) -> str:
    name: str = parent.__tablename__
    return name.replace("_", " ")
