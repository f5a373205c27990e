"""The progress bar: what it shows on a terminal, and that a pipe never sees it."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from wian.cli.terminal import progress_bar as bars


@pytest.fixture
def shown(monkeypatch):
    """Show a bar on a terminal, or in a file; gives what was written there."""

    def show(*, terminal=True, **options):
        written = io.StringIO()
        console = Console(file=written, force_terminal=terminal, width=80)
        monkeypatch.setattr(bars, "err", console)
        with bars.progress_bar("reading", **options) as bar:
            bar.advance(1200)
            bar.name("writing")
        return written.getvalue()

    return show


def test_it_counts_up_to_a_total(shown):
    """Who waits sees how much is left, of what, and which step it is."""
    text = shown(shown=True, total=4000, unit="hops")
    assert "1200/4000" in text
    assert "hops" in text
    assert "writing" in text


def test_without_a_total_it_counts_on(shown):
    """A file that is being read has no known end."""
    assert "1,200" in shown(shown=True, unit="lines")


@pytest.mark.parametrize("where", [{"shown": False}, {"shown": True, "terminal": False}])
def test_programs_and_files_see_no_bar(shown, where):
    """JSON is asked for by a program; a log keeps no animation."""
    assert shown(**where).strip() == ""
