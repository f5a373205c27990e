"""Measures what years of directives cost: ``python -m benchmarks.speed.live.growth``.

A ledger holds fifty national directives that every office has received and forwarded, which fill a
page of an inbox, and then two hundred of them, copied row by row. What a district's desk costs then
stands beside what it costs with fifty, where its pages are as long, and with one; what a sweep
costs beside what it costs with one: live cost follows open work, not history.
"""

from __future__ import annotations

import asyncio
import secrets
import shutil
import sqlite3
import statistics
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import yaml
from pydantic import SecretStr

from benchmarks.cost import alone, cost_of, seconds
from benchmarks.figures import Figure, judged, show
from benchmarks.speed.live.desk_requests import Seen, Visitor
from benchmarks.speed.live.desks import PASSWORD, POST
from benchmarks.speed.national import request
from wian.delays.clock_choice import ClockChoice
from wian.desk.app.app import create_app
from wian.desk.app.passwords import hash_password
from wian.desk.app.settings import DeskSettings
from wian.followup.sweep import sweep, to_sweep
from wian.ledger.access.accounts import Account, add_accounts
from wian.ledger.access.permissions import Role
from wian.ledger.database import Ledger, open_ledger
from wian.ledger.lists.list_rebuild import list_unlisted
from wian.ledger.read.live_letters import live_propagations
from wian.propagation import runtime
from wian.propagation.plan import record
from wian.propagation.prepare import prepare
from wian.propagation.rehearse import rehearse
from wian.propagation.request import PropagationRequest

DIRECTIVES, ROUNDS, _WARMING = 200, 25, 3
PAGE = 50
"""So many letters fill a page of an inbox."""
_WEEK = 7 * 24 * 60
_MOST_GROWTH, _MOST_SWEEP = 1.2, 0.2
_TABLES = ("letter", "hop", "reception")
_ACTS = """
INSERT INTO act SELECT :new, recipient, 'stamped', position, 'journal', 2569,
    row_number() OVER (PARTITION BY recipient ORDER BY position), at_minute, 'copied',
    '{"position":' || position || ',"reason":null}', x'' FROM reception WHERE propagation = :new
UNION ALL SELECT :new, office, 'issued', '', 'journal', 2569, 99, issued_minute, 'copied',
    '{"revision":0,"alone":false}', x'' FROM letter WHERE propagation = :new
"""


class Bench(NamedTuple):
    """What is measured: the rehearsal that is copied, the live propagation, and an office."""

    rehearsed: str
    live: str
    office: str


def figures(
    wanted: PropagationRequest | None = None, directives: int = DIRECTIVES, rounds: int = ROUNDS
) -> list[Figure]:
    """Measure ledgers with one directive, a page of them and all of them, turn by turn."""
    with TemporaryDirectory(prefix="wian-growth-", ignore_cleanup_errors=True) as name:
        one, page, many = (Path(name) / f"{each}.db" for each in ("one", "page", "many"))
        bench: Bench = alone(_lay_out, one, wanted or request())
        _copy(one, bench, 0, 1)
        shutil.copy(one, page)
        _copy(page, bench, 1, PAGE)
        shutil.copy(page, many)
        _copy(many, bench, PAGE, directives)
        return alone(_figures, (one, page, many), bench, rounds)


def _figures(paths: Sequence[Path], bench: Bench, rounds: int) -> list[Figure]:
    ledgers = [open_ledger(f"sqlite:///{path}") for path in paths]
    count = len(live_propagations(ledgers[-1]))
    visitors = asyncio.run(_visited(ledgers, bench, rounds))
    pages = _pages([each.seen for each in visitors], count)
    found = [*pages, *_sweeps([ledgers[0], ledgers[-1]], count)]
    for ledger in ledgers:
        ledger.close()
    return found


def _pages(visited: Sequence[Mapping[str, Seen]], count: int) -> Iterator[Figure]:
    for name in visited[0]:
        one, before, after = (statistics.median(seen[name].processor) for seen in visited)
        yield Figure(
            f"{name}, after {count} national directives",
            f"{seconds(after)} cpu",
            f"after {PAGE}: {seconds(before)}; after one: {seconds(one)}",
            f"{after / before:.2f} x after {PAGE}",
            f"<= {_MOST_GROWTH} x",
            judged(after <= _MOST_GROWTH * before),
        )


