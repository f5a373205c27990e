"""Texts come back as they went in, packed or not."""

from __future__ import annotations

import zlib

import pytest

from wian.ledger.columns.packed_text import packed, unpacked


@pytest.mark.parametrize("text", ["", "{}", '{"subject":"บ่อน้ำ"}', "ก" * 20_000])
def test_a_text_comes_back(text):
    """Longer than the window, empty, in any script; the same bytes each time."""
    assert unpacked(packed(text)) == text
    assert packed(text) == packed(text)


def test_what_others_packed_or_left_is_read():
    """Packed without what all letters have in common; and as PostgreSQL holds it of an upgrade."""
    text = '{"subject":"บ่อน้ำ"}'
    assert unpacked(zlib.compress(text.encode())) == text
    assert unpacked(text.encode()) == text


def test_what_is_cut_off_is_no_text_that_was_written():
    """Nor an error: the proof shows that it is another."""
    content = packed('{"subject":"บ่อน้ำ"}')
    for end in range(len(content)):
        assert unpacked(content[:end]) != '{"subject":"บ่อน้ำ"}'
    assert "\ufffd" in unpacked(zlib.compress(b"\xff\xfe"))
    assert unpacked(b"\x78\xff") == "x\ufffd"
