"""Is an SVG harmless to whoever looks at it? Nothing in it runs, loads, or grows without end."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

_RUN = frozenset({"script", "foreignobject", "iframe", "handler", "listener", "filter"})
"""Elements that run, bring other languages along, or (filters) compute without end."""
_MOVE = frozenset({"set", "animate", "animatemotion", "animatetransform"})
"""Elements that change others while they are shown, also what those refer to."""
_LOCAL = re.compile(r"#|data:image/(?:png|jpeg)[;,]", re.IGNORECASE)
_OWN = re.compile(r"url\(\s*['\"]?#([^)'\"\s]+)", re.IGNORECASE)
_URL = re.compile(r"image-set\(|url\(\s*['\"]?(?!#|['\"]?#)", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.)|$)", re.IGNORECASE | re.DOTALL)
"""A sign of a style as its code, or with a backslash in front (CSS Syntax 3, 4.3.7)."""
_SVG = "http://www.w3.org/2000/svg"
_NUMBER = r"\s*\+?(\d+(?:\.\d+)?)"
_LENGTH = re.compile(rf"{_NUMBER}(?:px|pt|pc|mm|cm|in)?\s*", re.IGNORECASE)
_BOX = re.compile(rf"\s*-?[\d.]+[\s,]+-?[\d.]+[\s,]+{_NUMBER}[\s,]+{_NUMBER}\s*")
_MOST_DRAWN = 20_000
"""Elements that are drawn once every reference is followed."""


@dataclass(slots=True)
class _Element:
    id: str | None
    used: tuple[str, ...] = ()
    inside: list[_Element] = field(default_factory=list)


class HarmfulSvg(Exception):
    """Something that an SVG may not hold."""


def svg_size(content: bytes) -> tuple[float, float]:
    """Width and height of an SVG that is harmless, in its own units.

    Args:
        content: The file.

    Raises:
        HarmfulSvg: It is no SVG, holds what it may not, or does not say its size.
    """
    reader = _Reader()
    try:
        content.decode("utf-8-sig")
        reader.parser.Parse(content, True)
        if _drawn(reader) > _MOST_DRAWN:
            raise HarmfulSvg(f"draws more than {_MOST_DRAWN:,} elements")
    except expat.ExpatError as error:
        why = expat.errors.messages[error.code]
        raise HarmfulSvg(f"is no well-formed SVG ({why})") from None
    except UnicodeDecodeError:
        raise HarmfulSvg("is no SVG in UTF-8") from None
    except RecursionError:
        raise HarmfulSvg("nests its elements too deep") from None
    if reader.size is None:
        raise HarmfulSvg("does not say its width and height")
    return reader.size


class _Reader:
    """Reads an SVG and keeps its size, and which element is where and refers to which."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity
        self.parser.ProcessingInstructionHandler = self._instruction
        self.top = _Element(None)
        self.size: tuple[float, float] | None = None
        self.by_id: dict[str, _Element] = {}
        self._open = [self.top]
        self._style: list[str] | None = None

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if len(self._open) == 1 and (space, local) != (_SVG, "svg"):
            raise HarmfulSvg("is XML, but no SVG")
        if local.lower() in _RUN | _MOVE:
            raise HarmfulSvg(f"has the element {local[:40]}")
        if local.lower() == "style" and self._style is None:
            self._style = []
        plain = {key.rpartition(" ")[2].lower(): value for key, value in attributes.items()}
        for key, value in plain.items():
            _refuse_harm(key, value)
        if len(self._open) == 1:
            self.size = _size(plain)
        element = _Element(plain.get("id"), tuple(_references(plain)))
        if element.id:
            self.by_id.setdefault(element.id, element)
        self._open[-1].inside.append(element)
        self._open.append(element)

    def _end(self, name: str) -> None:
        if self._style is not None and name.rpartition(" ")[2].lower() == "style":
            _refuse_style("".join(self._style))
            self._style = None
        self._open.pop()

    def _text(self, text: str) -> None:
        """Keep a piece of a style: what it refers to may stand in several."""
        if self._style is not None:
            self._style.append(text)

    def _entity(self, *_: object) -> None:
        raise HarmfulSvg("declares entities")

    def _instruction(self, target: str, _: str) -> None:
        raise HarmfulSvg(f"has the instruction {target[:40]} to programs")


def _refuse_harm(key: str, value: str) -> None:
    if key.startswith("on"):
        raise HarmfulSvg(f"has the attribute {key[:40]}, which runs")
    if key in {"href", "src"} and not _LOCAL.match(value.strip()):
        raise HarmfulSvg("refers to something outside of it")
    _refuse_style(value)


def _size(top: Mapping[str, str]) -> tuple[float, float] | None:
    """Width and height of an SVG by its outermost element; ``None`` where it does not tell."""
    sides = [_LENGTH.fullmatch(top.get(name, "")) for name in ("width", "height")]
    box = _BOX.fullmatch(top.get("viewbox", ""))
    found = [float(side[1]) for side in sides if side]
    if len(found) < len(sides):
        found = [float(box[1]), float(box[2])] if box else []
    return (found[0], found[1]) if found else None


def _references(attributes: Mapping[str, str]) -> Iterator[str]:
    """The ids of the elements that one refers to."""
    for key, value in attributes.items():
        if key == "href" and value.startswith("#"):
            yield value[1:]
        yield from _OWN.findall(value)


def _refuse_style(text: str) -> None:
    plain = _ESCAPE.sub(_unescaped, text)
    if _URL.search(plain) or "@import" in plain.lower():
        raise HarmfulSvg("refers to something outside of it")


def _unescaped(escape: re.Match[str]) -> str:
    if escape[1] is None:
        return escape[2] or ""
    return chr(min(int(escape[1], 16), sys.maxunicode))


def _drawn(reader: _Reader) -> int:
    """How many elements are drawn once every reference is followed."""
    known: dict[int, int] = {}
    under_way: set[int] = set()

    def count(element: _Element) -> int:
        if id(element) in under_way:
            raise HarmfulSvg("uses itself")
        if id(element) not in known:
            under_way.add(id(element))
            drawn = 1 + sum(count(each) for each in _parts(element, reader.by_id))
            under_way.discard(id(element))
            known[id(element)] = min(drawn, _MOST_DRAWN + 1)
        return known[id(element)]

    return count(reader.top)


def _parts(element: _Element, by_id: Mapping[str, _Element]) -> Iterator[_Element]:
    yield from element.inside
    yield from (by_id[each] for each in element.used if each in by_id)
