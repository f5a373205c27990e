"""A propagation is recorded once, with everything that is needed to run it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import ModuleType

import pytest

from wian.ledger.database import Ledger
from wian.ledger.errors import FileNotKept, PropagationConflict, UnknownPropagation
from wian.ledger.read.recorded import load_kept
from wian.ledger.write.propagations import (
    list_propagations,
    load_propagation,
    record_propagation,
)
from wian.letters.directive import Enclosure


def test_what_was_recorded_comes_back(ledger: Ledger, story: ModuleType) -> None:
    """The directive with its exceptions, the window, the profile, the limits, the hierarchy."""
    given = story.record(ledger, limit_to=("north", "mill"))
    loaded = load_propagation(ledger, "p1")
    assert loaded.directive == given.directive
    assert loaded.limit_to == ("north", "mill")
    assert (loaded.window_opens, loaded.window_closes) == (date(2021, 1, 1), date(2021, 2, 28))
    assert loaded.profile == '{"a":[2],"b":1}'
    kept = load_kept(ledger, loaded.hierarchy_digest)
    assert (kept.digest(), kept.to_json()) == (story.REALM.digest(), story.REALM.to_json())


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


def test_a_directive_whose_file_nobody_gave_is_refused(ledger: Ledger, story: ModuleType) -> None:
    """Nothing of the propagation is recorded: its letters would name what cannot be had."""
    file = {"name": "a.pdf", "media_type": "application/pdf", "size": 1, "sha256": "0" * 64}
    enclosures = (Enclosure.model_validate({"title": "แบบ", "kept": file}),)
    given = story.propagation()
    directive = given.directive.model_copy(update={"enclosures": enclosures})
    with pytest.raises(FileNotKept, match=r"does not keep the enclosed file a\.pdf"):
        record_propagation(ledger, replace(given, directive=directive), story.REALM)
    assert list_propagations(ledger) == []


def test_the_latest_is_the_one_created_last(ledger: Ledger, story: ModuleType) -> None:
    """By its minute; within a minute by the order of recording."""
    for name, created in (("b", 5), ("c", 3), ("a", 5)):
        story.record(ledger, name, created_minute=created)
    assert load_propagation(ledger).id == "a"
    assert [each.id for each in list_propagations(ledger)] == ["a", "b", "c"]


def test_an_unknown_propagation_names_the_known(ledger: Ledger, story: ModuleType) -> None:
    """A few of them, the latest first; an empty ledger says how to begin."""
    with pytest.raises(UnknownPropagation, match="holds no propagation yet; wian propagate"):
        load_propagation(ledger)
    for index in range(3):
        story.record(ledger, f"wells-{index}{index}c5", created_minute=index)
    said = _unknown(ledger, "nowhere" * 50)
    assert said.endswith("it holds wells-22c5, wells-11c5, wells-00c5.")
    assert len(said) < 250
    for index in range(3, 12):
        story.record(ledger, f"roads-{index}d7", created_minute=index)
    assert _unknown(ledger, "zz").endswith("zz; wian status --list names the 12 that it holds.")


def test_an_id_that_is_mistyped_or_only_begun_is_recognised(
    ledger: Ledger, story: ModuleType
) -> None:
    """Whoever types the directive's id, or loses a digit, is told the whole of it."""
    for name in ("wells-883ca85f", "roads-42453c7b", "roads-35009734"):
        story.record(ledger, name)
    assert _unknown(ledger, "wells").endswith("wells; did you mean wells-883ca85f?")
    assert _unknown(ledger, "wells-883ca58f").endswith("did you mean wells-883ca85f?")
    assert "did you mean roads-" in _unknown(ledger, "roads")
    for index in range(9):
        story.record(ledger, f"drill-{index}", created_minute=index)
    assert "9 begin so, the latest is drill-8; see wian status --list" in _unknown(ledger, "drill")


def _unknown(ledger: Ledger, name: str) -> str:
    with pytest.raises(UnknownPropagation) as caught:
        load_propagation(ledger, name)
    return str(caught.value)


def test_a_hierarchy_is_kept_once(ledger: Ledger, story: ModuleType) -> None:
    """Propagations over the same hierarchy share its snapshot."""
    story.record(ledger, "p1")
    record_propagation(ledger, story.propagation("p2"), story.REALM)
    assert load_kept(ledger, story.REALM.digest()).offices == story.REALM.offices
    with pytest.raises(KeyError):
        load_kept(ledger, "unknown")
