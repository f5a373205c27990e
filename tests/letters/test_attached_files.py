"""Stories of the files that go with an answer: bounded in number and size, and each once."""

from __future__ import annotations

from functools import partial

import pytest

from tests.plugins.files import PDF, PNG
from wian.kit.errors import InputFaults
from wian.letters import attached_files
from wian.letters.attached_files import MOST_FILES, attached
from wian.letters.enclosed_file import enclosed


def _reads(*files):
    return [(f"files.{at}", name, partial(enclosed, name, it)) for at, (name, it) in files]


def _attached(*files):
    return attached(_reads(*enumerate(files)))


def test_a_file_that_is_there_twice_goes_once():
    """Whatever it is called the second time."""
    found = _attached(("a.pdf", PDF), ("map.png", PNG), ("copy of a.pdf", PDF))
    assert [each.kept.name for each in found] == ["a.pdf", "map.png"]
    assert _attached() == ()


def test_all_that_cannot_go_is_named_at_once():
    """Each with its place, and in words that pages translate."""
    long = "ก" * 81 + ".pdf"
    with pytest.raises(InputFaults) as caught:
        _attached(("a.pdf", b""), ("b.pdf", PNG), ("../c\u202e.pdf", PDF), (long, PDF))
    faults = caught.value.faults
    assert [each.where for each in faults] == ["files.0", "files.1", "files.2", "files.3"]
    kinds = ["file_nothing", "file_ending", "file_name", "file_name_long"]
    assert [each.kind for each in faults] == kinds
    assert faults[1].values == {"name": "'b.pdf'", "ending": ".png"}


def test_too_many_files_are_refused():
    """None more is read."""
    with pytest.raises(InputFaults, match="more than 10 files"):
        _attached(*[(f"{at}.pdf", PDF + bytes([at])) for at in range(MOST_FILES + 1)])


def test_files_that_are_too_large_together_are_refused(monkeypatch):
    """The limit is a small one here; the same file twice counts once."""
    monkeypatch.setattr(attached_files, "LARGEST_ATTACHED", 2 * len(PDF))
    _attached(("a.pdf", PDF), ("b.pdf", PDF), ("c.pdf", PDF), ("d.png", PNG))
    assert len(_attached(("a.pdf", PDF), ("b.pdf", PDF[:-1] + b"1"))) == 2
    with pytest.raises(InputFaults, match="together have more than"):
        _attached(("a.pdf", PDF), ("b.pdf", PDF + b"1"))
