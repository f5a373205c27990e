"""Stories of targets: whose holds, in which unit, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from wian.delays.profile import load_profile
from wian.delays.targets import Duty, Target, Targets, load_targets
from wian.delays.unit import Unit
from wian.jurisdictions.countries import jurisdiction
from wian.kit.errors import InputFaults

_USUAL = """
assumption: Judgement.
default:
  receive: {within: 5, unit: working-days}
  forward: {within: 7, unit: working-days}
  escalate: {within: 3, unit: working-days}
"""


@pytest.fixture
def written(tmp_path: Path):
    """Targets from a file of the test's own."""

    def write(text: str) -> Targets:
        path = tmp_path / "targets.yaml"
        path.write_text(_USUAL + text, encoding="utf-8")
        return load_targets(path)

    return write


def test_a_kind_goes_before_its_level_and_both_before_the_usual(written):
    """A city answers for itself; whoever is not named keeps what all keep."""
    targets = written(
        "levels:\n  local: {receive: {within: 2, unit: working-days}}\n"
        "kinds:\n  city: {receive: {within: 4, unit: working-hours}}\n"
    )
    assert targets.target(Duty.RECEIVE, "local", "city") == Target(within=4, unit=Unit.HOURS)
    assert targets.target(Duty.RECEIVE, "local", "village") == Target(within=2, unit=Unit.DAYS)
    assert targets.target(Duty.FORWARD, "local", "city") == Target(within=7, unit=Unit.DAYS)


@pytest.mark.parametrize(
    ("target", "minutes"),
    [
        (Target(within=2, unit=Unit.DAYS), 960),
        (Target(within=1.5, unit=Unit.HOURS), 90),
        (Target(within=0.001, unit=Unit.HOURS), 1),
    ],
)
def test_a_target_is_so_many_office_minutes(target, minutes):
    """A working day is as long as the office is open; nothing is due at once."""
    assert target.minutes(480) == minutes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("levels: {local: {receive: {within: 0, unit: working-days}}}", "too small"),
        ("levels: {local: {receive: {within: 501, unit: working-days}}}", "too large"),
        ("levels: {local: {receive: {within: '3', unit: working-days}}}", "not a number"),
        ("kinds: {x: {receive: {within: 3, unit: days}}}", "working-hours"),
        ("kinds: {x: {read: {within: 3, unit: working-days}}}", "no known field"),
        ("kinds: {'x y': {}}", "lower-case"),
        ("assumed: yes", "no known field"),
    ],
)
def test_a_faulty_file_is_refused_with_its_line(written, text, said):
    """What a stranger wrote is named with file and line."""
    with pytest.raises(InputFaults, match=r"targets\.yaml line") as caught:
        written(text)
    assert said in str(caught.value)


def test_a_delay_profile_may_bring_targets_of_its_own(tmp_path):
    """They stand in one file with what hops are assumed to cost; without them nothing is there."""
    shipped = jurisdiction("thailand").profile
    text = shipped.read_text(encoding="utf-8")
    assert load_profile(shipped).targets is None
    assert "targets" not in load_profile(shipped).model_dump(mode="json")
    path = tmp_path / "own.yaml"
    section = "targets:\n" + "".join(f"  {line}\n" for line in _USUAL.strip().splitlines())
    path.write_text(f"{text}\n{section}", encoding="utf-8")
    assert load_profile(path).targets == load_targets_of(tmp_path)


def load_targets_of(folder: Path) -> Targets:
    path = folder / "alone.yaml"
    path.write_text(_USUAL, encoding="utf-8")
    return load_targets(path)


def test_thailand_says_that_its_targets_are_assumptions():
    """No rule stands behind them, and nobody is to believe that one does."""
    assert "Assumed" in load_targets(jurisdiction("thailand").targets).assumption
