"""Writes many letters to files at once, in several processes."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.errors import Fault, InputFaults, WianError
from wian.letters.pages.bundle_part import BundlePart, attached_data
from wian.letters.pages.bundle_pdf import bundle_pdf
from wian.letters.pages.letter_docx import letter_docx
from wian.letters.pages.letter_pdf import letter_pdf
from wian.letters.text_and_html import render

BATCH = 16
"""Documents that a process writes at a time: for as many, no other one needs to start."""
_Outcome = tuple[int, list[Fault]]
_Batch = tuple["LetterFile", ...]


@dataclass(frozen=True, slots=True)
class LetterFile:
    """One file to write: a letter, or (as PDF) a bundle of several.

    Attributes:
        path: Where to; its folder exists, and its ending says the form: ``.pdf``, ``.docx``,
            ``.html``, ``.txt`` or ``.json``.
        parts: The letters in it, in order.
    """

    path: Path
    parts: tuple[BundlePart, ...]


def export_documents(
    documents: Iterable[LetterFile],
    jurisdiction_id: str,
    *,
    workers: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Write each document, several at a time; how many were written.

    Documents are drawn as they are needed, so that a generator of many takes little memory.

    Args:
        documents: What to write.
        jurisdiction_id: Whose forms to use; processes of their own look it up themselves.
        workers: Processes; as many as there are processors where ``None``; with one, all is
            done in this process.
        progress: Told how many more documents are done, as they are.

    Raises:
        InputFaults: Some could not be set; the others are written.
    """
    faults: list[Fault] = []
    written = 0
    for count, failed in _outcomes(documents, jurisdiction_id, workers or os.cpu_count() or 1):
        written += count - len(failed)
        faults += failed
        if progress is not None:
            progress(count)
    if faults:
        raise InputFaults("The export of letters", faults)
    return written


def _outcomes(
    documents: Iterable[LetterFile], jurisdiction_id: str, workers: int
) -> Iterator[_Outcome]:
    batches = _batched(documents)
    if workers == 1:
        yield from (write_batch(batch, jurisdiction_id) for batch in batches)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        yield from _pooled(pool, batches, jurisdiction_id, 2 * workers)


def _pooled(
    pool: ProcessPoolExecutor, batches: Iterator[_Batch], jurisdiction_id: str, ahead: int
) -> Iterator[_Outcome]:
    """Keep some batches ahead of the processes, never all."""
    running: set[Future[_Outcome]] = set()
    while True:
        for batch in islice(batches, ahead - len(running)):
            running.add(pool.submit(write_batch, batch, jurisdiction_id))
        if not running:
            return
        done, running = wait(running, return_when=FIRST_COMPLETED)
        yield from (each.result() for each in done)


def _batched(documents: Iterable[LetterFile]) -> Iterator[_Batch]:
    rest = iter(documents)
    while batch := tuple(islice(rest, BATCH)):
        yield batch


def write_batch(batch: _Batch, jurisdiction_id: str) -> _Outcome:
    """Write some documents; how many there were, and a fault for each that failed."""
    faults = []
    for document in batch:
        try:
            _write(document, jurisdiction_id)
        except WianError as error:
            faults.append(Fault(document.path.name, str(error)))
    return len(batch), faults


def content_of(ending: str, parts: tuple[BundlePart, ...], jurisdiction: Jurisdiction) -> bytes:
    """A letter in the form that a file's ending names; several letters only as PDF.

    Raises:
        PageFault: A page cannot be set.
    """
    if ending == ".pdf" and len(parts) != 1:
        return bundle_pdf(parts, jurisdiction)
    (part,) = parts
    if ending == ".pdf":
        return letter_pdf(
            part.letter,
            jurisdiction,
            stamps=part.stamps,
            link=part.link,
            head=part.head,
            certified=part.certified,
            simulated=part.simulated,
        )
    if ending == ".docx":
        return letter_docx(
            part.letter,
            jurisdiction,
            stamps=part.stamps,
            link=part.link,
            head=part.head,
            simulated=part.simulated,
        )
    if ending == ".json":
        return f"{attached_data(part)}\n".encode()
    form: Literal["html", "text"] = "html" if ending == ".html" else "text"
    return render(part.letter, jurisdiction, form, part.head, simulated=part.simulated).encode()


def _write(document: LetterFile, jurisdiction_id: str) -> None:
    content = content_of(document.path.suffix, document.parts, jurisdiction(jurisdiction_id))
    beside = document.path.with_name(document.path.name + ".part")
    beside.write_bytes(content)
    beside.replace(document.path)
