"""What the terminal shows: tables that hold together at any width, and lists where they cannot."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from wian.cli.terminal.layout import Beside, aligned, laid_out, widths
from wian.cli.terminal.line_wrap import longest_piece, pieces_of, wrapped

NAMES = (
    "องค์การบริหารส่วนตำบลบ้านดง",
    "เทศบาลเมืองอรัญญิก อำเภอเมืองพิษณุโลก",
    "กรมส่งเสริมการปกครองท้องถิ่น",
    "Department of Local Administration",
    "Office of the Permanent Secretary, Prime Minister's Office",
    "การสำรวจเครื่องวัดระดับน้ำและจุดเตือนภัยในชุมชน",
)
WORD = st.text("abcdefghijklmnop-ÄÖß.", min_size=1, max_size=14)
TEXT = st.one_of(st.sampled_from(NAMES), st.lists(WORD, max_size=9).map(" ".join))
ID = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,9}){0,3}", fullmatch=True)
MOMENT = st.datetimes().map(lambda at: f"{at:%d.%m.%Y %H:%M}")
FIGURE = st.integers(0, 10**7).map("{:,}".format)
DECIMAL = st.one_of(st.just("–"), st.decimals(0, 10**5, places=2).map(str), FIGURE)
CELLS = {"left": TEXT, "whole": st.one_of(ID, MOMENT), "right": FIGURE, "decimal": DECIMAL}
WIDTHS = st.one_of(st.sampled_from((60, 80, 100, 120)), st.integers(1, 200))


@st.composite
def tables(draw):
    """Columns of any sides, and rows of what stands in such columns."""
    sides = draw(st.lists(st.sampled_from(sorted(CELLS)), min_size=1, max_size=7))
    names = draw(st.lists(st.lists(WORD, min_size=1, max_size=3), min_size=7, max_size=7))
    columns = [(" ".join(name), side) for name, side in zip(names, sides, strict=False)]
    rows = draw(st.lists(st.tuples(*(CELLS[side] for side in sides)), min_size=1, max_size=5))
    return columns, rows


def _lines(columns, rows, within: int) -> list[str]:
    return [line.plain for line in laid_out(columns, rows, within)]


def _widths(columns, rows, within: int) -> list[int]:
    return widths(columns, aligned(columns, rows), within)


def _places(line: str) -> list[str]:
    """What stands in each column of the terminal; a mark stands with its letter."""
    found: list[str] = []
    for letter in line:
        if cell_len(letter) == 0 and found:
            found[-1] += letter
        else:
            found += [letter, *[""] * (cell_len(letter) - 1)]
    return found


def _columns_of(lines: list[str], fitting: list[int]) -> list[list[str]]:
    """The lines of each column; what stands between two columns must be blank."""
    found: list[list[str]] = [[] for _ in fitting]
    for line in lines:
        places, start = _places(line), 0
        for index, width in enumerate(fitting):
            found[index].append("".join(places[start : start + width]))
            start += width
            assert not "".join(places[start : start + 2]).strip(), line
            start += 2
    return found


@given(tables(), WIDTHS)
def test_nothing_is_wider_than_the_terminal_as_long_as_it_could_fit(table, within):
    """A line that the terminal ends by itself ends inside a figure or a word."""
    columns, rows = table
    whole = max(
        longest_piece(cell) if side == "left" else cell_len(cell)
        for row in rows
        for (_, side), cell in zip(columns, row, strict=True)
    )
    labels = max(longest_piece(f"{name}:") for name, _ in columns)
    if max(whole, labels) + 4 <= within:
        assert all(cell_len(line) <= within for line in _lines(columns, rows, within))


@given(tables(), WIDTHS)
def test_no_figure_id_date_or_word_is_broken(table, within):
    """An id that is broken cannot be copied, and half a figure is another figure."""
    columns, rows = table
    lines = _lines(columns, rows, within)
    for row in rows:
        for (_, side), cell in zip(columns, row, strict=True):
            pieces = [each.rstrip(" ") for each in pieces_of(cell)] if side == "left" else [cell]
            for piece in pieces:
                assert any(piece in line for line in lines), (piece, lines)


@given(tables(), WIDTHS)
def test_columns_stand_below_one_another_and_hold_all_of_their_text(table, within):
    """Thai marks take no column of their own; what is below a heading belongs to it."""
    columns, rows = table
    fitting = _widths(columns, rows, 10_000)
    found = _columns_of(_lines(columns, rows, 10_000), fitting)
    for index, (name, _) in enumerate(columns):
        told = [line.strip() for line in found[index]]
        assert told == [name, *(row[index].strip() for row in rows)]
    if not (fitting := _widths(columns, rows, within)):
        return
    found = _columns_of(_lines(columns, rows, within), fitting)
    for index, (name, _) in enumerate(columns):
        wanted = "".join((name, *(row[index] for row in rows)))
        assert "".join("".join(found[index]).split()) == "".join(wanted.split())


@given(tables(), st.integers(1, 60))
def test_a_list_says_all_that_the_table_would(table, within):
    """Who reads on a telephone misses no cell."""
    columns, rows = table
    told = Counter("".join("".join(_lines(columns, rows, within)).split()))
    for row in rows:
        told.subtract("".join("".join(row).split()))
    assert min(told.values(), default=0) >= 0


@given(tables())
def test_points_stand_below_one_another(table):
    """Figures are compared by their places."""
    columns, rows = table
    wide = _widths(columns, rows, 10_000)
    found = _columns_of(_lines(columns, rows, 10_000)[1:], wide)
    for index, (_, side) in enumerate(columns):
        if side == "decimal":
            points = {line.index(".") for line in found[index] if "." in line}
            assert len(points) <= 1
        if side == "right":
            ends = {len(line.rstrip()) for line in found[index]}
            assert len(ends) == 1


@given(TEXT, WIDTHS)
def test_a_sentence_ends_its_lines_between_words(text, within):
    """The sentences around a table are read, not deciphered."""
    lines = wrapped(text, within)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for piece in pieces_of(text):
        assert any(piece.rstrip(" ") in line for line in lines)
    if longest_piece(text) <= within:
        assert all(cell_len(line) <= within for line in lines)


@pytest.mark.parametrize("name", NAMES)
def test_a_thai_name_ends_its_lines_between_words_and_keeps_its_place_whole(name):
    """A reader who meets half a syllable reads another name."""
    pieces = [each.strip() for each in pieces_of(name)]
    assert not any(re.match(r"[\u0e30-\u0e3a\u0e45-\u0e4e]", each) for each in pieces), pieces
    for place in ("ตำบลบ้านดง", "อำเภอเมืองพิษณุโลก"):
        assert place not in name or any(place in each for each in pieces)


def test_a_long_name_makes_no_list_as_long_as_its_words_fit():
    """A table is read more quickly than a list."""
    columns = (("wave", "right"), ("office", "left"), ("id", "whole"))
    lines = _lines(columns, [(1, NAMES[4], "opm"), (2, None, "moi")], 40)
    assert lines == [
        "wave  office                         id",
        "   1  Office of the Permanent        opm",
        "      Secretary, Prime Minister's",
        "      Office",
        "   2  –                              moi",
    ]


def test_what_does_not_fit_is_told_as_a_list():
    """As many cells a line as fit; a figure in a heading of two lines has a label of one."""
    columns = (
        ("wave", "right"),
        ("office", "whole"),
        ("week\u00ad\nends", "decimal"),
        ("office-\ndays", "decimal"),
        ("", "whole"),
        ("said", "left"),
    )
    row = (4, "phitsanulok.mueang-phitsanulok", "1.5", "73", "๒๑ ม.ค. ๒๕๖๔", "one two three")
    assert _lines(columns, [row], 34) == [
        "phitsanulok.mueang-phitsanulok",
        "  wave: 4   weekends: 1.5",
        "  office-days: 73   ๒๑ ม.ค. ๒๕๖๔",
        "  said: one two three",
    ]
    assert _lines(columns, [row], 120)[:2] == [
        "                                      week-  office-",
        "wave  office                           ends     days                said",
    ]


def test_a_row_of_a_list_names_the_group_it_belongs_to():
    """In a table the group's name stands in its first row only, beside the others."""
    columns = (("office", "left"), ("stage", "left"), ("days", "right"))
    rows = [(Beside("moi", "moi"), "transit", "2"), (Beside("", "moi"), "handling", "13")]
    assert _lines(columns, rows, 30)[1:] == ["moi     transit      2", "        handling    13"]
    assert _lines(columns, rows, 12) == [
        "moi",
        "  stage:",
        "    transit",
        "  days: 2",
        "moi",
        "  stage:",
        "    handling",
        "  days: 13",
    ]


