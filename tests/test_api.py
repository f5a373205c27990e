"""Stories of analysts and programmers who ``import wian``, and never type a command."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args

import polars as pl
import pytest

import wian
from wian import api
from wian.delays.hop_rows import COLUMNS
from wian.ledger.migrations import VERSIONS
from wian.propagation.plan import record
from wian.reports.bottlenecks.overview import Bottlenecks
from wian.reports.group_by import By
from wian.reports.hop_frame import SCHEMA
from wian.reports.stages import HopStage, Time


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, propagating) -> Path:
    """A ledger with two rehearsals of the directive of 2564, made with the API alone."""
    path = tmp_path_factory.mktemp("api") / "บัญชี 2564.db"
    directive = wian.load_directive(propagating.directive)
    with wian.open_ledger(path, writable=True) as ledger:
        for seed in (1, 2):
            wian.propagate(wian.plan(directive, seed=seed), ledger)
    return path


@pytest.fixture
def ledger(path: Path) -> Iterator[wian.OpenLedger]:
    with wian.open_ledger(path) as ledger:
        yield ledger


@pytest.fixture
def first(ledger) -> str:
    """The rehearsal that was recorded first."""
    return str(ledger.propagations()["propagation"][-1])


@pytest.fixture
def typed(path: Path, wian: Callable[..., Any], monkeypatch) -> Callable[..., Any]:
    """What a command prints of the same ledger, as JSON."""
    monkeypatch.setenv("WIAN_DATABASE_URL", f"sqlite:///{path}")

    def type_(*arguments: str) -> Any:
        ran = wian(*arguments)
        assert ran.code == 0, ran.err
        return ran.json

    return type_


def _said(call) -> str:
    with pytest.raises(wian.WianError) as caught:
        call()
    return str(caught.value)


def test_offices_are_loaded_by_the_name_of_their_country_or_from_a_file(propagating):
    """An analyst begins with who stands under whom."""
    assert wian.load_offices("thailand").office("moi").level == "ministry"
    offices = wian.load_offices(propagating.directive.parent / "offices.yaml")
    assert repr(offices).endswith(": 116 offices>")
    assert "There is no jurisdiction 'siam'. Use one of: thailand, " in _said(
        lambda: wian.load_offices("siam")
    )


def test_a_plan_is_printed_and_compared(propagating, gecc_plan):
    """The same directive, offices and seed make the same plan, however it was come by."""
    offices = wian.load_offices(propagating.directive.parent / "offices.yaml")
    directive = wian.load_directive(propagating.directive, offices)
    plan = wian.plan(directive, offices)
    assert plan == wian.plan(str(propagating.directive)) == gecc_plan
    assert len({plan, gecc_plan, wian.plan(directive, seed=2)}) == 2
    assert repr(plan) == "<Plan gecc-2564-883ca85f: 116 offices, 115 hops in 5 waves>"
    assert "  wave 4: Phitsanulok -> 9 districts, 3 local bodies\n" in str(plan)


def test_a_loaded_directive_finds_its_files_from_another_folder(propagating, tmp_path, monkeypatch):
    """A notebook changes its folder between loading and planning."""
    monkeypatch.chdir(propagating.directive.parent)
    directive = wian.load_directive("directive.yaml")
    monkeypatch.chdir(tmp_path)
    assert wian.plan(directive).id == "gecc-2564-883ca85f"


def test_a_directive_that_a_program_changed_is_checked_again(propagating):
    """There is no line of a file to name, so the field stands alone; all faults at once."""
    directive = wian.load_directive(propagating.directive)
    there = directive.model_copy(update={"origin": "nobody"})
    assert "\n  - origin: there is no office 'nobody'; " in _said(lambda: wian.plan(there))
    undated = directive.model_copy(update={"issued": None, "observed": None})
    assert "The directive gecc-2564 has 1 fault:\n  - issued: is missing" in _said(
        lambda: wian.plan(undated)
    )
    early = directive.model_copy(update={"issued": date(1950, 1, 2), "observed": None})
    assert "issued: the origin issues on 1950-01-02, outside the working calendar" in _said(
        lambda: wian.plan(early)
    )


def test_a_plan_refuses_a_seed_and_an_office_that_mean_nothing(propagating):
    """As the command does, in the words of the API."""
    directive = wian.load_directive(propagating.directive)
    assert "seed: seed -1 is too small" in _said(lambda: wian.plan(directive, seed=-1))
    assert "There is no office 'x'" in _said(lambda: wian.plan(directive, limit_to="x"))
    only = wian.plan(directive, limit_to=["phitsanulok"])
    assert only == wian.plan(directive, limit_to="phitsanulok")


def test_propagating_twice_records_once(path, propagating):
    """A cell of a notebook is run again and again."""
    with wian.open_ledger(path, writable=True) as ledger:
        again = wian.propagate(wian.plan(propagating.directive), ledger)
        assert (again.letters, again.hops, again.receptions) == (13, 115, 117)
        assert (again.observed, again.simulated) == (2, 113)
        assert ledger.propagations().height == 2


def test_a_ledger_is_read_only_unless_somebody_asks_for_more(path, ledger, first, propagating):
    """Neither by the API nor behind its back does a reader change anything."""
    refused = _said(lambda: wian.propagate(wian.plan(propagating.directive), ledger))
    assert refused == (
        "The argument ledger was opened for reading only; "
        "open it with wian.open_ledger(..., writable=True)."
    )
    assert "read" in _said(lambda: record(ledger._held, ledger.plan(first), propagating.some_day))
    assert repr(ledger) == f"<OpenLedger sqlite:///{path}, for reading only>"


def test_a_ledger_that_is_not_there_is_not_made_by_reading(tmp_path):
    """A mistyped path stays a mistyped path."""
    assert "is not there yet" in _said(lambda: wian.open_ledger(tmp_path / "typo.db"))
    assert "is not there yet" in _said(lambda: wian.open_ledger(f"sqlite:///{tmp_path}/typo.db"))
    assert "has a question mark" in _said(lambda: wian.open_ledger(tmp_path / "what?.db"))
    assert list(tmp_path.iterdir()) == []


def test_an_older_ledger_is_not_brought_up_to_date_by_reading(tmp_path):
    """The remedy says what does."""
    path = tmp_path / "old.db"
    wian.open_ledger(path, writable=True).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE ledger_version SET version_num = ?", (VERSIONS[0],))
    assert "is of an older version" in _said(lambda: wian.open_ledger(path))


def test_the_ledger_of_the_commands_is_opened_where_none_is_named(path, tmp_path, monkeypatch):
    """WIAN_HOME and WIAN_DATABASE_URL lead an analyst to where the operator works."""
    monkeypatch.setenv("WIAN_DATABASE_URL", f"sqlite:///{path}")
    with wian.open_ledger() as ledger:
        assert ledger.propagations().height == 2
    monkeypatch.delenv("WIAN_DATABASE_URL")
    monkeypatch.setenv("WIAN_HOME", str(tmp_path))
    assert f"sqlite:///{tmp_path}/wian.db is not there yet" in _said(wian.open_ledger)


def test_a_live_plan_is_not_rehearsed(propagating, tmp_path):
    """Real letters go out by the command alone."""
    request = propagating.request(
        propagating.root / "examples" / "water-gauges" / "directive.yaml", clock="live"
    )
    live = api.prepare.prepare(request)
    with wian.open_ledger(tmp_path / "ledger.db", writable=True) as ledger:
        assert "is no rehearsal: real letters" in _said(lambda: wian.propagate(live, ledger))
        assert ledger.propagations().is_empty()


def test_a_recorded_plan_is_made_again(ledger, propagating):
    """What was recorded can be compared with what would be planned now."""
    assert ledger.plan() == wian.plan(propagating.directive, seed=2)
    assert "holds no propagation gecc" in _said(lambda: ledger.plan("gecc"))


def test_hops_are_those_of_the_commands(typed, ledger, first):
    """Columns and types of the Parquet export, and in them the rows of wian hops."""
    hops = ledger.hops(first)
    assert dict(hops.schema) == dict(SCHEMA)
    printed = typed("hops", first, "--json")["hops"]
    assert hops.select(COLUMNS).to_dicts() == printed
    assert ledger.hops()["propagation"].unique(maintain_order=True)[0] == first
    assert ledger.hops().height == 230


def test_propagations_letters_and_receptions_are_the_views(ledger, first):
    """Their columns are those of the views, days and truths being what they are."""
    for name in ("propagations", "letters", "receptions"):
        view = ledger.sql(f"SELECT * FROM {name}")  # noqa: S608 - one of three
        frame = getattr(ledger, name)()
        assert (frame.columns, frame.height) == (view.columns, view.height)
    assert ledger.propagations()["window_closes"].to_list() == [date(2021, 2, 28)] * 2
    assert ledger.receptions()["corrected"].dtype == pl.Boolean
    letters = ledger.letters(first)
    assert letters["office"].to_list()[:3] == ["opm", "moi", "dla"]
    assert set(letters["propagation"]) == {first}
    assert letters["received"].sum() == 115


def test_propagations_come_in_the_order_in_which_they_are_named(ledger, first):
    """Each once."""
    second = str(ledger.propagations()["propagation"][0])
    for frame in (ledger.letters(second, first, second), ledger.hops(second, first, second)):
        assert frame["propagation"].unique(maintain_order=True).to_list() == [second, first]
        assert frame.height in (26, 230)


@pytest.mark.parametrize("by", [("wave",), ("office",), ("level", "month")])
def test_latency_is_that_of_the_command(typed, ledger, first, by):
    """The same figures, whoever asks."""
    options = [option for key in by for option in ("--by", key)]
    printed = typed("report", "latency", first, *options, "--json")["rows"]
    assert ledger.latency(first, by=by).to_dicts() == printed


def test_latency_of_a_stage_as_of_a_day(typed, ledger, first):
    """An office's day ends at its midnight; a moment without a zone is on its clock."""
    options = ("--stage", "hop", "--working", "--as-of", "2021-01-19", "--json")
    printed = typed("report", "latency", first, *options)["rows"]
    day = ledger.latency(first, stage="hop", time="working", as_of=date(2021, 1, 19))
    assert day.to_dicts() == printed
    end = datetime(2021, 1, 19, 23, 59)  # noqa: DTZ001 - what an analyst writes
    for moment in (end, datetime(2021, 1, 19, 16, 59, tzinfo=UTC)):
        assert ledger.latency(first, stage="hop", time="working", as_of=moment).equals(day)