def _sweeps(ledgers: Sequence[Ledger], count: int) -> Iterator[Figure]:
    first = [cost_of(lambda each=each: _swept(each)).processor for each in ledgers]  # type: ignore[misc]
    again = [cost_of(lambda each=each: _swept(each)).processor for each in ledgers]  # type: ignore[misc]
    yield Figure(
        f"the first sweep of {count} national directives",
        f"{seconds(first[1])} cpu",
        f"of one: {seconds(first[0])}",
    )
    yield Figure(
        f"a sweep of {count}, nothing due",
        f"{seconds(again[1])} cpu",
        f"of one: {seconds(again[0])}",
        "",
        f"<= {_MOST_SWEEP} s",
        judged(again[1] <= _MOST_SWEEP),
    )


def _lay_out(database: Path, wanted: PropagationRequest) -> Bench:
    """A rehearsal, a live propagation of the same directive without any row, and an account."""
    with open_ledger(f"sqlite:///{database}") as ledger:
        plan, now = prepare(wanted), runtime.now()
        rehearse(ledger, plan, now)
        live = prepare(_live(database.parent, wanted))
        record(ledger, live, now)
        office = plan.route.waves[-1].hops[0].sender
        hashed, roles = hash_password(PASSWORD), (Role.CLERK, Role.OFFICER)
        account = Account(
            office, POST, roles, None, hashed, must_change=False, created_minute=now.minute
        )
        add_accounts(ledger, [account])
    return Bench(plan.id, live.id, office)


def _live(home: Path, wanted: PropagationRequest) -> PropagationRequest:
    values = yaml.safe_load(Path(wanted.directive).read_text(encoding="utf-8"))
    for name in ("observed", "issued", "profile", "window"):
        values.pop(name, None)
    for ask in values["asks"]:
        ask.pop("answer_by", None)
    path = home / "live.yaml"
    path.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    return wanted.model_copy(update={"directive": str(path), "clock": ClockChoice.LIVE})


def _copy(database: Path, bench: Bench, first: int, end: int) -> None:
    """Copies of the rehearsal as live propagations of later weeks with nothing left to be done."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA synchronous=OFF")
    for number in range(first, end):
        new = f"{bench.live}-{number:04}" if number else bench.live
        later = number * _WEEK
        if number:
            _copy_rows(connection, "propagation", "id", (bench.live, new), later)
        for table in _TABLES:
            _copy_rows(connection, table, "propagation", (bench.rehearsed, new), later)
        connection.execute(_ACTS, {"new": new})
        if first:
            _copy_rows(connection, "listed_letter", "propagation", (bench.live, new), later)
        connection.commit()
    connection.close()
    if first == 0:
        with open_ledger(f"sqlite:///{database}") as ledger, ledger.writing() as writing:
            list_unlisted(writing)


def _copy_rows(
    connection: sqlite3.Connection, table: str, key: str, names: tuple[str, str], later: int
) -> None:
    """The rows of one propagation as another's, so many minutes later."""
    old, new = names
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    taken = [_taken(each, key, later) for each in columns]
    statement = f"INSERT INTO {table} SELECT {', '.join(taken)} FROM {table} WHERE {key} = ?"  # noqa: S608 - our own names
    connection.execute(statement, (new, old))


def _taken(column: str, key: str, later: int) -> str:
    if column == key:
        return "?"
    return {"source": "'live'"}.get(
        column, f"{column} + {later}" if column.endswith("_minute") else column
    )


async def _visited(ledgers: Sequence[Ledger], bench: Bench, rounds: int) -> list[Visitor]:
    """Open the same pages of all ledgers, turn by turn: others at work then slow down all."""
    settings = DeskSettings(secret=SecretStr(secrets.token_urlsafe(48)))
    visitors = [Visitor(create_app(each, settings)) for each in ledgers]
    pages = {
        "inbox": "/",
        "inbox, searched": "/?q=gecc",
        "list of letters sent": "/outgoing",
        "a letter": f"/letters/{bench.live}",
        "a letter that is followed": f"/outgoing/{bench.live}",
    }
    for visitor in visitors:
        await visitor.sign_in(bench.office)
    for turn in range(rounds + _WARMING):
        for visitor in visitors:
            if turn in {0, _WARMING}:
                visitor.seen.clear()
            for kind, path in pages.items():
                await visitor.get(kind, path)
    return visitors


def _swept(ledger: Ledger) -> None:
    """What ``wian sweep`` does for live propagations."""
    now = runtime.now()
    waiting = to_sweep(ledger, now=now)
    for each in live_propagations(ledger):
        if each.id in waiting:
            sweep(ledger, runtime.recorded_plan(each.id, ledger), now=now)


if __name__ == "__main__":
    show(figures())
