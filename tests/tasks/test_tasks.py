"""The room of the tasks: it holds them all, each short, and nothing else."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[2]
_MODULES = sorted(path for path in (_ROOT / "tasks").glob("*.py") if path.name != "__init__.py")
_LONGEST = 15
_MAY_BE_TASK = re.compile(r"^\s*@.*\btask\b", re.MULTILINE)
"""A decorator that a task has: modules without one are not parsed."""


def _functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def _is_task(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(ast.unparse(each).split("(")[0] == "task" for each in function.decorator_list)


@pytest.mark.parametrize("path", _MODULES, ids=lambda path: path.stem)
def test_a_module_holds_tasks_of_a_few_lines(path):
    """Two at most, of one subject; decorators are not counted, and all else is their helper."""
    public = [each for each in _functions(path) if not each.name.startswith("_")]
    assert 1 <= len(public) <= 2
    assert all(map(_is_task, public))
    assert all(each.end_lineno - each.lineno < _LONGEST for each in public)


@pytest.mark.parametrize("folder", ["flows", "wian", "hierarchy"])
def test_no_task_is_made_elsewhere(folder):
    """Whoever looks for one finds it by its file's name."""
    made = [
        f"{path.relative_to(_ROOT)}: {function.name}"
        for path in sorted((_ROOT / folder).rglob("*.py"))
        if _MAY_BE_TASK.search(path.read_text(encoding="utf-8"))
        for function in _functions(path)
        if _is_task(function)
    ]
    assert made == []
