"""Faults of an input: all at once, each with its place and a remedy."""

from __future__ import annotations

from wian.kit.errors import Fault, InputFaults


def test_a_report_holds_every_fault_and_shows_the_first_two_hundred():
    """A file that is wrong throughout does not flood the terminal, and loses nothing."""
    report = InputFaults(
        "the list", (Fault(f"line {n}", "is wrong", "mend it") for n in range(999))
    )
    assert len(report.faults) == 999
    lines = str(report).splitlines()
    assert lines[0] == "The list has 999 faults:"
    assert lines[1] == "  - line 0: is wrong; mend it"
    assert lines[-1] == "  and 799 more"
    assert len(lines) == 202


def test_what_a_fault_is_called_changes_nothing_about_it():
    """Kind and values are for other words: the fault is the same, in its order, and so printed."""
    plain = Fault("a.csv line 2", "is empty", "write it")
    named = Fault("a.csv line 2", "is empty", "write it", "file_empty", {"line": 2})
    assert plain == named
    assert hash(plain) == hash(named)
    assert not plain < named
    assert (str(plain), repr(plain)) == (str(named), repr(named))
