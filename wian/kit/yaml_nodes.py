"""Reads a stranger's YAML: plain values only, each with the line that it stands on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from wian.kit.errors import Fault, InputFaults
from wian.kit.pydantic_faults import shown
from wian.kit.text_file import OldEncoding, read_text, refused, shown_name, shown_path

MAX_DEPTH = 20
"""Deepest nesting of lists and mappings; no file of ours needs more than ten."""

Loc = tuple[str | int, ...]
LineOf = Callable[[Loc], int]

_PREFIX = "tag:yaml.org,2002:"
_SCALARS = ("null", "bool", "int", "float", "timestamp")
_PATTERNS = {
    "null": (r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    "bool": (r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    "int": (r"[-+]?(0|[1-9][0-9]*)", list("-+0123456789")),
    "float": (r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
    "timestamp": (
        r"\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d(:\d\d)?)?)?",
        list("0123456789"),
    ),
}


class _Loader(yaml.CSafeLoader):
    """The safe loader without YAML 1.1's traps: ``no``, ``0123`` and ``15:29`` stay text."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}  # noqa: RUF012 - PyYAML's own interface


for _name in _SCALARS:
    _pattern, _first = _PATTERNS[_name]
    _Loader.add_implicit_resolver(_PREFIX + _name, re.compile(f"^(?:{_pattern})$"), _first)


def read_yaml(path: Path, old: Sequence[OldEncoding] = ()) -> tuple[Any, LineOf]:
    """Read one YAML document of plain values.

    Aliases, anchors, tags, duplicate keys and deep nesting are refused: no file of ours needs
    them, and they are how a small file becomes a large one.

    Args:
        path: File in UTF-8, with or without a byte order mark.
        old: Encodings that the refusal of another file names, where the file looks like one.

    Returns:
        The value (``dict``, ``list``, ``str``, ``int``, ``float``, ``bool``, ``date``,
        ``datetime`` or ``None``), and a function from a field's location, as pydantic reports
        it, to its line. A part of the location that the file does not have is passed over, so
        that a missing field gives the line of the mapping that lacks it.

    Raises:
        InputFaults: The file cannot be read, is no YAML, or holds what is refused.
    """
    text = read_text(path, old)
    try:
        _refuse_unless_plain(path, text)
        return _constructed(path, text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        what = f"is no valid YAML: {error.problem or error.context or 'it cannot be parsed'}"
        raise refused(path, what, "correct the line, or the one above it", line) from None
    except yaml.YAMLError:
        raise refused(path, "holds a character that YAML forbids", "remove it") from None


def _refuse_unless_plain(path: Path, text: str) -> None:
    faults = list(_event_faults(shown_name(path), text))
    if faults:
        raise InputFaults(shown_path(path), faults)


def _event_faults(name: str, text: str) -> Iterator[Fault]:
    depth, documents = 0, 0
    for event in yaml.parse(text, Loader=_Loader):
        where = f"{name} line {event.start_mark.line + 1 if event.start_mark else 1}"
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            yield Fault(where, "is nested too deeply", "write it flatter")
            return
        if documents > 1:
            yield Fault(where, "starts a second document", "write one document a file")
            return
        yield from _node_faults(where, event)


def _node_faults(where: str, event: yaml.Event) -> Iterator[Fault]:
    if not isinstance(event, yaml.NodeEvent):
        return
    if event.anchor is not None:
        yield Fault(where, f"uses the anchor or alias {shown(event.anchor)}", "write it out")
    if (tag := getattr(event, "tag", None)) not in (None, "!"):
        yield Fault(where, f"uses the tag {shown(tag)}", "write a plain value")


def _constructed(path: Path, text: str) -> tuple[Any, LineOf]:
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            raise refused(path, "is empty", "write its fields")
        builder = _Builder(shown_name(path), loader)
        data = builder.value(root)
    finally:
        loader.dispose()
    if builder.faults:
        raise InputFaults(shown_path(path), builder.faults)
    return data, lambda loc: _line(root, loc)


class _Builder:
    """Turns nodes into values, collecting faults."""

    def __init__(self, name: str, loader: _Loader) -> None:
        self._name = name
        self._loader = loader
        self.faults: list[Fault] = []

    def value(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item) for item in node.value]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode) -> dict[Any, Any]:
        data: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._fault(key_node, "has a list or mapping as a field name", "write a word")
                continue
            key = key_node.value
            if key in data:
                self._fault(key_node, f"repeats the field {shown(key)}", "keep one of them")
            data[key] = self.value(value_node)
        return data

    def _scalar(self, node: yaml.Node) -> Any:
        """A value; what looks like a date or a number and is none stays text.

        Whoever wants a date or a number of it finds the fault, together with all others.
        """
        try:
            return self._loader.construct_object(node)
        except (ValueError, yaml.YAMLError):
            return node.value

    def _fault(self, node: yaml.Node, what: str, remedy: str = "correct it or quote it") -> None:
        self.faults.append(Fault(f"{self._name} line {node.start_mark.line + 1}", what, remedy))


def _line(root: yaml.Node, loc: Loc) -> int:
    node, line = root, root.start_mark.line
    for part in loc:
        found = _child(node, part)
        if found is not None:
            node, line = found[1], found[0].start_mark.line
    return int(line) + 1


def _child(node: yaml.Node, part: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    """The node that names the part (a key, or the item itself), and the part's own node."""
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
        return (node.value[part], node.value[part]) if part < len(node.value) else None
    if isinstance(node, yaml.MappingNode):
        return next((pair for pair in node.value if pair[0].value == str(part)), None)
    return None
