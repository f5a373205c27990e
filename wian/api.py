"""The public Python API: plan and rehearse a directive, and take a ledger's figures as frames.

``import wian`` offers what stands here; docs/reference/python-api.md describes it with examples.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, TypeVar

import polars as pl

from hierarchy.graph import Hierarchy
from wian.delays.clock_choice import DEFAULT_SEED
from wian.jurisdictions.countries import DEFAULT_JURISDICTION, jurisdiction
from wian.jurisdictions.instant import Instant
from wian.kit.errors import WianError
from wian.kit.settings import Settings
from wian.ledger import database
from wian.ledger.database_url import file_url
from wian.ledger.proof.proof_faults import Verification
from wian.ledger.proof.verification import verify
from wian.ledger.read.recorded import counts
from wian.ledger.read.sql_query import PATIENCE, asking
from wian.ledger.records import Propagation
from wian.ledger.write.propagations import list_propagations, load_propagation
from wian.letters.directive import Directive
from wian.propagation import prepare
from wian.propagation.loaded_directive import load_fitting, plan_loaded
from wian.propagation.plan import Plan
from wian.propagation.recorded_plan import restore
from wian.propagation.rehearse import rehearse
from wian.propagation.reported_hops import country_of, hops_of
from wian.propagation.runtime import now
from wian.reports.bottlenecks.overview import find
from wian.reports.group_by import By
from wian.reports.latency.report import MOST_KEYS, LatencyQuestion, as_written, latency
from wian.reports.propagation_summary import Summary, summarise
from wian.reports.scope.recorded_hops import frame_of
from wian.reports.stages import HopStage, Time
from wian.reports.view_frames import view_frame

GroupBy = Literal[
    "wave",
    "level",
    "kind",
    "office",
    "channel",
    "month",
    "directive",
    "province",
    "sender",
    "weekday",
]
"""What hops can be grouped by."""
StageName = Literal["transit", "routing", "handling", "hop", "suspended"]
"""Parts of a hop, and the whole."""
TimeName = Literal["calendar", "working"]
"""In which time lengths are counted."""
BottleneckTableName = Literal["parts", "chains", "totals", "batching", "load"]
"""The tables of bottlenecks."""
_TABLES = ("parts", "chains", "totals", "batching", "load")
_E = TypeVar("_E", bound=StrEnum)


class WrongArgument(WianError):
    """An argument of the API that means nothing to it.

    Args:
        name: Of the argument.
        what: A clause that says what is wrong.
        remedy: A clause that says what to write instead.
    """

    def __init__(self, name: str, what: str, remedy: str) -> None:
        super().__init__(f"The argument {name} {what}; {remedy}.")


def load_offices(
    source: str | Path = DEFAULT_JURISDICTION, *, local_authorities: str | Path | None = None
) -> Hierarchy:
    """The offices of a country, or of a hierarchy file.

    Args:
        source: Id of a jurisdiction, or path of a file (YAML or CSV).
        local_authorities: Open-data CSV of local authorities, for a jurisdiction.

    Raises:
        WianError: All faults of the file, each with its line.
    """
    bodies = str(local_authorities) if local_authorities else None
    if isinstance(source, str) and not (Path(source).suffix or Path(source).exists()):
        source = jurisdiction(source).id
    return prepare.load_offices(str(source), Path(), bodies)


def load_directive(file: str | Path, offices: Hierarchy | None = None) -> Directive:
    """The directive in a YAML file, once it fits its offices.

    Args:
        file: Path of the file.
        offices: Its offices; those that it names itself where none are given.

    Raises:
        WianError: All faults of the file, each with its line.
    """
    return load_fitting(Path(file), offices)


def plan(
    directive: Directive | str | Path,
    offices: Hierarchy | None = None,
    *,
    seed: int = DEFAULT_SEED,
    limit_to: str | Iterable[str] = (),
) -> Plan:
    """Plan the rehearsal of a directive: who writes to whom, wave by wave. Records nothing.

    Args:
        directive: As loaded, or changed with ``model_copy(update=...)``; or the path of its file.
        offices: Its offices; those that it names itself where none are given.
        seed: Draws of the simulated delays; the same seed gives the same figures.
        limit_to: Office ids; only addressees at or under one of them are reached.

    Returns:
        The plan. ``print`` shows it; equal plans are equal, and have the same ``id``.

    Raises:
        WianError: The directive does not fit the offices, or an argument is faulty.
    """
    if not isinstance(directive, Directive):
        directive = load_directive(directive, offices)
    limit = (limit_to,) if isinstance(limit_to, str) else tuple(limit_to)
    return plan_loaded(directive, offices, seed=seed, limit_to=limit)


def open_ledger(where: str | Path | None = None, *, writable: bool = False) -> OpenLedger:
    """Open a ledger.

    Args:
        where: Path of its file, or its URL; the one that the commands use (``WIAN_HOME``,
            ``WIAN_DATABASE_URL``) where none is given.
        writable: Let :func:`propagate` write into it; it is made where there is none. Else the
            database itself refuses every change.

    Raises:
        WianError: There is none, it is of another version, or cannot be reached.
    """
    url = _url(where)
    held = database.open_ledger(url) if writable else database.read_ledger(url)
    return OpenLedger(held, url, writable=writable)


def propagate(plan: Plan, ledger: OpenLedger) -> Summary:
    """Rehearse a plan: record every letter, hop and reception, without a server.

    Safe to repeat: what the ledger has is not written again. Real letters are sent by the command
    ``wian propagate --clock live`` alone.

    Args:
        plan: What to rehearse.
        ledger: Where to record it, opened with ``writable=True``.

    Returns:
        What the ledger then holds of it.

    Raises:
        WianError: The plan is live, or the ledger cannot be written.
    """
    began = time.perf_counter()
    held = ledger.for_writing()
    rehearse(held, plan, now())
    seconds = time.perf_counter() - began
    return summarise(plan.id, plan.directive.id, plan.route, counts(held, plan.id), seconds)


class OpenLedger:
    """An open ledger; close it, or use it as a context manager.

    Methods that take ``*propagations`` take ids, and give the rows of these in that order; without
    any they give those of all, the earliest first.

    Attributes:
        url: Its URL with the password hidden.
        writable: Whether :func:`propagate` may write into it.
    """

    def __init__(self, held: database.Ledger, url: str, *, writable: bool) -> None:
        self._held, self._url, self.writable = held, url, writable
        self.url = held.url

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<OpenLedger {self.url}, {'writable' if self.writable else 'for reading only'}>"

    def close(self) -> None:
        """Close its connections."""
        self._held.close()

    def for_writing(self) -> database.Ledger:
        """The ledger behind it.

        Raises:
            WrongArgument: It was opened for reading only.
        """
        if not self.writable:
            remedy = "open it with wian.open_ledger(..., writable=True)"
            raise WrongArgument("ledger", "was opened for reading only", remedy)
        return self._held

    def propagations(self) -> pl.DataFrame:
        """What was propagated, the latest first: a row for each propagation."""
        return self._view("propagations", [each.id for each in list_propagations(self._held)])

    def plan(self, propagation: str | None = None) -> Plan:
        """The plan of a recorded propagation, made again from the ledger; the latest if not named.

        Raises:
            WianError: It is not recorded.
        """
        return restore(self._held, propagation)

    def hops(self, *propagations: str) -> pl.DataFrame:
        """The hops, with the columns and types of ``wian export parquet``.

        Raises:
            WianError: A propagation is not recorded.
        """
        return frame_of(self._held, self._ids(propagations), now=now())

    def letters(self, *propagations: str) -> pl.DataFrame:
        """The letters that were issued, by wave and office.

        Raises:
            WianError: A propagation is not recorded.
        """
        return self._view("letters", self._ids(propagations))

    def receptions(self, *propagations: str) -> pl.DataFrame:
        """The stamps of the desks, by recipient and desk.

        Raises:
            WianError: A propagation is not recorded.
        """
        return self._view("receptions", self._ids(propagations))

    def latency(
        self,
        *propagations: str,
        by: GroupBy | Sequence[GroupBy] = "wave",
        stage: StageName | Sequence[StageName] | None = None,
        time: TimeName | Sequence[TimeName] | None = None,
        as_of: date | datetime | None = None,
    ) -> pl.DataFrame:
        """How long hops take, open ones reckoned in: the figures of ``wian report latency``.

        Args:
            propagations: Ids.
            by: Up to four things to group by; ``()`` puts all hops together.
            stage: Only these parts of the hop.
            time: Only calendar or only working time.
            as_of: As of the end of this day, or of this moment (on the offices' clock where it
                has no zone).

        Raises:
            WianError: An argument means nothing, or a propagation is not recorded.
        """
        keys = _among(By, "by", by)
        if len(keys) > MOST_KEYS:
            raise WrongArgument(
                "by", f"has {len(keys)} keys", f"group by at most {MOST_KEYS} things"
            )
        known = self._known(propagations)
        stages, times = _parts(HopStage, "stage", stage), _parts(Time, "time", time)
        hops = frame_of(self._held, [each.id for each in known], now=now())
        return as_written(
            latency(hops.lazy(), LatencyQuestion(keys, stages, times, _minute(as_of, known)))
        )

    def bottlenecks(
        self,
        *propagations: str,
        table: BottleneckTableName = "parts",
        as_of: date | datetime | None = None,
    ) -> pl.DataFrame:
        """What held up whom: a table of ``wian report bottlenecks``.

        Args:
            propagations: Ids.
            table: ``parts``, ``chains``, ``totals``, ``batching`` or ``load``.
            as_of: As of the end of this day, or of this moment.

        Raises:
            WianError: An argument means nothing, or a propagation is not recorded.
        """
        if table not in _TABLES:
            raise WrongArgument("table", f"is {table!r}", f"use one of {', '.join(_TABLES)}")
        known = self._known(propagations)
        found = find(hops_of(self._held, known, now=now()), _minute(as_of, known))
        made: pl.DataFrame = getattr(found, table)
        return made

    def sql(self, question: str, *, patience: float = PATIENCE) -> pl.DataFrame:
        """What one SELECT over the views answers, as ``wian sql`` does; it can change nothing.

        Args:
            question: The statement.
            patience: Seconds that the answer may take.

        Raises:
            WianError: It is no question, takes too long, or asks for what is closed.
        """
        with asking(self._url, question, patience=patience) as answer:
            rows = list(answer.rows)
            return pl.DataFrame(rows, list(answer.columns), orient="row", infer_schema_length=None)

    def verify(self, propagation: str | None = None) -> Verification:
        """Prove the ledger: numbers gapless, digests unbroken, chains complete, delays exact.

        Args:
            propagation: Prove the rows of this one only; those of all where none is given.

        Returns:
            ``ok``, how many of each kind were ``checked``, and every fault.

        Raises:
            WianError: It is not recorded, or the ledger cannot be read.
        """
        return verify(self._held, propagation)

    def _view(self, view: str, ids: Sequence[str]) -> pl.DataFrame:
        return view_frame(self._url, view, ids, patience=PATIENCE)

    def _ids(self, propagations: Sequence[str]) -> list[str]:
        return [each.id for each in self._known(propagations)]

    def _known(self, propagations: Sequence[str]) -> list[Propagation]:
        """The propagations meant, each once."""
        if not propagations:
            return list_propagations(self._held)[::-1]
        for each in propagations:
            if not isinstance(each, str):
                what, remedy = f"is of type {type(each).__name__}", "give ids: .hops(*ids)"
                raise WrongArgument("propagations", what, remedy)
        return [load_propagation(self._held, each) for each in dict.fromkeys(propagations)]


def _url(where: str | Path | None) -> str:
    """The URL of a ledger that is named by a URL, by its file, or not at all."""
    if where is None:
        return Settings().ledger_url
    return where if isinstance(where, str) and "://" in where else file_url(Path(where))


def _among(kind: type[_E], name: str, given: str | Sequence[str]) -> tuple[_E, ...]:
    """What an argument names, each once."""
    named = dict.fromkeys((given,) if isinstance(given, str) else given)
    known = {each.value for each in kind}
    for each in named:
        if each not in known:
            choices = ", ".join(each.value for each in kind)
            raise WrongArgument(name, f"has {each!r}", f"use {choices}")
    return tuple(kind(each) for each in named)


def _parts(kind: type[_E], name: str, given: str | Sequence[str] | None) -> tuple[_E, ...]:
    """The same in the order in which a report has them; all where nothing is named."""
    chosen = tuple(kind) if given is None else _among(kind, name, given)
    return tuple(each for each in kind if each in chosen)


def _minute(as_of: date | datetime | None, known: Sequence[Propagation]) -> int | None:
    if as_of is None:
        return None
    if not isinstance(as_of, date):
        what, remedy = f"is {as_of!r}", "give a datetime.date or a datetime.datetime"
        raise WrongArgument("as_of", what, remedy)
    return Instant.end_of(as_of, country_of(known).calendar.zone).minute
