"""Draws the rooms of the code and the tables of the ledger, from the code itself.

Run ``python docs/images/structure.py`` from the repository; it writes ``rooms.svg`` and
``tables.svg`` beside itself. Rooms come from the layers that import-linter holds in
``pyproject.toml``, arrows from the imports, sentences from each room's docstring; tables, keys and
their arrows come from the metadata of SQLAlchemy.
"""  # noqa: INP001 - a script beside its pictures

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import textwrap
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import networkx as nx

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
_FONT = "font-family='Noto Sans, DejaVu Sans, Arial, sans-serif'"
_INK, _SOFT, _LINE, _FILL, _HEAD = "#1b2733", "#526070", "#8593a1", "#ffffff", "#e8eef6"
_ARROW = (
    "<defs><marker id='arrow' viewBox='0 0 8 8' refX='7' refY='4' markerWidth='8' markerHeight='8' "
    f"orient='auto'><path d='M0 0L8 4L0 8z' fill='{_LINE}'/></marker></defs>"
)
_IMPORT = re.compile(r"^\s*(?:from|import) ((?:wian|flows|tasks|hierarchy)[\w.]*)", re.MULTILINE)


def _text(x: float, y: float, words: str, *, size: int = 12, more: str = "") -> str:
    return f"<text x='{x:g}' y='{y:g}' font-size='{size}' {more}>{escape(words)}</text>"


def _box(x: float, y: float, width: float, height: float, fill: str = _FILL) -> str:
    at = f"x='{x:g}' y='{y:g}' width='{width:g}' height='{height:g}'"
    return f"<rect {at} rx='5' fill='{fill}' stroke='{_LINE}'/>"


def _picture(width: int, height: float, title: str, parts: Sequence[str]) -> str:
    head = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height:g}' width='{width}' "
        f"height='{height:g}' role='img' {_FONT} fill='{_INK}'>"
    )
    ground = f"<rect width='{width}' height='{height:g}' fill='#f8fafc'/>"
    lines = (head, f"<title>{escape(title)}</title>", _ARROW, ground, *parts, "</svg>")
    return "\n".join(lines) + "\n"


# --- Rooms ---


