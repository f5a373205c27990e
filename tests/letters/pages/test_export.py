"""Stories of exports: many letters written at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wian.kit.errors import InputFaults
from wian.letters.pages.bundle_pdf import BundlePart, bundle_pdf
from wian.letters.pages.export import LetterFile, export_documents
from wian.letters.pages.letter_pdf import letter_pdf


def _documents(case_letters, folder, count):
    names = list(case_letters)
    for number in range(count):
        letter = replace(case_letters[names[number % len(names)]], number=f"ว {number}")
        yield LetterFile(folder / f"{number}.pdf", (BundlePart(letter),))


def test_processes_of_their_own_write_the_same_bytes(case_letters, thailand, tmp_path):
    """Where a page is set does not show in it; each one done is reported."""
    done: list[int] = []
    written = export_documents(
        _documents(case_letters, tmp_path, 24), thailand.id, workers=2, progress=done.append
    )
    assert written == sum(done) == 24
    for document in _documents(case_letters, tmp_path, 24):
        here = letter_pdf(document.parts[0].letter, thailand)
        assert document.path.read_bytes() == here
    assert len(list(tmp_path.iterdir())) == 24


def test_one_process_writes_bundles_as_well(case_letters, thailand, tmp_path):
    """A document of several letters is a bundle."""
    parts = (BundlePart(case_letters["province"]), BundlePart(case_letters["department"]))
    export_documents([LetterFile(tmp_path / "b.pdf", parts)], thailand.id, workers=1)
    assert (tmp_path / "b.pdf").read_bytes() == bundle_pdf(parts, thailand)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_letter_that_fails_stops_no_other(case_letters, thailand, tmp_path, workers):
    """All that can be written is; then every fault is told, by file."""
    bad = BundlePart(replace(case_letters["memo"], subject="😀"))
    documents = [
        *_documents(case_letters, tmp_path, 20),
        LetterFile(tmp_path / "bad.pdf", (bad,)),
        LetterFile(tmp_path / "none.pdf", ()),
    ]
    with pytest.raises(InputFaults, match=r"bad\.pdf: The letter มท ๐๒๑๘") as caught:
        export_documents(documents, thailand.id, workers=workers)
    assert [fault.where for fault in caught.value.faults] == ["bad.pdf", "none.pdf"]
    assert len(list(tmp_path.iterdir())) == 20
