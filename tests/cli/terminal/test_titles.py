"""Titles of what commands show: whose it is, so that nobody reads the figures of another one."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from rich.cells import cell_len

from wian.cli.terminal.titles import Named, named
from wian.jurisdictions.handling import Secrecy
from wian.letters.directive import Directive


@dataclass(frozen=True)
class Sent:
    """A propagation, as far as a title needs it."""

    id: str
    directive: Directive


@pytest.fixture
def sent(gecc_plan):
    """The propagation of 2564 with another subject or secrecy."""
    return lambda **other: Sent("p-1", gecc_plan.directive.model_copy(update=other))


def test_a_title_says_the_subject_where_there_is_room(sent):
    """An id alone tells few readers which circular it is."""
    short = named(sent(subject="การสำรวจ\nเครื่องวัด"))
    assert short.within("3 hops of ", ", all") == "3 hops of p-1 (การสำรวจ เครื่องวัด), all"
    long = named(sent(subject="ก" * 110))
    assert cell_len(long.within("3 hops of ")) == len("3 hops of p-1")


@pytest.mark.parametrize("secrecy", [each for each in Secrecy if each is not Secrecy.NONE])
def test_a_secret_subject_stands_in_no_title(sent, secrecy):
    """A terminal is read over shoulders, and its output is pasted into messages."""
    assert named(sent(secrecy=secrecy)) == Named("p-1")


@pytest.mark.parametrize("command", [("hops",), ("letters",), ("report", "latency")])
def test_what_is_shown_of_the_latest_propagation_names_it(read, gecc_plan, command):
    """The latest on record may be another one than the reader thinks of."""
    title = read(*command).out.splitlines()[0]
    assert gecc_plan.id in title


def test_files_are_named_with_the_propagation_they_are_of(read, gecc_plan, tmp_path):
    """The same, where only a folder or a file comes of it."""
    letters = read("letters", "--office", "dla", "--out", tmp_path)
    assert " ".join(letters.out.split()).endswith(f": 1 letter of {gecc_plan.id}.")
    rows = read("report", "latency", "--format", "csv", "--out", tmp_path / "rows.csv")
    assert " ".join(rows.out.split()).endswith(f" rows on {gecc_plan.id}.")
