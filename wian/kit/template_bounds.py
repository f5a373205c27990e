"""How much may a stranger's template do before it is stopped?

A template out of a user's folder may loop without end, or double a text until memory is full. So
what it writes is counted in characters, every round of a loop and every call among them, and one
that goes too far is refused where it stands. Templates of the program are not counted.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from functools import wraps
from typing import Any, TypeVar

from jinja2 import nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer

MOST = 30_000_000
"""Characters of one letter or page; the longest list of a country's offices takes a fifth."""
_ROUND = 100
"""Characters that a round of a loop and a call count besides what they write."""
_WIDEST = 10_000
"""Greatest number that a filter or method may be given, such as a width."""
_ROUNDS, _WRITTEN = "rounds counted", "text counted"
"""Filters that no template can name."""
_WIDTH = re.compile(r"\d{5,}")
_C = TypeVar("_C", bound=Callable[..., Any])


class EndlessTemplate(Exception):
    """A template that writes more than any letter, or goes round more often."""

    def __init__(self) -> None:
        super().__init__(
            f"it writes or goes round more than {MOST // 1_000_000} million characters allow; "
            "look for a loop in a loop, a macro that calls itself, or a text that is multiplied"
        )


class _Spent(threading.local):
    """What the template that this thread fills in has written so far."""

    def __init__(self) -> None:
        self.characters = 0


_spent = _Spent()


def begin() -> None:
    """Count anew: a letter or page begins."""
    _spent.characters = 0


def spend(characters: int) -> None:
    """Count something.

    Raises:
        EndlessTemplate: It is too much.
    """
    _spent.characters += characters
    if _spent.characters > MOST:
        raise EndlessTemplate


class BoundedGenerator(CodeGenerator):
    """Compiles a template with its loops, macros and texts counted."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - a name of Jinja's
        """Compile a whole template."""
        counted = _Counting().visit(node)
        super().visit_Template(counted, frame)


def bounded_filters(filters: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """Filters that refuse what would be too wide, beside those that count."""
    made = {name: _narrow(each) for name, each in filters.items()}
    return made | {_ROUNDS: _rounds, _WRITTEN: _written}


def bounded_call(called: object, given: Iterable[object]) -> None:
    """Count a call, and refuse what would be too wide.

    Raises:
        EndlessTemplate: It is too much.
    """
    spend(_ROUND)
    text = getattr(called, "__wrapped__", called)
    text = getattr(text, "__self__", None)
    if isinstance(text, str) and getattr(called, "__name__", "").startswith("format"):
        _refuse_width(text)
    _refuse_wide(given)


def bounded_operation(name: str, left: object, right: object) -> None:
    """Count what an operator makes, before it is made.

    Raises:
        EndlessTemplate: It is too much.
    """
    if name == "*":
        for one, other in ((left, right), (right, left)):
            if isinstance(one, Sized) and isinstance(other, int):
                spend(len(one) * max(other, 0))
    elif name == "**":
        _refuse_wide((left, right))
    elif name == "%" and isinstance(left, str):
        _refuse_width(left)
        _refuse_wide(right if isinstance(right, tuple) else (right,))
    elif isinstance(left, Sized) and isinstance(right, Sized):
        spend(len(left) + len(right))


OPERATIONS = frozenset({"*", "**", "%", "+"})
"""The operators that make more than they are given."""


class _Counting(NodeTransformer):
    """Wraps what may grow: lists that are gone through, texts, and the beginnings of macros."""

    def visit_For(self, node: nodes.For) -> Any:  # noqa: N802 - a name of Jinja's
        weight = _ROUND + _literal(node)
        self.generic_visit(node)
        node.iter = _filtered(node.iter, _ROUNDS, weight)
        return node

    def visit_Macro(self, node: nodes.Macro) -> Any:  # noqa: N802 - the same
        return self._begun(node)

    def visit_CallBlock(self, node: nodes.CallBlock) -> Any:  # noqa: N802 - the same
        return self._begun(node)

    def visit_Block(self, node: nodes.Block) -> Any:  # noqa: N802 - the same
        return self._begun(node)

    def visit_Template(self, node: nodes.Template) -> Any:  # noqa: N802 - the same
        return self._begun(node)

    def visit_Concat(self, node: nodes.Concat) -> Any:  # noqa: N802 - the same
        self.generic_visit(node)
        return _filtered(node, _WRITTEN)

    def visit_Output(self, node: nodes.Output) -> Any:  # noqa: N802 - the same
        self.generic_visit(node)
        node.nodes = [
            each if isinstance(each, nodes.TemplateData) else _filtered(each, _WRITTEN)
            for each in node.nodes
        ]
        return node

    def _begun(self, node: Any) -> Any:
        """A body that counts what it writes itself each time that it begins."""
        nothing = nodes.Const("", lineno=node.lineno)
        counted = _filtered(nothing, _WRITTEN, _ROUND + _literal(node))
        self.generic_visit(node)
        node.body.insert(0, nodes.ExprStmt(counted, lineno=node.lineno))
        return node


def _literal(node: nodes.Node) -> int:
    """Characters that stand in a body as they are."""
    return sum(len(each.data) for each in node.find_all(nodes.TemplateData))


def _filtered(node: Any, name: str, *given: int) -> nodes.Filter:
    arguments = [nodes.Const(each, lineno=node.lineno) for each in given]
    return nodes.Filter(node, name, arguments, [], None, None, lineno=node.lineno)


class _Rounds:
    """A list that counts how often it is gone through."""

    def __init__(self, items: Iterable[object], weight: int) -> None:
        self._items, self._weight = items, weight

    def __iter__(self) -> Iterator[object]:
        for each in self._items:
            spend(self._weight)
            yield each


class _SizedRounds(_Rounds):
    """The same of one whose length is known."""

    def __len__(self) -> int:
        return len(self._items)  # type: ignore[arg-type]  # it is made of sized ones alone


@pass_context
def _rounds(_: Context, items: Any, weight: int) -> object:
    made = _SizedRounds if isinstance(items, Sized) else _Rounds
    return made(items, weight)


@pass_context
def _written(_: Context, value: object, more: int = 0) -> object:
    spend(more + (len(value) if isinstance(value, str) else _ROUND))
    return value


def _narrow(function: _C) -> _C:
    @wraps(function)
    def checked(*given: Any, **named: Any) -> Any:
        spend(_ROUND)
        _refuse_wide((*given, *named.values()))
        return function(*given, **named)

    return checked  # type: ignore[return-value]  # the same but for a check


def _refuse_wide(given: Iterable[object]) -> None:
    for each in given:
        if isinstance(each, int) and abs(each) > _WIDEST:
            raise EndlessTemplate
        if isinstance(each, str):
            spend(len(each))


def _refuse_width(form: str) -> None:
    """A form of a number or text that asks for so many places."""
    if _WIDTH.search(form):
        raise EndlessTemplate
