"""What the site shows beyond the Markdown of docs/: its navigation, and files outside docs/.

The repository is read in two ways: as files, where a link leads from ``docs/index.md`` to
``../README.md``, and as a site made by MkDocs, which knows only what is in ``docs/``. This hook of
MkDocs makes a page of each file outside ``docs/`` that a page links to (the README, the changelog,
source files), and leads the links there. The navigation is that of ``docs/index.md``.
"""  # noqa: INP001 - a hook that MkDocs loads by its path

from __future__ import annotations

import os
import posixpath
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import fontpkg_sarabun

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

_ROOT = Path(__file__).resolve().parents[2]
_LINK = re.compile(r"(!?\[(?:[^\[\]]|\[[^\]]*\])*\]\()([^)\s#]+)((?:#[^)\s]*)?\))")
_ENTRY = re.compile(r"\[([^\]]+)\]\(([^)\s#]+)\)")
_FENCE = re.compile(r"(^```.*?^```)", re.MULTILINE | re.DOTALL)
_LANGUAGES = {".py": "python", ".yaml": "yaml", ".j2": "jinja", ".json": "json"}
_UNSEARCHED = "---\nsearch:\n  exclude: true\n---\n\n"
_ASSETS = {
    **{name: Path(__file__).with_name(name) for name in ("site.css", "thai_search.js")},
    **{
        name: Path(fontpkg_sarabun.__file__).parent / "files" / name
        for name in ("Sarabun-Regular.ttf", "Sarabun-Bold.ttf")
    },
}


def anchor(heading: str, separator: str = "-") -> str:
    """The anchor of a heading as code hosts make it, which keeps Thai vowels and tone marks."""
    kept = [c for c in heading.strip().lower() if c in " -_" or unicodedata.category(c)[0] in "LMN"]
    return "".join(kept).replace(" ", separator)


_THAI_GUIDE = "wian/jurisdictions/thailand/words/help.md"
_PLACES = {
    "wian/desk/words/help.md": "how-to/work-at-the-desk.md",
    "wian/jurisdictions/indonesia/words/help.md": "id/desk.md",
    _THAI_GUIDE: "th/clerk.md",
}
"""Pages that the program shows too, and that are therefore with it."""


def place(path: Path) -> str:
    """Where in the site a file of the repository is, as a path relative to docs/.

    The readme of a folder stays a readme; that of the repository is a page beside the index.
    """
    within = path.relative_to(_ROOT)
    if within.parts[0] == "docs":
        return within.relative_to("docs").as_posix()
    if within.as_posix() in _PLACES:
        return _PLACES[within.as_posix()]
    if within.suffix == ".md":
        return f"project/{within.as_posix().lower()}"
    return f"source/{within.as_posix()}.md"


def led(text: str, page: Path) -> str:
    """The Markdown of a page with its links leading to where the site has their files."""
    here = posixpath.dirname(place(page))

    def lead(link: re.Match[str]) -> str:
        before, target, after = link.groups()
        path = (page.parent / target).resolve()
        if "://" in target or target.startswith("mailto:") or not path.exists():
            return link.group()
        return f"{before}{posixpath.relpath(place(path), here)}{after}"

    parts = _FENCE.split(text)
    return "".join(part if _FENCE.match(part) else _LINK.sub(lead, part) for part in parts)


def linked(page: Path) -> set[Path]:
    """The files and folders outside docs/ that a page links to; of a folder, its files."""
    if page.is_dir():
        return {path for path in page.iterdir() if path.is_file()}
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    paths = {(page.parent / target).resolve() for _, target, _ in _LINK.findall(text)}
    docs = _ROOT / "docs"
    return {path for path in paths if path.exists() and docs not in path.parents}


def shown(path: Path) -> str:
    """The page of what lies outside docs/: Markdown as it is, source and folders as listings."""
    name = path.relative_to(_ROOT).as_posix()
    if path.is_dir():
        files = sorted(file.name for file in linked(path))
        listed = "".join(f"- [{file}]({path.name}/{file}.md)\n" for file in files)
        return f"{_UNSEARCHED}# {name}\n\n{listed}"
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        return led(text, path)
    language = _LANGUAGES.get(path.suffix, "text")
    return f"{_UNSEARCHED}# {name}\n\n````{language} linenums='1'\n{text}````\n"


def navigation() -> list[dict[str, object]]:
    """The sections of docs/index.md with their pages, then every decision."""
    text = (_ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    head, *sections = re.split(r"^## ", text, flags=re.MULTILINE)
    thai = [*(_ROOT / "docs" / "th").glob("*.md"), _ROOT / _THAI_GUIDE]
    thai.sort(key=lambda path: (path.stem != "index", place(path)))
    entries: list[dict[str, object]] = [
        {"wian": ["index.md", *_pages(head)]},
        {"ภาษาไทย": [place(path) for path in thai]},
    ]
    for section in sections:
        title, _, listed = section.partition("\n")
        entries.append({title.partition(":")[0].strip(): _pages(listed)})
    decisions = sorted((_ROOT / "docs" / "adr").glob("0*.md"))
    entries.append({"Decisions": [place(path) for path in decisions]})
    return entries


def _pages(listed: str) -> list[object]:
    found = [
        (title, place((_ROOT / "docs" / target).resolve()))
        for title, target in _ENTRY.findall(listed)
        if target.endswith(".md")
    ]
    return [{title: page} for title, page in found if not page.startswith("th/")]


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Take the navigation from the index, and choose among versions where there are several."""
    config.nav = navigation()
    config.mdx_configs.setdefault("toc", {})["slugify"] = anchor
    if "MIKE_DOCS_VERSION" in os.environ:
        config.extra["version"] = {"provider": "mike"}
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the files outside docs/ that pages link to, and what the pages are set with."""
    from mkdocs.structure.files import File  # noqa: PLC0415 - tests read this module without MkDocs

    waiting = [_ROOT / "docs" / file.src_uri for file in files if file.is_documentation_page()]
    known: set[Path] = set()
    while waiting:
        found = linked(waiting.pop()) - known
        known |= found
        waiting += [path for path in found if path.is_dir() or path.suffix == ".md"]
    for path in sorted(known):
        files.append(File.generated(config, place(path), content=shown(path)))
    for name, path in _ASSETS.items():
        files.append(File.generated(config, f"assets/{name}", abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, *, page: Page, **_: object) -> str:
    """Lead the links of a page of docs/ to where the site has their files."""
    path = _ROOT / "docs" / page.file.src_uri
    return led(markdown, path) if path.is_file() else markdown


def on_post_page(output: str, *, page: Page, **_: object) -> str:
    """Say of a page in Thai or Indonesian that it is: to screen readers and browsers."""
    folder = page.file.src_uri.partition("/")[0]
    tag = folder if folder in {"id", "th"} else "en"
    return output.replace('<html lang="en"', f'<html lang="{tag}"', 1)
