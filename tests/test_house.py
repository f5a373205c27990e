"""The house is one in which a stranger finds things: names, opening sentences, sizes."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import networkx as nx

ROOT = Path(__file__).resolve().parents[1]
PRODUCT = ("wian", "hierarchy", "tasks", "flows")
SAY_NOTHING = frozenset(
    [
        *("collecting", "entering", "holding", "outside", "owing", "running"),
        *("situation", "standing", "tales", "telling", "tied"),
    ]
)
"""Names of modules that told nobody what was inside."""
NOUNS = frozenset(["finding", "heading", "headings", "mapping", "settings", "sightings", "wording"])
"""Words that end like a gerund and name a thing."""
OF_A_KIND = frozenset(
    ["commands", "errors", "group", "models", "options", "refusals", "report", "settings", "words"]
)
"""Modules that do the same job for their own room, and have the same name for it."""
ROLES = (
    "wian/cli",
    "flows",
    "tasks",
    "wian/desk/pages",
    "wian/desk/api",
    "wian/desk/views",
    "wian/ledger/proof",
    "wian/history/findings",
    "wian/jurisdictions",
)
"""Rooms that hold a module for a thing whose own module stands elsewhere: a command, a page."""

DOZEN = 12
LARGER = {
    "flows": "a module for each flow and process, which prefect.yaml and the services name",
    "wian/letters": "what a directive and a letter are made of, a module for each part",
    "wian/delays": "the hop's records and the working time that they are measured in, side by side",
    "wian/desk/api": "a module for each resource of the API, and what all of them answer with",
    "wian/desk/app": "one concern of a web application a module, and none knows much of another",
    "wian/desk/pages": "a module for each page of the desk",
    "tests/delays": "as in wian/delays",
    "tests/desk/app": "as in wian/desk/app",
    "benchmarks/speed": "a module for each benchmark that docs/performance.md quotes",
    "tests/desk/pages": "a module for each page, and for what holds on all of them",
    "tests/docs": "a module for each promise that the documentation makes",
    "wian/ledger/migrations/versions": "a step from each version of the tables to the next",
    "wian/office": "a module for each thing that an office does",
    "tests/office": "as in wian/office",
    "tests/desk/api": "as in wian/desk/api",
    "tests/plugins": "a module for each thing that tests of several rooms start or make",
    "wian/kit": "what every room uses has no order of its own",
    "tests/kit": "as in wian/kit",
    "wian/jurisdictions": "each thing that a country supplies is a module",
}
"""Folders with more than a dozen modules, each with its reason."""

ALL = (*PRODUCT, "benchmarks", "docs", "tests")
LONGEST_MODULE = 400
LONGEST_BODY = 40
LONGER = {
    "wian/ledger/migrations/versions/0001_ledger.py:_create_receptions": (
        "a table as it once was; a step of the past does not change"
    ),
    "tests/browser/test_life.py:test_an_origin_and_a_ministry_work_every_verb": (
        "one story of two officers, told in its order"
    ),
    "tests/desk/app/test_slow_clients.py:test_a_request_that_does_not_get_on_is_ended": (
        "one conversation with a server, told in its order"
    ),
}
"""Functions with a longer body, each with its reason."""


def _modules(*rooms: str) -> Iterator[Path]:
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path.relative_to(ROOT)


def _named(*rooms: str) -> list[Path]:
    return [path for path in _modules(*rooms) if not path.stem.startswith("__")]


def _text(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


class _Module(NamedTuple):
    """What the tests look at in a module: it is parsed once, as there are thousands."""

    opening: str
    imports: list[str]
    classes: list[tuple[str, int]]
    bodies: list[tuple[str, int]]


@cache
def _parsed(path: Path) -> _Module:
    tree = ast.parse(_text(path))
    opening = (ast.get_docstring(tree) or "").split("\n\n")[0]
    imports, classes = list[str](), list[tuple[str, int]]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imports += [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            imports += [node.module, *(f"{node.module}.{name.name}" for name in node.names)]
        elif isinstance(node, ast.ClassDef):
            classes.append((node.name, node.lineno))
    return _Module(opening, imports, classes, list(_bodies(tree)))


def _imported(path: Path, modules: Collection[str]) -> list[str]:
    """The modules of the product that a module imports, at its top or in a function."""
    return [each for each in _parsed(path).imports if each in modules]


def test_no_two_modules_import_each_other():
    """Not by way of others either, nor in a function: whoever reads one knows what is below it."""
    modules = {".".join(path.with_suffix("").parts): path for path in _named(*PRODUCT)}
    graph = nx.DiGraph(
        (name, other) for name, path in modules.items() for other in _imported(path, modules)
    )
    assert [each for each in nx.strongly_connected_components(graph) if len(each) > 1] == []


def test_no_public_class_has_the_name_of_another():
    """Who searches for a class finds one."""
    places: dict[str, list[str]] = defaultdict(list)
    for path in _modules(*PRODUCT):
        for name, line in _parsed(path).classes:
            if not name.startswith("_"):
                places[name].append(f"{path}:{line}")
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_modules_are_named_by_nouns_of_the_field():
    """At most one in twenty by what somebody is doing, and none by a word that says nothing."""
    named = _named(*PRODUCT, "benchmarks")
    words = {path: path.stem.split("_") for path in named}
    doing = [
        path
        for path, parts in words.items()
        if any(part.endswith("ing") and part not in NOUNS for part in parts)
    ]
    assert len(doing) <= len(named) / 20, doing
    assert [path for path in named if path.stem in SAY_NOTHING] == []


def test_a_module_name_is_used_once_but_for_the_same_job():
    """A command and the verb that it calls share a name; two things never do."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in _named(*PRODUCT):
        role = next((role for role in ROLES if path.is_relative_to(role)), "library")
        where = str(path.parent) if role == "wian/jurisdictions" else role
        if path.stem not in OF_A_KIND:
            found[where, path.stem].append(str(path))
    assert {key: paths for key, paths in found.items() if len(paths) > 1} == {}


