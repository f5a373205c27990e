"""What has one transaction to change in the lists of offices?

It is written at the end of the transaction, by few statements, and nothing waits for another lock
after that: of two transactions that change the same row, each changes columns of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from sqlalchemy import Connection, Update, bindparam, select, update

from wian.ledger.acts import Act, ActKind
from wian.ledger.contents import directive_of
from wian.ledger.dialects import Row, insert_missing, insert_or_update, update_rows
from wian.ledger.life.cohort_view import KeptLives
from wian.ledger.life.growth import GROWING
from wian.ledger.life.life import ENDINGS, Life
from wian.ledger.life.return_acts import Insisted
from wian.ledger.life.upward.gathering_acts import ReportReturned, ReportStamped
from wian.ledger.life.upward.report_address import ReportAddress
from wian.ledger.lists.list_facts import (
    LISTED_COLUMNS,
    ListFacts,
    OfficeSteps,
    answer_day,
    closing_day,
    listed_rows,
    report_row,
)
from wian.ledger.lists.listed_row import ListedRow
from wian.ledger.read import facts
from wian.ledger.read.offices.owed_hops import still_owed
from wian.ledger.records import IssuedLetter, ReceivedHop, Reception, SentHop
from wian.ledger.tables import HopRow, PropagationRow

_KEY = ("office", "propagation")


class ListChanges:
    """What a transaction changes in the lists.

    Args:
        connection: A connection with a write transaction begun.
        lives: What became of its propagations, as the transaction sees it.
    """

    def __init__(self, connection: Connection, lives: KeptLives) -> None:
        self._connection, self._lives = connection, lives
        self._new: list[Row] = []
        self._told: set[tuple[str, str]] = set()
        self._acts: list[tuple[str, Act]] = []
        self._stamps: list[tuple[str, Reception]] = []

    def enlist(
        self,
        propagation: str,
        of: ListFacts,
        letters: Sequence[IssuedLetter],
        hops: Iterable[SentHop],
        received: ReceivedHop | None,
    ) -> None:
        """List letters that were sent, and what the office that wrote them has left to write.

        Args:
            propagation: Id of the propagation.
            of: What its letters are listed by.
            letters: Live letters of one office that were written.
            hops: The hops that they went out on.
            received: What that office forwards by them; ``None`` of the origin.
        """
        life, office = self._lives.of(propagation), letters[0].office
        self._new += listed_rows(propagation, of, life, letters, hops)
        if received is not None:
            step = OfficeSteps(self._owes(propagation, office), stamped=True, answered=False)
            own = ([received.letter], [received.hop], {office: step})
            self._new += listed_rows(propagation, of, life, *own)
            self._told.add((propagation, office))

    def stamp(self, propagation: str, receptions: Iterable[Reception]) -> None:
        """Note stamps; those of letters that no inbox lists change nothing."""
        self._stamps += [(propagation, each) for each in receptions]

    def act(self, propagation: str, acts: Iterable[Act]) -> None:
        """Note acts of a live propagation."""
        self._acts += [(propagation, each) for each in acts]

    def flush(self) -> None:
        """Write all of it."""
        values, kept = ("owes",), LISTED_COLUMNS[3:]
        insert_or_update(self._connection, ListedRow, _KEY, values, self._new, kept)
        self._write_stamps()
        for kind in ActKind:
            found = [(name, act) for name, act in self._acts if act.kind is kind]
            if found:
                self._write_acts(kind, found)
        self._new, self._acts, self._stamps, self._told = [], [], [], set()

    def _write_stamps(self) -> None:
        rows = [
            {"name": name, "recipient": stamp.recipient, "desk": stamp.position}
            for name, stamp in self._stamps
        ]
        if rows:
            self._connection.execute(_stamped(), rows)

    def _write_acts(self, kind: ActKind, acts: Sequence[tuple[str, Act]]) -> None:
        if kind is ActKind.ISSUED:
            untold = [(name, act) for name, act in acts if (name, act.office) not in self._told]
            rows = [(self._owes(name, act.office), act.office, name) for name, act in untold]
            self._set("owes", rows)
        elif kind is ActKind.ANSWERED:
            self._set("answered", [(True, act.office, name) for name, act in acts])
        elif kind is ActKind.RETRACTED:
            self._set("answered", [(False, act.office, name) for name, act in acts])
        elif kind is ActKind.RETURNED:
            self._set("given_back", [(True, act.office, name) for name, act in acts])
        elif kind is ActKind.REPORTED:
            self._list_reports(acts)
        elif kind is ActKind.REPORT_STAMPED:
            self._stamp_reports(acts)
        elif kind is ActKind.REPORT_RETURNED:
            self._set("given_back", list(_reports_back(acts)))
        elif kind is ActKind.INSISTED:
            whose = [(name, act.body) for name, act in acts]
            rows = [
                (False, body.recipient, name) for name, body in whose if isinstance(body, Insisted)
            ]
            self._set("given_back", rows)
        else:
            self._write_life(kind, {name for name, _ in acts})

    def _list_reports(self, acts: Sequence[tuple[str, Act]]) -> None:
        for name in {name for name, _ in acts}:
            directive = facts.directive(self._connection, name)
            rows = [
                report_row(name, directive, act, stamped=False) for at, act in acts if at == name
            ]
            insert_missing(self._connection, ListedRow, LISTED_COLUMNS, rows)

    def _stamp_reports(self, acts: Sequence[tuple[str, Act]]) -> None:
        """Note the stamps of last desks."""
        whose = [(name, act.office, act.body) for name, act in acts]
        rows = [
            (True, office, ReportAddress(name, body.sender, body.report).text)
            for name, office, body in whose
            if isinstance(body, ReportStamped) and body.last
        ]
        self._set("stamped", rows)

    def _set(self, column: str, rows: Sequence[Row]) -> None:
        update_rows(self._connection, ListedRow, (column,), _KEY, rows)

    def _owes(self, propagation: str, office: str) -> bool:
        """Whether an office that has issued letters has still to write to somebody."""
        growth = self._lives.of(propagation).growth
        return bool(still_owed(self._connection, propagation, office, growth))

    def _write_life(self, kind: ActKind, propagations: Iterable[str]) -> None:
        for name in propagations:
            if kind in ENDINGS:
                of = ListedRow.propagation == name
                self._connection.execute(update(ListedRow).where(of).values(ended=True))
            elif kind is ActKind.AMENDED:
                self._amend(name, self._lives.of(name))
            elif kind in GROWING:
                self._grow(name, self._lives.of(name))

    def _amend(self, propagation: str, life: Life) -> None:
        """Set the days in force."""
        statement = select(PropagationRow.directive).where(PropagationRow.id == propagation)
        closes = closing_day(life, directive_of(str(self._connection.scalar(statement))))
        rows = self._connection.execute(
            select(ListedRow.office, ListedRow.level, ListedRow.asked).where(
                ListedRow.propagation == propagation
            )
        )
        days = [
            (answer_day(life, level, asked), closes, office, propagation)
            for office, level, asked in rows
        ]
        update_rows(self._connection, ListedRow, ("answer_by", "closes"), _KEY, days)

    def _grow(self, propagation: str, life: Life) -> None:
        """Set who has still to write to somebody, of all whose letters the growth has changed."""
        growth = life.growth
        hops = facts.received(self._connection, propagation, growth.changed)
        wrote = facts.issued(self._connection, propagation, growth.changed)
        owing = [
            (
                self._owes(propagation, office)
                if office in wrote
                else growth.forwards(office, sent=received.hop.forwards),
                office,
                propagation,
            )
            for office, received in sorted(hops.items())
        ]
        self._set("owes", owing)


def _reports_back(acts: Iterable[tuple[str, Act]]) -> Iterator[Row]:
    for name, act in acts:
        if isinstance(act.body, ReportReturned):
            address = ReportAddress(name, act.body.sender, act.body.report).text
            yield True, act.office, address


@cache
def _stamped() -> Update:
    """Note a stamp where it is the last desk's; built once, as building costs."""
    last = select(HopRow.desks - 1).where(
        HopRow.propagation == bindparam("name"), HopRow.recipient == bindparam("recipient")
    )
    return (
        update(ListedRow)
        .where(
            ListedRow.office == bindparam("recipient"),
            ListedRow.propagation == bindparam("name"),
            last.scalar_subquery() == bindparam("desk"),
        )
        .values(stamped=True)
    )
