"""Lines by column: found from either end, and made when somebody looks at one."""

from __future__ import annotations

import pytest

from hierarchy.columns.line_columns import LineColumns
from hierarchy.office import Channel, Line, LineKind

IDS = ["a", "b", "c", "d"]
LINES = [
    Line("a", "b", LineKind.SUPERVISION, Channel.HAND),
    Line("a", "c"),
    Line("b", "d", channel=Channel.ELECTRONIC),
    Line("c", "d", LineKind.SUPERVISION),
]


@pytest.fixture
def lines() -> LineColumns:
    """A diamond."""
    found = LineColumns.of(IDS, LINES[::-1])
    assert found is not None
    return found


def test_lines_are_found_from_either_end(lines):
    """Down from who writes, up from who receives, and between the two."""
    assert list(lines) == LINES
    assert lines[-1:] == (LINES[3],)
    assert list(lines.children_of(0)) == [1, 2]
    assert lines.parents_of(3) == [1, 2]
    assert [lines[each] for each in lines.up_from(3)] == LINES[2:]
    assert list(lines.tops()) == [0]
    assert lines[lines.between(1, 3)] == LINES[2]
    with pytest.raises(KeyError):
        lines.between(1, 2)


def test_a_line_that_stands_twice_or_leads_nowhere_is_noticed(lines):
    """Neither is a hierarchy's; who reports it says where it was written."""
    assert not lines.repeats()
    assert LineColumns.of(IDS, [*LINES, LINES[0]]).repeats()
    assert LineColumns.of(IDS, [Line("a", "x")]) is None


def test_lines_are_equal_whatever_their_order(lines):
    """What counts is what they say."""
    assert lines == LineColumns.of(IDS, LINES)
    assert lines != LineColumns.of(IDS, LINES[1:])
    assert lines != LINES
    assert repr(lines) == "<4 lines>"
