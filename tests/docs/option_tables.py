"""The tables of options in the reference of commands, made from the program.

What a table has of the program can never be stale. Its last column is written by hand: what the
help of a command has no room for, such as links and what goes together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, get_args

MARK = "<!-- options of the program: only the last column is written by hand -->"
_TABLE = re.compile(rf"{re.escape(MARK)}\n(?:\|.*\n)*")
_HEAD = ("option", "default; range", "meaning", "more")


def with_tables(section: str, command: Any) -> str:
    """A command's section of the reference, with its table as the program has it now."""
    return _TABLE.sub(lambda found: f"{MARK}\n{table(command, _by_hand(found[0]))}", section)


def table(command: Any, by_hand: Mapping[str, str]) -> str:
    """The table of a command's options.

    Args:
        command: As the program has it.
        by_hand: What stands in the last column, by the first name of an option.
    """
    rows = [
        (_option(each), _default(each), _meaning(each), by_hand.get(each.opts[0], ""))
        for each in command.params
        if each.param_type_name == "option" and not each.hidden
    ]
    columns = [place for place in range(4) if place != 3 or any(row[3] for row in rows)]
    lines = [_HEAD, ["---"] * 4, *rows]
    return "".join(f"| {' | '.join(line[place] for place in columns)} |\n" for line in lines)


def _by_hand(table: str) -> dict[str, str]:
    """What the last column of a table has, by the first option of its row."""
    rows = [re.split(r"(?<!\\) \| ", line.strip("| ")) for line in table.splitlines()]
    return {_names(row[0])[0]: row[3] for row in rows if _names(row[0]) and len(row) > 3}


def _names(cell: str) -> list[str]:
    return re.findall(r"`(--[a-z][a-z-]*)", cell)


def _option(option: Any) -> str:
    """Its names, and what it takes: one of several words, or a value."""
    names = [*option.opts, *option.secondary_opts]
    words = option.type_descriptor.choices
    if words is not None:
        shown = ", ".join(f"`{_value(each)}`" for each in words)
        return ", ".join(f"`{each}`" for each in names) + f": {shown}"
    taken = "" if option.is_flag else f" {_taken(option)}"
    return ", ".join(f"`{each}{taken}`" for each in names)


def _taken(option: Any) -> str:
    kind = option.type_descriptor.annotation
    (kind,) = get_args(kind) or (kind,)
    return option.metavar or {int: "N", float: "NUMBER", str: "TEXT"}.get(kind, "FILE")


def _default(option: Any) -> str:
    """What holds where it is left out, and the numbers that it takes."""
    said = [*_held(option), *_range(option)]
    return "; ".join(said)


def _held(option: Any) -> Iterator[str]:
    if option.required:
        yield "required"
    elif not isinstance(option.default, bool | list | tuple) and option.default not in {None, ""}:
        value = _value(option.default)
        yield f"{value}" if isinstance(value, int | float) else f"`{value}`"


def _range(option: Any) -> Iterator[str]:
    least, most = getattr(option, "min", None), getattr(option, "max", None)
    if least is not None and most is not None:
        yield f"{least:,} to {most:,}"
    elif least is not None:
        yield f"from {least:,}"


def _value(held: Any) -> Any:
    return held.value if isinstance(held, Enum) else held


def _meaning(option: Any) -> str:
    """Its help, with options as code."""
    said = re.sub(r"(?<![`\w-])(--[a-z][a-z-]+)", r"`\1`", option.help or "")
    return said.replace("|", r"\|")
