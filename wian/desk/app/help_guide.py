"""What does the help page of the desk show? The guide for those who work there, as safe HTML.

The guide is Markdown beside the words of the desk, a file for each language; the documentation
shows the same files. ``<!-- help: PAGE ... -->`` above a heading names the pages of the desk that
the section helps with.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markupsafe import Markup

from wian.desk.app.words import ENGLISH, Language
from wian.jurisdictions.jurisdiction import Jurisdiction

FILE = "help.md"
HELP = "/help"
_HEADING = re.compile(r"^<!-- help: ([a-z -]+) -->\n+## (.+)$", re.MULTILINE)
_PICTURE = re.compile(r"^!\[[^\]]*\]\([^)]*\)\n", re.MULTILINE)


@dataclass(frozen=True)
class Guide:
    """The guide in one language.

    Attributes:
        tag: Its language (RFC 5646).
        title: Its first heading.
        sections: Anchor and heading of each section.
        topics: Page of the desk -> anchor of the section that helps with it.
        body: The whole behind its first heading. Markup that its Markdown held is shown as text.
    """

    tag: str
    title: str
    sections: Sequence[tuple[str, str]]
    topics: Mapping[str, str]
    body: Markup

    def address(self, topic: str) -> str:
        """Where a page's help is: its section, or the top of the guide if it has none."""
        anchor = self.topics.get(topic)
        return f"{HELP}#{anchor}" if anchor else HELP


def guide_of(language: Language, country: Jurisdiction) -> Guide:
    """The guide in the language of the reader; in English where the country has none in its own."""
    own = country.words / FILE if language.own and country.words else None
    if own and own.exists():
        return _guide(own, language.tag)
    return _guide(ENGLISH.with_name(FILE), "en")


@lru_cache(maxsize=8)
def _guide(path: Path, tag: str) -> Guide:
    return read_guide(path.read_text(encoding="utf-8"), tag)


def read_guide(text: str, tag: str) -> Guide:
    """The guide that a Markdown text is. Pictures are left out: the reader has the desk itself.

    Args:
        text: The Markdown; it begins with its title as ``# Title``.
        tag: Its language.
    """
    title, _, rest = text.removeprefix("# ").partition("\n")
    named = {heading.strip(): names.split() for names, heading in _HEADING.findall(rest)}
    rest = _HEADING.sub(r"## \2", _PICTURE.sub("", rest))
    tokens = _MARKDOWN.parse(rest)
    sections = []
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and inline.content in named:
            opening.attrSet("id", named[inline.content][0])
            sections.append((named[inline.content][0], inline.content))
    body = Markup(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))  # noqa: S704 - escaped by markdown-it
    topics = {topic: names[0] for names in named.values() for topic in names}
    return Guide(tag, title, tuple(sections), topics, body)


def _as_text(*_: object) -> str:
    """Nothing: a link leads to a page that the desk does not have, so only its text is left."""
    return ""


def _markdown() -> MarkdownIt:
    """A reader of Markdown that lets no markup of a text through."""
    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    made.renderer.rules |= {"link_open": _as_text, "link_close": _as_text, "image": _as_text}  # type: ignore[attr-defined]
    return made


_MARKDOWN = _markdown()
