"""Makes lists anew from the records: for ledgers that had none, and to prove them."""

from __future__ import annotations

from sqlalchemy import Connection, exists, select, text

from hierarchy.graph import Hierarchy
from wian.ledger.acts import ActKind
from wian.ledger.contents import directive_of
from wian.ledger.dialects import Row, insert_rows
from wian.ledger.life.life import Life, life_of
from wian.ledger.life.upward.gathering_acts import ReportedUp, ReportReturned, ReportStamped
from wian.ledger.lists.list_facts import (
    LISTED_COLUMNS,
    ListFacts,
    OfficeSteps,
    listed_rows,
    report_row,
)
from wian.ledger.lists.listed_row import ListedRow
from wian.ledger.read import facts
from wian.ledger.read.kept_hierarchies import read_kept
from wian.ledger.read.offices.owed_hops import still_owed
from wian.ledger.records import Clock, ReceivedHop, SentHop
from wian.ledger.tables import PropagationRow
from wian.letters.asked_days import asked_days
from wian.letters.directive import Directive


def list_unlisted(connection: Connection) -> None:
    """List the letters of every live propagation of which none is listed.

    Args:
        connection: A connection with a write transaction begun; nobody enters anything until its
            end.
    """
    listed = exists().where(ListedRow.propagation == PropagationRow.id)
    live = PropagationRow.clock == Clock.LIVE.value
    names = list(connection.scalars(select(PropagationRow.id).where(live, ~listed)))
    if names and connection.dialect.name != "sqlite":
        connection.execute(text("LOCK TABLE act IN SHARE MODE"))
    for name in names:
        insert_rows(connection, ListedRow, LISTED_COLUMNS, recorded_rows(connection, name))


def recorded_rows(
    connection: Connection, propagation: str, hierarchy: Hierarchy | None = None
) -> list[Row]:
    """What the lists must hold of a live propagation, by its records: ``LISTED_COLUMNS``.

    Args:
        connection: The ledger.
        propagation: Its id.
        hierarchy: Its offices, where the caller has read them.
    """
    hops = facts.sent(connection, propagation)
    if not hops:
        return []
    directive, digest = connection.execute(
        select(PropagationRow.directive, PropagationRow.hierarchy_digest).where(
            PropagationRow.id == propagation
        )
    ).one()
    known = hierarchy or read_kept(connection, digest)
    letters = facts.letters(connection, propagation, {hop.sender for hop in hops})
    life = life_of(connection, propagation)
    listed = _facts(directive_of(directive), known, hops)
    steps = _steps(connection, propagation, life, hops)
    rows = listed_rows(propagation, listed, life, letters, hops, steps)
    return rows + _reports(connection, propagation, listed.directive)


def _reports(connection: Connection, propagation: str, directive: Directive) -> list[Row]:
    """What the lists must hold of the reports that came up."""
    done = {
        (act.office, act.body.sender, act.body.report)
        for act in facts.acts(connection, propagation, kind=ActKind.REPORT_STAMPED)
        if isinstance(act.body, ReportStamped) and act.body.last
    }
    back = {
        (act.body.sender, act.body.report)
        for act in facts.acts(connection, propagation, kind=ActKind.REPORT_RETURNED)
        if isinstance(act.body, ReportReturned)
    }
    rows = []
    for act in facts.acts(connection, propagation, kind=ActKind.REPORTED):
        if isinstance(act.body, ReportedUp):
            stamped = (act.body.to, act.office, act.key) in done
            returned = (act.office, act.key) in back
            rows.append(report_row(propagation, directive, act, stamped=stamped, returned=returned))
    return rows


def _facts(directive: Directive, hierarchy: Hierarchy, hops: list[SentHop]) -> ListFacts:
    addressed = {hop.recipient for hop in hops if hop.addressed}
    days = asked_days(directive, hierarchy, addressed)
    return ListFacts(directive, hierarchy.level, days.get)


def _steps(
    connection: Connection, propagation: str, life: Life, hops: list[SentHop]
) -> dict[str, OfficeSteps]:
    offices = [hop.recipient for hop in hops]
    received = facts.received(connection, propagation, offices)
    wrote = facts.issued(connection, propagation, offices)
    answered = facts.answered(connection, propagation, offices)

    def owes(each: ReceivedHop) -> bool:
        office = each.hop.recipient
        if office in wrote:
            return bool(still_owed(connection, propagation, office, life.growth))
        return life.growth.forwards(office, sent=each.hop.forwards)

    return {
        office: OfficeSteps(owes(each), each.ready is not None, office in answered)
        for office, each in received.items()
    }
