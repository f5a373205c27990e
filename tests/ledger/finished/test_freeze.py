"""A frozen rehearsal reads as before, proves itself, and comes back without a difference."""

from __future__ import annotations

from io import BytesIO

import polars as pl
import pytest
from sqlalchemy import func, insert, select, update

from wian.ledger.checkpoints.checkpoint import Checkpoint
from wian.ledger.checkpoints.entry_tree import grow
from wian.ledger.errors import CannotFreeze, FrozenPropagation, UnknownPropagation
from wian.ledger.finished.finished_counts import finished_counts
from wian.ledger.finished.freeze import freezable, freeze, hindrance, thaw
from wian.ledger.finished.frozen_rows import FrozenFiles
from wian.ledger.finished.frozen_table import FrozenRow
from wian.ledger.proof.verification import verify
from wian.ledger.read.hops.hop_columns import hop_columns
from wian.ledger.read.offices.letter_recipients import letters_brought, recipients_by_letter
from wian.ledger.read.recorded import counts, issuers
from wian.ledger.tables import (
    Base,
    EntryRow,
    HopRow,
    LetterRow,
    ReceptionRow,
    RegisterHeadRow,
)
from wian.propagation.prepare import prepare
from wian.propagation.request import PropagationRequest

_MOVED = (LetterRow, HopRow, ReceptionRow, EntryRow)


@pytest.fixture(scope="module")
def plans(living):
    """Two rehearsals to the same office, so that they draw from the same registers."""
    directive = living.directive(id="rehearsed", issued="2026-11-02")
    asked = {"directive": str(directive), "limit_to": (living.leaf,)}
    return [prepare(PropagationRequest(**asked, seed=seed)) for seed in (1, 2)]


@pytest.fixture
def rehearsed(either, plans, propagating):
    """A ledger with both."""
    for plan in plans:
        propagating.send(either, plan)
    return either


def _rows(ledger) -> dict[str, list[str]]:
    tables = (table for name, table in Base.metadata.tables.items() if name != "frozen_propagation")
    with ledger.reading() as connection:
        return {
            each.name: sorted(map(repr, connection.execute(select(each)).all())) for each in tables
        }


def _seen(ledger, plan, propagating) -> list[object]:
    """What is read of a rehearsal by itself."""
    return [
        propagating.everything(ledger, plan),
        finished_counts(ledger, plan.id),
        counts(ledger, plan.id),
        issuers(ledger, plan.id),
        letters_brought(ledger, plan.id),
        recipients_by_letter(ledger, plan.id),
    ]


def _columns(ledger, plans, **asked) -> list[object]:
    read = hop_columns(ledger, [each.id for each in plans], **asked)
    frames = (read.hops, read.letters, read.later, read.stamps)
    return [sorted(frame.rows()) for frame in frames] + [frame.schema for frame in frames]


def test_it_reads_as_before_and_comes_back(rehearsed, plans, propagating):
    """Alone and beside one that is not frozen; then every row of every table is what it was."""
    before, seen = _rows(rehearsed), [_seen(rehearsed, each, propagating) for each in plans]
    columns = [_columns(rehearsed, plans, numbers=numbers) for numbers in (True, False)]
    assert sorted(freezable(rehearsed)) == sorted(each.id for each in plans)
    assert freeze(rehearsed, plans[0].id)
    assert freeze(rehearsed, plans[0].id) is None
    assert freezable(rehearsed) == [plans[1].id]
    with rehearsed.reading() as connection:
        for table in _MOVED[:3]:
            of_it = select(func.count()).where(table.propagation == plans[0].id)
            assert connection.scalar(of_it) == 0
    assert [_seen(rehearsed, each, propagating) for each in plans] == seen
    again = [_columns(rehearsed, plans, numbers=numbers) for numbers in (True, False)]
    assert again == columns
    assert verify(rehearsed).ok
    assert thaw(rehearsed, plans[0].id)
    assert not thaw(rehearsed, plans[0].id)
    assert _rows(rehearsed) == before


def test_whoever_sends_it_again_goes_on_with_it(rehearsed, plans, propagating):
    """Nothing is written twice; without recording it again nothing is written to it."""
    before = _rows(rehearsed)
    freeze(rehearsed, plans[0].id)
    with pytest.raises(FrozenPropagation, match="wian thaw"), rehearsed.cohort(plans[0].id):
        pass
    propagating.send(rehearsed, plans[0])
    assert _rows(rehearsed) == before


