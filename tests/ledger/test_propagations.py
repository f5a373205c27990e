"""A propagation is recorded once, with everything that is needed to run it again."""

from __future__ import annotations

from datetime import date
from types import ModuleType

import pytest

from hierarchy.graph import Hierarchy
from ledger.database import Ledger
from ledger.errors import PropagationConflict, UnknownPropagation
from ledger.propagations import (
    list_propagations,
    load_propagation,
    load_snapshot,
    record_propagation,
)


def test_what_was_recorded_comes_back(ledger: Ledger, story: ModuleType) -> None:
    """The directive with its exceptions, the window, the profile, the limits, the hierarchy."""
    given = story.record(ledger, limit_to=("north", "mill"))
    loaded = load_propagation(ledger, "p1")
    assert loaded.directive == given.directive
    assert loaded.limit_to == ("north", "mill")
    assert (loaded.window_opens, loaded.window_closes) == (date(2021, 1, 1), date(2021, 2, 28))
    assert loaded.profile == '{"a":[2],"b":1}'
    snapshot = load_snapshot(ledger, loaded.hierarchy_digest)
    assert Hierarchy.from_json(snapshot).digest() == story.REALM.digest()


def test_recording_again_changes_nothing(ledger: Ledger, story: ModuleType) -> None:
    """A run that is started again, later and by a newer program, finds the first record."""
    story.record(ledger)
    story.record(ledger, created_minute=story.START + 99, tool_version="0.2.0")
    assert [each.created_minute for each in list_propagations(ledger)] == [story.START]


def test_another_propagation_of_the_same_id_is_refused(ledger: Ledger, story: ModuleType) -> None:
    """The error names what differs, and the first record stays."""
    story.record(ledger)
    with pytest.raises(PropagationConflict, match="recorded already with another seed, limit to"):
        story.record(ledger, seed=8, limit_to=("south",))
    assert load_propagation(ledger, "p1").seed == 7


def test_the_latest_is_the_one_created_last(ledger: Ledger, story: ModuleType) -> None:
    """By its minute; within a minute by the order of recording."""
    for name, created in (("b", 5), ("c", 3), ("a", 5)):
        story.record(ledger, name, created_minute=created)
    assert load_propagation(ledger).id == "a"
    assert [each.id for each in list_propagations(ledger)] == ["a", "b", "c"]


def test_an_unknown_propagation_names_the_known(ledger: Ledger, story: ModuleType) -> None:
    """Ten of them at most, the latest first; an empty ledger says how to begin."""
    with pytest.raises(UnknownPropagation, match="holds no propagation yet; wian propagate"):
        load_propagation(ledger)
    for index in range(12):
        story.record(ledger, f"p{index}", created_minute=index)
    with pytest.raises(UnknownPropagation) as caught:
        load_propagation(ledger, "nowhere" * 50)
    said = str(caught.value)
    assert "it holds p11, p10, " in said
    assert said.endswith("p2 and 2 more.")
    assert len(said) < 200


def test_a_hierarchy_is_kept_once(ledger: Ledger, story: ModuleType) -> None:
    """Propagations over the same hierarchy share its snapshot."""
    story.record(ledger, "p1")
    record_propagation(ledger, story.propagation("p2"), b"not looked at, as the digest is known")
    assert Hierarchy.from_json(load_snapshot(ledger, story.REALM.digest())).offices
    with pytest.raises(KeyError):
        load_snapshot(ledger, "unknown")
