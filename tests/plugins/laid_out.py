"""Golden pages: what an HTML, Word or PDF letter shows, and where it stands on paper."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pypdf
import pytest

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TOLERANCE = 1.5
"""Points by which a text may stand elsewhere: fonts of two machines round differently."""

Check = Callable[[Path, bytes], None]


@pytest.fixture
def same_as_golden(pytestconfig: pytest.Config) -> Check:
    """Compares a letter's file with a golden one, by the ending of its name before ``.txt``.

    Of HTML without styles and drawings all is compared; of Word each paragraph with its style; of
    PDF each line of text with its place, with a tolerance.
    """

    def check(path: Path, content: bytes) -> None:
        shown = _SHOWN[path.suffixes[0]](content)
        if pytestconfig.getoption("--update-golden"):
            path.write_text("\n".join(shown) + "\n", encoding="utf-8")
        golden = path.read_text(encoding="utf-8").splitlines()
        if path.suffixes[0] != ".pdf":
            assert shown == golden
            return
        here, there = ([_placed(line) for line in lines] for lines in (shown, golden))
        assert [text for *_, text in here] == [text for *_, text in there]
        apart = [
            (one, other)
            for one, other in zip(here, there, strict=True)
            if one[0] != other[0] or max(abs(one[i] - other[i]) for i in (1, 2)) > _TOLERANCE
        ]
        assert apart == []

    return check


def _html(content: bytes) -> list[str]:
    text = re.sub(r"<style>.*?</style>|<svg\b.*?</svg>", "", content.decode(), flags=re.DOTALL)
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def _docx(content: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(content)) as file:
        body = ET.fromstring(file.read("word/document.xml"))  # noqa: S314 - our own file
    found = []
    for paragraph in body.iter(f"{_WORD}p"):
        style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
        text = "".join(each.text or "" for each in paragraph.iter(f"{_WORD}t"))
        text = text.replace("\u2060", "")  # which keeps a line together, and shows nothing
        if text.strip():
            found.append(f"{'-' if style is None else style.get(f'{_WORD}val')}: {text}")
    return found


def _pdf(content: bytes) -> list[str]:
    found: list[str] = []
    for number, page in enumerate(pypdf.PdfReader(BytesIO(content)).pages, start=1):

        def seen(text: str, page_at: Any, at: Any, *_: Any, number: int = number) -> None:
            x, y = (
                at[4] * page_at[place] + at[5] * page_at[place + 2] + page_at[place + 4]
                for place in (0, 1)
            )
            if text.strip():
                found.append(f"{number} {x:.1f} {y:.1f} {' '.join(text.split())}")

        page.extract_text(visitor_text=seen)
    return found


def _placed(line: str) -> tuple[int, float, float, str]:
    page, x, y, text = line.split(" ", 3)
    return int(page), float(x), float(y), text


_SHOWN: dict[str, Callable[[bytes], list[str]]] = {".html": _html, ".docx": _docx, ".pdf": _pdf}