def rooms() -> list[list[str]]:
    """The rooms, the highest first, as import-linter's contract has them; neighbours together."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    layers = next(each["layers"] for each in contracts if each["type"] == "layers")
    return [[room.strip() for room in layer.split("|")] for layer in layers]


def imports() -> nx.DiGraph[str]:
    """Room -> each room that one of its modules imports."""
    known = [room for layer in rooms() for room in layer]
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(known)
    for room in known:
        path = ROOT / room.replace(".", "/")
        modules = sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]
        for module in modules:
            for name in _IMPORT.findall(module.read_text("utf-8")):
                other = _room_of(name, known)
                if other not in {None, room}:
                    graph.add_edge(room, other)
    return graph


def _room_of(module: str, known: Sequence[str]) -> str | None:
    """The room that a module is in."""
    found = [room for room in known if module == room or module.startswith(f"{room}.")]
    return max(found, key=len) if found else None


def _sentence(room: str) -> str:
    """What the docstring of a room says first."""
    path = ROOT / room.replace(".", "/")
    module = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    said = ast.get_docstring(ast.parse(module.read_text("utf-8"))) or ""
    return said.split("\n\n")[0].replace("\n", " ")


_ROOM, _ROOM_GAP, _ROOM_HIGH, _STEP, _WIDE = 290, 18, 58, 86, 960


def rooms_picture() -> str:
    """Each room as a box, and an arrow for each import that no longer way implies."""
    graph = nx.transitive_reduction(imports())
    height: dict[str, int] = {}
    for room in reversed(list(nx.topological_sort(graph))):
        height[room] = 1 + max((height[each] for each in graph[room]), default=-1)
    order = [room for layer in rooms() for room in layer]
    levels = [
        [room for room in order if height[room] == level]
        for level in range(max(height.values()), -1, -1)
    ]
    at = {room: place for row, level in enumerate(levels) for room, place in _placed(level, row)}
    arrows = [_down(at[upper], at[lower]) for upper, lower in sorted(graph.edges)]
    boxes = [part for room in order for part in _room(room, *at[room])]
    title = "The rooms of wian: an arrow leads from a room to one that it imports"
    return _picture(_WIDE, len(levels) * _STEP + 16, title, [*arrows, *boxes])


def _placed(level: Sequence[str], row: int) -> Iterator[tuple[str, tuple[float, float]]]:
    wide = len(level) * _ROOM + (len(level) - 1) * _ROOM_GAP
    for n, room in enumerate(level):
        yield room, ((_WIDE - wide) / 2 + n * (_ROOM + _ROOM_GAP), 16 + row * _STEP)


def _down(upper: tuple[float, float], lower: tuple[float, float]) -> str:
    x1, y1 = upper[0] + _ROOM / 2, upper[1] + _ROOM_HIGH
    x2, y2 = lower[0] + _ROOM / 2, lower[1] - 1
    way = f"M{x1:g} {y1:g}L{x2:g} {y2:g}"
    if y2 - y1 > _STEP:  # past the boxes between, along the edge
        edge = f"{_WIDE - 8}"
        way = f"M{x1 + 110:g} {y1:g}C{edge} {y1 + 40:g} {edge} {y1 + 40:g} {edge} {y1 + 130:g}"
        way += f"V{y2 - 60:g}C{edge} {y2 - 20:g} {edge} {y2 - 30:g} {x2 + 90:g} {y2:g}"
    return f"<path d='{way}' fill='none' stroke='{_LINE}' marker-end='url(#arrow)'/>"


def _room(room: str, x: float, y: float) -> Iterator[str]:
    yield _box(x, y, _ROOM, _ROOM_HIGH)
    yield _text(x + 12, y + 18, room.replace(".", "/"), size=13, more="font-weight='bold'")
    for n, line in enumerate(textwrap.wrap(_sentence(room), 45)[:2]):
        yield _text(x + 12, y + 34 + 14 * n, line, size=11, more=f"fill='{_SOFT}'")


# --- Tables ---

_TABLE, _TABLE_GAP, _LINE_HIGH, _ACROSS = 206, 18, 15, 4


def tables() -> dict[str, Any]:
    """Every table of the ledger by its name, as the modules of the room declare them."""
    ledger = importlib.import_module("wian.ledger")
    for found in pkgutil.walk_packages(ledger.__path__, "wian.ledger."):
        if "migrations" not in found.name:
            importlib.import_module(found.name)
    base = importlib.import_module("wian.ledger.tables").Base
    return dict(sorted(base.metadata.tables.items()))


def _above(table: Any) -> set[str]:
    """The other tables that a table refers to."""
    return {key.column.table.name for key in table.foreign_keys} - {table.name}


def tables_picture() -> str:
    """Tables that refer to each other in levels with arrows, then those that stand alone."""
    all_ = tables()
    graph = nx.DiGraph([(name, other) for name, table in all_.items() for other in _above(table)])
    depth: dict[str, int] = {}
    for name in reversed(list(nx.topological_sort(graph))):
        depth[name] = 1 + max((depth[each] for each in graph[name]), default=-1)
    levels = [
        sorted(n for n in depth if depth[n] == level) for level in range(max(depth.values()) + 1)
    ]
    alone = [name for name in all_ if name not in depth]
    at: dict[str, tuple[float, float]] = {}
    y = 44.0
    for level in levels:
        level.sort(key=lambda name: _middle(at[each][0] for each in _above(all_[name])))
        y = _row(level, all_, y, at)
    divide = y + 6
    y = divide + 40
    for start in range(0, len(alone), _ACROSS):
        y = _row(alone[start : start + _ACROSS], all_, y, at)
    parts = [
        _text(18, 26, "Tables that refer to another one", size=14, more="font-weight='bold'"),
        _text(18, divide + 22, "Tables that refer to no other", size=14, more="font-weight='bold'"),
        *(_up(at[name], at[other], _high(all_[other])) for name, other in sorted(graph.edges)),
        *(part for name, table in all_.items() for part in _table(table, *at[name])),
    ]
    title = "The tables of the ledger: an arrow leads from a table to one that it refers to"
    return _picture(2 * 18 + _ACROSS * (_TABLE + _TABLE_GAP) - _TABLE_GAP, y, title, parts)


def _middle(places: Iterable[float]) -> float:
    found = list(places)
    return sum(found) / len(found) if found else 0.0


def _row(
    names: Sequence[str], all_: dict[str, Any], y: float, at: dict[str, tuple[float, float]]
) -> float:
    """Place tables in rows; returns where the next row begins."""
    for start in range(0, len(names), _ACROSS):
        row = names[start : start + _ACROSS]
        for n, name in enumerate(row):
            at[name] = (18 + n * (_TABLE + _TABLE_GAP), y)
        y += max(_high(all_[name]) for name in row) + 34
    return y


def _lines(table: Any) -> list[tuple[str, bool]]:
    """The columns of a table, those of its key first; whether each is of the key."""
    keys = {column.name for column in table.primary_key}
    ordered = sorted(table.columns, key=lambda column: column.name not in keys)
    return [(column.name, column.name in keys) for column in ordered]


def _said(table: Any) -> list[tuple[str, str]]:
    """The lines below the name of a table, each with how it is set."""
    lines = _lines(table)
    key = ", ".join(name for name, is_key in lines if is_key)
    rest = ", ".join(name for name, is_key in lines if not is_key)
    others = ", ".join(sorted(_above(table)))
    return [
        *((line, "font-weight='bold'") for line in textwrap.wrap(key, 29)),
        *((line, f"fill='{_SOFT}'") for line in textwrap.wrap(rest, 32)),
        *((f"→ {line}", f"fill='{_INK}'") for line in textwrap.wrap(others, 29)),
    ]


def _high(table: Any) -> float:
    return 30 + _LINE_HIGH * len(_said(table))


def _table(table: Any, x: float, y: float) -> Iterator[str]:
    yield _box(x, y, _TABLE, _high(table))
    yield _box(x, y, _TABLE, 22, _HEAD)
    yield _text(x + 8, y + 15, table.name, size=12, more="font-weight='bold'")
    for n, (words, more) in enumerate(_said(table)):
        yield _text(x + 8, y + 36 + n * _LINE_HIGH, words, size=11, more=more)


def _up(lower: tuple[float, float], upper: tuple[float, float], high: float) -> str:
    start = f"{lower[0] + _TABLE / 2:g} {lower[1]:g}"
    end = f"{upper[0] + _TABLE / 2:g} {upper[1] + high + 1:g}"
    way = f"M{start}L{end}"
    return f"<path d='{way}' fill='none' stroke='{_LINE}' marker-end='url(#arrow)'/>"


PICTURES = {"rooms.svg": rooms_picture, "tables.svg": tables_picture}

if __name__ == "__main__":
    for name, draw in PICTURES.items():
        (HERE / name).write_text(draw(), encoding="utf-8")
