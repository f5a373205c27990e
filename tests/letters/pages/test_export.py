"""Stories of exports: many letters written at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wian.kit.errors import InputFaults
from wian.letters.pages.bundle_pdf import BundlePart, bundle_pdf
from wian.letters.pages.export import LetterFile, export_documents
from wian.letters.pages.letter_pdf import letter_pdf

_BAD = ("bad.pdf", "none.pdf")


def _documents(case_letters, folder, count):
    names = list(case_letters)
    for number in range(count):
        letter = replace(case_letters[names[number % len(names)]], number=f"ว {number}")
        yield LetterFile(folder / f"{number}.pdf", (BundlePart(letter),))


def test_one_process_writes_bundles_as_well(case_letters, thailand, tmp_path):
    """A document of several letters is a bundle."""
    parts = (BundlePart(case_letters["province"]), BundlePart(case_letters["department"]))
    assert export_documents([LetterFile(tmp_path / "b.pdf", parts)], thailand.id, workers=1) == 1
    assert (tmp_path / "b.pdf").read_bytes() == bundle_pdf(parts, thailand)


def test_processes_of_their_own_write_the_same_bytes(case_letters, thailand, tmp_path):
    """Where a page is set does not show in it; each one done is reported."""
    done: list[int] = []
    _assert_others_are_written(case_letters, thailand, tmp_path, 20, 2, done.append)
    assert sum(done) == 20 + len(_BAD)
    for document in _documents(case_letters, tmp_path, 20):
        here = letter_pdf(document.parts[0].letter, thailand)
        assert document.path.read_bytes() == here


def test_a_letter_that_fails_stops_no_other(case_letters, thailand, tmp_path):
    """In one process as in several."""
    _assert_others_are_written(case_letters, thailand, tmp_path, 4, 1)


def _assert_others_are_written(  # noqa: PLR0913, PLR0917 - fixtures, and how it is done
    case_letters, thailand, folder, number, workers, progress=None
):
    """All that can be written is; then every fault is told, by file."""
    bad = BundlePart(replace(case_letters["memo"], subject="😀"))
    documents = [
        *_documents(case_letters, folder, number),
        *(LetterFile(folder / name, parts) for name, parts in zip(_BAD, ((bad,), ()), strict=True)),
    ]
    with pytest.raises(InputFaults, match=r"bad\.pdf: The letter มท ๐๒๑๘") as caught:
        export_documents(documents, thailand.id, workers=workers, progress=progress)
    assert [fault.where for fault in caught.value.faults] == list(_BAD)
    assert len(list(folder.iterdir())) == number