@pytest.mark.parametrize("table", get_args(api.BottleneckTableName))
def test_bottlenecks_are_those_of_the_command(typed, ledger, first, table):
    """Each table, with all its decimals."""
    printed = typed("report", "bottlenecks", first, "--json")[table]
    made = ledger.bottlenecks(first, table=table)
    assert made.with_columns(pl.col(pl.Float64).round(6)).to_dicts() == printed


def test_an_empty_ledger_has_empty_tables(tmp_path):
    """Columns are there before the first row is."""
    with wian.open_ledger(tmp_path / "empty.db", writable=True) as ledger:
        frames = (ledger.propagations(), ledger.hops(), ledger.letters(), ledger.receptions())
        for frame in (*frames, ledger.latency(), ledger.bottlenecks()):
            assert frame.is_empty()
            assert frame.width > 10


def test_a_ledger_proves_itself(typed, ledger, first):
    """What wian verify finds."""
    found = ledger.verify()
    assert (found.ok, found.faults) == (True, ())
    assert typed("verify", "--json")["checked"] == found.checked
    assert ledger.verify(first).checked["propagations"] == 1


def test_arguments_that_mean_nothing_are_refused_in_whole_sentences(ledger, first):
    """Each names the argument, and what to write instead."""
    when = "2021-01-19"
    refused = {
        "propagations is of type list; give ids": lambda: ledger.hops([first]),
        "by has 'x'; use wave, level, kind": lambda: ledger.latency(by="x"),
        "by has 5 keys; group by at most 4": lambda: ledger.latency(
            by=("wave", "level", "kind", "office", "month")
        ),
        "stage has 'x'; use transit, routing": lambda: ledger.latency(stage=["hop", "x"]),
        "time has 'x'; use calendar, working.": lambda: ledger.latency(time="x"),
        "as_of is '2021-01-19'; give a datetime.date": lambda: ledger.bottlenecks(as_of=when),
        "table is 'x'; use one of parts, chains": lambda: ledger.bottlenecks(table="x"),
    }
    for said, call in refused.items():
        assert f"The argument {said}" in _said(call)
    assert "holds no propagation x" in _said(lambda: ledger.letters("x"))
    assert "a question reads the views and nothing else" in _said(
        lambda: ledger.sql("DELETE FROM hop")
    )


def test_the_names_that_editors_offer_are_those_that_there_are():
    """A type checker refuses what the program would refuse."""
    kinds = ((api.GroupBy, By), (api.StageName, HopStage), (api.TimeName, Time))
    for offered, known in kinds:
        assert get_args(offered) == tuple(each.value for each in known)
    assert all(hasattr(Bottlenecks, each) for each in get_args(api.BottleneckTableName))
