"""Promises are judged by ratios of the same run; a broken one ends the command with status 1."""

from __future__ import annotations

import pytest

from benchmarks import promises
from benchmarks.figures import Figure
from benchmarks.promises import Promise, verdicts

STEPS = Figure("all our steps", "1.2 s", "0.1 s", "3.0 x floor (4.5 x cpu)", met="yes")
FASTER = Figure("against one step a hop", "3.1 s", "347 s", "1,113 times faster")
SECONDS = Figure("a page", "31 ms", met="NO")


@pytest.mark.parametrize(
    ("promise", "figure", "holds"),
    [
        (Promise("all", "<= 4 x floor", most=4), STEPS, True),
        (Promise("all", "<= 4 x cpu", most=4, pattern=r"\(([\d.]+) x cpu"), STEPS, False),
        (Promise("against", ">= 300 times", least=300), FASTER, True),
        (Promise("against", ">= 2,000 times", least=2000), FASTER, False),
        (Promise("a page", "<= 15 ms"), SECONDS, None),
    ],
)
def test_a_ratio_holds_or_is_broken(
    promise: Promise,
    figure: Figure,
    holds: bool | None,  # noqa: FBT001 - what is expected
) -> None:
    """Seconds of a machine break no promise."""
    (found,) = verdicts([figure], [promise])
    assert found.holds is holds


def test_what_was_not_measured_is_said() -> None:
    """A peer may be missing."""
    (found,) = verdicts([SECONDS], [Promise("desks", ">= 150 requests/s")])
    assert str(found).startswith("not measured")


def test_a_broken_promise_ends_the_command_with_status_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Line by line, with what was measured."""
    row = (Promise("all", "<= 4 x floor in cpu", most=4, pattern=r"\(([\d.]+)"),)
    monkeypatch.setattr(promises, "MEASUREMENTS", {"national": (lambda: [STEPS], row)})
    assert promises.main([]) == 1
    assert "BROKEN        all our steps: <= 4 x floor in cpu." in capsys.readouterr().out
    assert promises.main(["other"]) == 2
