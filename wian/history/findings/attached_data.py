"""Comparing the data attached to pages with what the pages show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wian.history.findings.finding import finding, name_of, place_of
from wian.history.letters.letter_reader import with_secrecy
from wian.jurisdictions.paper import Finding, FindingKind, ReadLetter
from wian.jurisdictions.paper_reader import PaperReader


def beside_data(
    attached: Sequence[ReadLetter], shown: Sequence[ReadLetter], paper: PaperReader
) -> tuple[tuple[ReadLetter, ...], tuple[Finding, ...]]:
    """The attached letters, with the stamps and letters that only the pages show.

    Args:
        attached: The letters of the attached data, in the order of the pages.
        shown: The letters read from the pages of the same file.
        paper: Compares what both say.
    """
    letters: list[ReadLetter] = []
    findings = list(rehearsed(attached))
    rest = list(shown)
    for letter in attached:
        page = _page_of(letter, rest, alone=len(attached) == len(shown))
        if page is None:
            findings.append(_unseen(letter))
            letters.append(letter)
            continue
        rest.remove(page)
        findings += _differences(letter, page, paper)
        whole = replace(_with_stamps(letter, page), transcript=page.transcript)
        letters.append(_with_marks(whole, page, paper))
    return (*letters, *rest), tuple(findings)


def _page_of(letter: ReadLetter, shown: Sequence[ReadLetter], *, alone: bool) -> ReadLetter | None:
    """The page that shows an attached letter: of its number, else the next one in order."""
    for page in shown:
        if page.number and letter.number and page.number.value == letter.number.value:
            return page
    return shown[0] if alone and shown else None


def _with_stamps(letter: ReadLetter, page: ReadLetter) -> ReadLetter:
    """The letter with the stamps that were put on its page after it was made."""
    known = {stamp.receipt_number.value for stamp in letter.stamps if stamp.receipt_number}
    later = [
        stamp
        for stamp in page.stamps
        if stamp.receipt_number and stamp.receipt_number.value not in known
    ]
    return replace(letter, stamps=(*letter.stamps, *later))


def _with_marks(letter: ReadLetter, page: ReadLetter, paper: PaperReader) -> ReadLetter:
    """The letter with the marks that were set on its page after it was made."""
    marked = replace(letter, urgency=letter.urgency or page.urgency)
    return with_secrecy(marked, (page.secrecy.read,) if page.secrecy else (), paper)


def _differences(letter: ReadLetter, page: ReadLetter, paper: PaperReader) -> Iterator[Finding]:
    """Number, date and subject, where the page shows others than the data say."""
    for name in ("number", "dated", "subject"):
        said, seen = getattr(letter, name), getattr(page, name)
        if said is None or seen is None or seen.value is None:
            continue
        if paper.compact(str(said.value)) != paper.compact(str(seen.value)):
            yield finding(
                FindingKind.DATA_DIFFER,
                place_of(page.source, seen.line, page),
                f"The page of {name_of(letter)} shows the {_WORDS[name]} '{seen.read}', but the "
                f"data attached to it say '{said.read}'. The data were taken.",
                0.85,
                "the sender's own register",
                letter,
            )


def rehearsed(attached: Sequence[ReadLetter]) -> Iterator[Finding]:
    """The letters that nobody issued: a rehearsal worked them out, as their data say."""
    for letter in attached:
        stamps = sum(stamp.simulated for stamp in letter.stamps)
        if letter.simulated or stamps:
            what = f"{_begun(name_of(letter))} was worked out in a rehearsal"
            if not letter.simulated:
                what = f"{stamps} of the stamps on {name_of(letter)} were worked out in a rehearsal"
            yield finding(
                FindingKind.REHEARSED,
                place_of(letter.source, None, letter),
                f"{what}, not issued or stamped by an office. It counts as simulated.",
                1.0,
                "the office's own register",
                letter,
            )


_WORDS = {"number": "number", "dated": "date", "subject": "subject"}


def _unseen(letter: ReadLetter) -> Finding:
    return finding(
        FindingKind.DATA_DIFFER,
        place_of(letter.source, None, letter),
        f"The data of {name_of(letter)} are attached to the file, but none of its pages shows it.",
        0.8,
        "the sender's own register",
        letter,
    )


def _begun(words: str) -> str:
    """Words as a sentence begins; a number among them stays as printed."""
    return words[:1].upper() + words[1:]
