"""A stranger's page ends: by being set, by being refused, or by being stopped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from wian.letters.pages import stranger_typesetter
from wian.letters.pages.stranger_typesetter import (
    RefusedTemplate,
    UnboundedTemplate,
    set_by_stranger,
)

DATED = datetime(2026, 3, 2, tzinfo=UTC)
GOES_ROUND = "#{let n = 0; for i in range(100000) { for j in range(100000) { n = n + i } }; n}"
GROWS = '#{let text = "0123456789" * 1000000000; text.len()}'
SAYS = """#set document(title: "a", date: datetime(year: 2026, month: 3, day: 2))
#set text(font: "Sarabun", lang: "en")
#sys.inputs.data
"""


@pytest.fixture
def templates(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    stranger_typesetter._end()


def _set(templates: Path, template: str) -> bytes:
    (templates / "letter.typ").write_text(template)
    return set_by_stranger(templates, "Dear all", DATED, 1)


def test_sets_the_same_page_again_after_a_refusal(templates: Path) -> None:
    first = _set(templates, SAYS)
    with pytest.raises(RefusedTemplate, match="unknown variable: mistyped"):
        _set(templates, "#mistyped")
    assert first.startswith(b"%PDF-")
    assert _set(templates, SAYS) == first


def test_stops_one_that_goes_round_without_end(
    templates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stranger_typesetter, "SECONDS", 0.2)
    monkeypatch.setattr(stranger_typesetter, "SECONDS_EACH", 0.1)
    with pytest.raises(UnboundedTemplate, match=r"more than 0\.3 seconds of processor time"):
        _set(templates, GOES_ROUND)


def test_stops_one_that_fills_memory_and_sets_the_next(templates: Path) -> None:
    with pytest.raises(UnboundedTemplate, match="more than 2 GB of memory"):
        _set(templates, GROWS)
    assert _set(templates, SAYS).startswith(b"%PDF-")
