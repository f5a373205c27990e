"""How does a folder's own ``cited`` macro write a letter, so that it can be read back?

The macro is not run: what it writes, and when, becomes a regular expression. A macro that does more
than write its values and fixed words, some of them only where a value is known, cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from jinja2 import Environment, TemplateError, nodes

_CITED = ("office", "number", "dated", "marks")
_COUNTED = ("title", "count")
"""What each macro is given, by its place; an author may have other names for it."""
_LONGEST = 600
"""Characters of a text in which a citation is looked for."""
_GROUPS = {"count": r"[^()]{1,60}?", "number": r"\S[^;]{0,120}?"}
_ANY = "[^;]{1,200}?"


class _Unreadable(Exception):
    """A macro that does more than write values and words."""


@dataclass(frozen=True, slots=True)
class CitedText:
    """A letter as another one cites it.

    Attributes:
        read: The whole of it.
        office: Who wrote it.
        number: Its number, where it is given.
        dated: Its day, as written, where it is given.
    """

    read: str
    office: str
    number: str | None
    dated: str | None


class CitedForm:
    """Reads what the macros ``cited`` and ``counted`` wrote.

    Args:
        cited: The form of a letter cited.
        counted: The form of an enclosure and its count.
    """

    def __init__(self, cited: str, counted: str) -> None:
        self._entry = re.compile(counted)
        self._cited = re.compile(cited)
        begun = bool(re.match(r"\w{2}", counted.replace(f"(?P<title_0>{_ANY})", cited, 1)))
        whole = counted.replace(f"(?P<title_0>{_ANY})", f"(?:{cited})", 1)
        self._inside = re.compile(whole) if begun else None

    def entry(self, text: str) -> CitedText | None:
        """The letter that an entry of a list of enclosures cites; ``None`` where it cites none."""
        counted = self._entry.fullmatch(text[:_LONGEST])
        title = _first(counted, "title") if counted else None
        found = self._cited.fullmatch(title or text[:_LONGEST])
        return _letter(found, text) if found else None

    def inside(self, text: str) -> Iterator[str]:
        """The entries in a running text; none where no fixed word begins one."""
        if self._inside is not None:
            for found in self._inside.finditer(text[: _LONGEST * 4]):
                yield found.group()


def cited_form(templates: Path) -> CitedForm | None:
    """The form of letters cited in the ``sentences.j2`` of a folder.

    Args:
        templates: The folder's templates.

    Returns:
        The form; ``None`` where it cannot be read back.
    """
    try:
        parsed = Environment(trim_blocks=True, lstrip_blocks=True, autoescape=True).parse(
            (templates / "sentences.j2").read_text(encoding="utf-8")
        )
        macros = {each.name: each for each in parsed.find_all(nodes.Macro)}
        cited = _Pattern(macros["cited"], _CITED).text
        return CitedForm(cited, _Pattern(macros["counted"], _COUNTED).text)
    except (OSError, ValueError, KeyError, TemplateError, _Unreadable, re.error):
        return None


class _Pattern:
    """What a macro writes, as a regular expression.

    Args:
        macro: The macro.
        values: What it is given, in its order.
    """

    def __init__(self, macro: nodes.Macro, values: Sequence[str]) -> None:
        self._values: Mapping[str, str] = {
            each.name: value for each, value in zip(macro.args, values, strict=False)
        }
        self._counts = {value: count() for value in values}
        self.text = _closed_up("".join(map(self._of, macro.body)))

    def _of(self, node: nodes.Node) -> str:
        match node:
            case nodes.TemplateData(data=text) | nodes.Const(value=str(text)):
                return "".join(" " if each.isspace() else re.escape(each) for each in text)
            case nodes.Output(nodes=parts) | nodes.Concat(nodes=parts):
                return "".join(map(self._of, parts))
            case nodes.Name(name=name) if name in self._values:
                return self._group(self._values[name])
            case nodes.If(body=body, elif_=others, else_=rest):
                ways = [self._all(body), *(self._all(each.body) for each in others)]
                return f"(?:{'|'.join([*ways, self._all(rest)])})"
            case nodes.CondExpr(expr1=one, expr2=other):
                return f"(?:{self._of(one)}|{self._of(other) if other else ''})"
            case nodes.For(body=body, target=nodes.Name(name=name)):
                return f"(?:{self._first_round(body, name)}{_ANY})?"
        raise _Unreadable

    def _all(self, body: Sequence[nodes.Node]) -> str:
        return "".join(map(self._of, body))

    def _first_round(self, body: Sequence[nodes.Node], target: str) -> str:
        """What stands before the first of several values; the rest may be anything."""
        written = ""
        for each in [part for node in body for part in getattr(node, "nodes", [node])]:
            if isinstance(each, nodes.Name) and each.name == target:
                return written
            written += self._of(each)
        raise _Unreadable

    def _group(self, value: str) -> str:
        name = f"{value}_{next(self._counts[value])}"
        return f"(?P<{name}>{_GROUPS.get(value, _ANY)})"


def _closed_up(pattern: str) -> str:
    return re.sub(r" +", " ", pattern).strip()


def _first(found: re.Match[str], value: str) -> str | None:
    """The value where the macro wrote it, in whichever of its branches."""
    named = found.groupdict().items()
    return next((text for name, text in named if name.startswith(f"{value}_") and text), None)


def _letter(found: re.Match[str], read: str) -> CitedText | None:
    office = _first(found, "office")
    if office is None:
        return None
    return CitedText(read, office, _first(found, "number"), _first(found, "dated"))