def test_no_folder_holds_more_than_a_dozen_modules_without_a_reason():
    """A list that the eye takes in at once."""
    sizes = Counter(str(path.parent) for path in _named(*PRODUCT, "benchmarks", "tests"))
    large = {folder for folder, size in sizes.items() if size > DOZEN}
    assert large <= LARGER.keys()


def test_reasons_for_large_folders_are_of_large_folders():
    """A reason goes when its folder has shrunk."""
    sizes = Counter(str(path.parent) for path in _named(*PRODUCT, "benchmarks", "tests"))
    assert {folder for folder in LARGER if sizes[folder] <= DOZEN} == set()


def test_migrations_are_one_line_without_gap_or_fork():
    """Two of one number would leave every ledger without a newest version."""
    steps = sorted((ROOT / "wian/ledger/migrations/versions").glob("[0-9]*.py"))
    numbers = [path.name[:4] for path in steps]
    assert numbers == [f"{at:04}" for at in range(1, len(steps) + 1)]
    for before, path in zip(numbers, steps[1:], strict=False):
        assert f'\ndown_revision = "{before}"\n' in _text(path), path


def test_every_module_opens_with_a_sentence():
    """With what a stranger asks, never with what a module "owns"."""
    wrong = []
    for path in _modules(*PRODUCT, "benchmarks", "docs", "tests"):
        said = _parsed(path).opening
        if not re.fullmatch(r"(?!Owns\b)\S.+[.!?]", said, re.DOTALL):
            wrong.append(f"{path}: {said}")
    assert wrong == []


def test_no_module_is_longer_than_a_stranger_reads_at_once():
    """What has grown longer holds a second noun."""
    lengths = {str(path): len(_text(path).splitlines()) for path in _modules(*ALL)}
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_no_function_is_longer_than_a_screen():
    """Its body, that is: parameters that each stand on a line, and what they mean, do not count."""
    long = {
        f"{path}:{name}": lines
        for path in _modules(*ALL)
        for name, lines in _parsed(path).bodies
        if lines > LONGEST_BODY
    }
    assert long.keys() == LONGER.keys(), long


def _bodies(module: ast.Module | ast.ClassDef) -> Iterator[tuple[str, int]]:
    """Name and length of each function; one within another counts as a part of that."""
    for node in module.body:
        if isinstance(node, ast.ClassDef):
            yield from _bodies(node)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body if ast.get_docstring(node) is None else node.body[1:]
            yield node.name, (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
