"""Text is compared by what it means, not by how it was typed."""

from __future__ import annotations

from wian.kit.folded_text import folded


def test_text_is_compared_by_what_it_means():
    """Composed and decomposed vowels, digits of any script."""
    assert folded("อ\u0e4d\u0e32เภอ ๑ Ａ") == folded("อำเภอ1a")