def test_numbers_go_on_where_a_frozen_one_ended(either, plans, propagating):
    """A later rehearsal gets the numbers that it would have got."""
    propagating.send(either, plans[0])
    freeze(either, plans[0].id)
    propagating.send(either, plans[1])
    assert verify(either).ok
    with either.reading() as connection:
        lasts = connection.scalars(select(RegisterHeadRow.last).where(RegisterHeadRow.year > 0))
        assert set(lasts) == {2}


@pytest.mark.parametrize("first", ["tree", "frozen"])
def test_checkpoints_cover_it(rehearsed, plans, first):
    """Whether it was frozen before the first checkpoint or after, in the tree it has its places."""
    if first == "frozen":
        freeze(rehearsed, plans[0].id)
    held = Checkpoint.of(grow(rehearsed), "kept")
    freeze(rehearsed, plans[0].id)
    later = grow(rehearsed)
    assert (later.size, later.root) == (held.size, held.root)
    found = verify(rehearsed, against={"kept": held})
    assert found.ok
    assert found.checked["leaves"] == held.size
    thaw(rehearsed, plans[0].id)
    assert verify(rehearsed, against={"kept": held}).ok


def test_what_may_not_be_frozen_says_why(either, story, living, live_plan):
    """An open or live one, one with what was observed, and one that is not there."""
    story.record(either, "open")
    story.send(either, "open", waves=1)
    story.record(either, "seen", seed=8)
    story.send(either, "seen")
    living.begin(either, live_plan)
    assert freezable(either) == []
    for name, why in (
        ("open", "has not gone down to its last office yet"),
        ("seen", "holds what was observed"),
        (live_plan.id, "is no rehearsal"),
    ):
        with pytest.raises(CannotFreeze, match=why):
            freeze(either, name)
        assert why in str(hindrance(either, name))
    for act in (freeze, thaw, hindrance):
        with pytest.raises(UnknownPropagation):
            act(either, "p9")


def test_a_rehearsal_with_answers_says_that_it_has_them(asked_and_answered):
    """Nothing in it was observed, and it does not say so."""
    ledger, plan = asked_and_answered.ledger, asked_and_answered.plan
    assert "was rehearsed with answers" in str(hindrance(ledger, plan.id))
    assert plan.id not in freezable(ledger)


def test_what_does_not_prove_itself_is_not_frozen(rehearsed, plans):
    """Its digests are made anew when it comes back, which would hide an edit."""
    with rehearsed.writing() as connection:
        of_it = LetterRow.propagation == plans[0].id
        connection.execute(update(LetterRow).where(of_it, LetterRow.wave == 2).values(number="9"))
    before = _rows(rehearsed)
    with pytest.raises(CannotFreeze, match="does not prove itself"):
        freeze(rehearsed, plans[0].id)
    assert _rows(rehearsed) == before


@pytest.mark.parametrize("edit", ["a row", "a file", "a count", "its name", "deleted"])
def test_an_edit_of_a_frozen_one_shows(rehearsed, plans, edit):
    """A file with its digest made anew too: the registers say what they entered."""
    freeze(rehearsed, plans[0].id)
    with rehearsed.writing() as connection:
        row = dict(connection.execute(select(FrozenRow.__table__)).mappings().one())
        connection.execute(FrozenRow.__table__.delete())
        if edit != "deleted":
            connection.execute(insert(FrozenRow), {**row, **_edited(edit, row, plans)})
    assert not verify(rehearsed).ok


def _edited(edit: str, row: dict, plans) -> dict[str, object]:
    if edit == "a count":
        return {"hops": row["hops"] + 1}
    if edit == "its name":
        return {"propagation": plans[1].id}
    if edit == "a file":
        return {"hop": row["reception"]}

    file = BytesIO()
    stamps = pl.read_parquet(BytesIO(row["reception"]))
    stamps.with_columns(pl.col("at_minute") + 1).write_parquet(file)
    files = FrozenFiles(row["letter"], row["hop"], file.getvalue())
    return {**files._asdict(), "digest": files.digest}
