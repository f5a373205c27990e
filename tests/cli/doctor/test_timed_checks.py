"""Checks that hang or fail hold up and hide no other."""

from __future__ import annotations

import threading

import pytest

from wian.cli.doctor.diagnosis import Verdict, fine
from wian.cli.doctor.timed_checks import answered, examined


def test_a_check_that_hangs_or_fails_is_named_and_the_others_are_shown():
    """In their order."""
    ended = threading.Event()

    def failing():
        raise PermissionError(13, "Permission denied")

    def hanging():
        ended.wait(60)
        return [fine("late")]

    checks = {"hangs": hanging, "fails": failing, "fine": lambda: [fine("good")]}
    found = examined(checks, 2.5)
    ended.set()
    assert list(found) == ["hangs", "fails", "fine"]
    assert [each.verdict for (each,) in found.values()] == [
        Verdict.ATTENTION,
        Verdict.ATTENTION,
        Verdict.OK,
    ]
    assert found["hangs"][0].what == "This has not been answered in 2.5 seconds."
    assert "PermissionError" in found["fails"][0].what


def test_a_question_is_answered_refused_or_given_up():
    """Whoever asks goes on in any case."""
    assert answered(lambda: 1, 5) == 1
    with pytest.raises(KeyError):
        answered(lambda: {}["x"], 5)
    ended = threading.Event()
    with pytest.raises(TimeoutError):
        answered(lambda: ended.wait(60), 0.05)
    ended.set()
