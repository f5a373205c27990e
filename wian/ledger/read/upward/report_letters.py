"""Which reports did an office send or get, what do they say, and who has stamped them?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, select

from wian.jurisdictions.instant import Instant
from wian.ledger.acts import Act, ActKind
from wian.ledger.contents import ACT_COLUMNS, act_of, directive_of
from wian.ledger.database import Ledger
from wian.ledger.life.upward.gathering_acts import ReportedUp, ReportReturned, ReportStamped
from wian.ledger.life.upward.report_address import ReportAddress
from wian.ledger.tables import ActRow, PropagationRow
from wian.letters.directive import Directive


@dataclass(frozen=True, slots=True)
class ReportLetter:
    """A report that an office wrote, and what became of it.

    Attributes:
        at: Where it is.
        directive: What was sent down.
        act: The act by which it was written.
        body: Its letter, and what is in it.
        stamps: The stamps of the office that it went to, in the order of its desks.
        back: By which act that office returned it, as it is wrong; ``None``: it did not.
    """

    at: ReportAddress
    directive: Directive
    act: Act
    body: ReportedUp
    stamps: tuple[Act, ...]
    back: Act | None = None

    @property
    def returned(self) -> ReportReturned | None:
        """Why it went back, and by which letter; ``None``: it did not."""
        body = self.back.body if self.back else None
        return body if isinstance(body, ReportReturned) else None

    @property
    def issued(self) -> Instant:
        """When it was written."""
        return self.act.at

    @property
    def next_desk(self) -> int | None:
        """Position of the desk whose stamp is next; ``None`` where all have stamped."""
        last = self.stamps[-1].body if self.stamps else None
        all_ = isinstance(last, ReportStamped) and last.last
        return None if all_ else len(self.stamps)


def report_letters(ledger: Ledger, addresses: Iterable[ReportAddress]) -> list[ReportLetter]:
    """Reports by their addresses, in their order; those that are not there are left out."""
    with ledger.reading() as connection:
        found = (_one(connection, each) for each in addresses)
        return [each for each in found if each is not None]


def report_letter(ledger: Ledger, address: ReportAddress) -> ReportLetter | None:
    """The report at an address; ``None``: there is none."""
    return next(iter(report_letters(ledger, [address])), None)


def reports_in(
    ledger: Ledger, propagation: str, offices: Collection[str] | None = None
) -> list[ReportLetter]:
    """The reports of a propagation, the earliest first; those that some offices wrote or got."""
    with ledger.reading() as connection:
        bound = {"wanted": propagation, "kind": ActKind.REPORTED.value}
        rows = [tuple(row) for row in connection.execute(_of_kind(), bound)]
        acts = [act_of(row) for row in rows]
        wanted = [
            ReportAddress(propagation, act.office, act.key)
            for act in acts
            if isinstance(act.body, ReportedUp)
            and (offices is None or {act.office, act.body.to}.intersection(offices))
        ]
        at = {
            ReportAddress(propagation, act.office, act.key): (act.at.minute, int(act.key))
            for act in acts
        }
        wanted.sort(key=lambda each: (*at[each], each.sender))
        found = (_one(connection, each) for each in wanted)
        return [each for each in found if each is not None]


def _one(connection: Connection, at: ReportAddress) -> ReportLetter | None:
    bound = {**at._asdict(), "kind": ActKind.REPORTED.value}
    row = connection.execute(_report(), bound).one_or_none()
    if row is None:
        return None
    *columns, directive = row
    act = act_of(tuple(columns))
    if not isinstance(act.body, ReportedUp):
        raise TypeError(f"act {act.key} of {act.office} is no report")
    begins = f"{at.sender}|{at.key}|"
    of = {
        "propagation": at.propagation,
        "office": act.body.to,
        "kind": ActKind.REPORT_STAMPED.value,
        "first": begins,
        "end": f"{at.sender}|{at.key}}}",
    }
    stamps = [act_of(tuple(each)) for each in connection.execute(_stamps(), of)]
    stamps.sort(key=lambda stamp: int(stamp.key.rpartition("|")[2]))
    back = {**bound, "sender": act.body.to, "kind": ActKind.REPORT_RETURNED.value}
    gone = connection.execute(_report(), {**back, "key": f"{at.sender}|{at.key}"}).one_or_none()
    returned = act_of(tuple(gone)[:-1]) if gone else None
    return ReportLetter(at, directive_of(directive), act, act.body, tuple(stamps), returned)


# Statements are built once: that costs more than asking.


def _columns() -> list[Any]:
    return [getattr(ActRow, name) for name in ACT_COLUMNS]


@cache
def _of_kind() -> Select[Any]:
    wanted = and_(ActRow.propagation == bindparam("wanted"), ActRow.kind == bindparam("kind"))
    return select(*_columns()).where(wanted)


@cache
def _report() -> Select[Any]:
    return (
        select(*_columns(), PropagationRow.directive)
        .join(PropagationRow, PropagationRow.id == ActRow.propagation)
        .where(
            ActRow.propagation == bindparam("propagation"),
            ActRow.office == bindparam("sender"),
            ActRow.kind == bindparam("kind"),
            ActRow.key == bindparam("key"),
        )
    )


@cache
def _stamps() -> Select[Any]:
    """Keys that begin alike; ``}`` follows ``|``."""
    return select(*_columns()).where(
        ActRow.propagation == bindparam("propagation"),
        ActRow.office == bindparam("office"),
        ActRow.kind == bindparam("kind"),
        ActRow.key > bindparam("first"),
        ActRow.key < bindparam("end"),
    )