def test_what_a_terminal_would_take_for_a_command_is_a_blank():
    """A cell is a stranger's."""
    assert _lines([("x", "left")], [("a\x1b[2Jb\tc",)], 80) == ["x", "a [2Jb c"]


def test_a_real_terminal_shows_letters_with_their_numbers_whole(recorded_home):
    """What a newcomer sees first must not fall apart in a narrow terminal."""
    shown = _typed(["letters"], recorded_home, 60)
    assert "phitsanulok.mueang-phitsanulok\n" in shown
    assert "number: พล ๐๐๒๓.๓/ว ๕๕๓   dated: 2021-01-19" in shown
    assert all(cell_len(line) <= 60 for line in shown.splitlines())


def test_a_narrow_terminal_shows_ids_of_propagations_whole(recorded_home):
    """Whoever copies one from a list has all of it."""
    shown = _typed(["status", "--list"], recorded_home, 60)
    assert re.search(r"gecc-2564-[0-9a-f]{8}\b", shown)
    assert all(cell_len(line) <= 60 for line in shown.splitlines())


def _typed(arguments: list[str], home, columns: int) -> str:
    """What a command prints into a terminal of so many columns."""
    master, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    kept = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}
    command = [sys.executable, "-c", "from wian.cli.main import run; run()", *arguments]
    with subprocess.Popen(
        command,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env={**kept, "WIAN_HOME": str(home), "TERM": "xterm"},
    ) as running:
        os.close(terminal)
        said = b""
        while part := _read(master):
            said += part
    os.close(master)
    assert running.returncode == 0, said.decode()
    return re.sub(r"\x1b\[[0-9;]*m", "", said.decode()).replace("\r\n", "\n")


def _read(master: int) -> bytes:
    """What stands in the terminal next; nothing once the command has gone."""
    try:
        return os.read(master, 1 << 16)
    except OSError:
        return b""
