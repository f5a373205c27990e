"""Files as strangers write them, and what is in those that wian writes."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest
from pypdf import PdfReader

Write = Callable[[str, str | bytes], Path]
PDF = b"%PDF-1.7\n%the annex of a test\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def office_file(main: str, *more: str, content: bytes = b"<x/>", form: int = 0) -> bytes:
    """An Office document of this main part, and of more parts: the packed content of each.

    Args:
        main: Name of its main part, such as ``xl/workbook.xml``.
        more: Names of further ones.
        content: What each of them holds.
        form: How they are packed, as ``zipfile`` numbers it.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", form) as made:
        for name in ("[Content_Types].xml", main, *more):
            made.writestr(name, content)
    return packed.getvalue()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file of this name and content, and return its path."""

    def make(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        data = content.encode() if isinstance(content, str) else content
        path.write_bytes(data)
        return path

    return make


@pytest.fixture
def unpacked() -> Callable[[Path], Iterator[bytes]]:
    """What all files of a folder hold, unpacked, and their names."""

    def contents(folder: Path) -> Iterator[bytes]:
        for path in sorted(folder.rglob("*")):
            yield path.name.encode()
            if path.is_file():
                yield _content(path)

    return contents


def _content(path: Path) -> bytes:
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes())
    if path.suffix == ".parquet":
        return str(pl.read_parquet(path).to_dicts()).encode()
    if path.suffix == ".pdf":
        return "".join(sheet.extract_text() for sheet in PdfReader(path).pages).encode()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            return b"".join(package.read(name) for name in package.namelist())
    return path.read_bytes()
