"""What reports need to know of propagations, without the directives that they send."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import Ledger
from wian.ledger.life.life import amended_windows, ended_minute
from wian.ledger.read import facts
from wian.ledger.records import Clock
from wian.ledger.tables import PropagationRow
from wian.letters.directive import Window

_COLUMNS = ("id", "directive_id", "jurisdiction", "hierarchy_digest", "clock")
_WINDOW = ("window_opens", "window_closes")


@dataclass(frozen=True, slots=True)
class PropagationFacts:
    """What all hops of a propagation share.

    Attributes:
        id: Id of the propagation.
        directive_id: Id of its directive.
        jurisdiction: Id of the jurisdiction.
        hierarchy_digest: Digest of the hierarchy; its snapshot is kept under it.
        clock: Live, virtual or history.
        window_opens, window_closes: First and last day of the window in force, if there is one.
        ended_minute: When it was withdrawn or closed, in minutes since 1970-01-01T00:00Z.
    """

    id: str
    directive_id: str
    jurisdiction: str
    hierarchy_digest: str
    clock: Clock
    window_opens: date | None
    window_closes: date | None
    ended_minute: int | None = None

    def open_until(self, now: Instant | None) -> Instant | None:
        """As of when its open hops are counted: nobody works on them once it has ended.

        Args:
            now: When this is; for a rehearsal, or history, there is no such moment.
        """
        if self.clock is not Clock.LIVE:
            return None
        if self.ended_minute is None or (now is not None and now.minute < self.ended_minute):
            return now
        return Instant(self.ended_minute, Precision.MINUTE)


def propagation_facts(
    ledger: Ledger, propagations: Sequence[str] | None = None
) -> list[PropagationFacts]:
    """What is known of some propagations, each once, in their order.

    Args:
        ledger: Where they are recorded.
        propagations: Ids; all that are recorded, the earliest first, where ``None``.

    Raises:
        UnknownPropagation: One of them is not recorded.
    """
    names = (*_COLUMNS, *_WINDOW)
    statement = select(*(getattr(PropagationRow, name) for name in names), ended_minute())
    with ledger.reading() as connection:
        rows = connection.execute(statement.order_by(*facts.LATEST_FIRST)).all()
        amended = amended_windows(connection)
        known = {row[0]: _amended(_facts(*row), amended) for row in reversed(rows)}
        wanted = known if propagations is None else dict.fromkeys(propagations)
        for each in wanted:
            if each not in known:
                raise facts.unknown(connection, each)
    return [known[each] for each in wanted]


def _amended(known: PropagationFacts, windows: Mapping[str, Window]) -> PropagationFacts:
    window = windows.get(known.id)
    if window is None:
        return known
    return replace(known, window_opens=window.opens, window_closes=window.closes)


def _facts(  # noqa: PLR0913, PLR0917 - the columns of one row, in their order
    name: str,
    directive: str,
    jurisdiction: str,
    digest: str,
    clock: str,
    opens: date | None,
    closes: date | None,
    ended: int | None,
) -> PropagationFacts:
    window = (opens, closes)
    return PropagationFacts(name, directive, jurisdiction, digest, Clock(clock), *window, ended)
