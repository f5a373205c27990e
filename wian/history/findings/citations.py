"""Citations that differ from the letter present, and letters that are cited and missing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from wian.history.findings.finding import finding, name_of, place_of
from wian.history.letters.links import by_number, same_subject
from wian.jurisdictions.paper import Citation, CitationPlace, Finding, FindingKind, ReadLetter
from wian.jurisdictions.paper_reader import PaperReader
from wian.kit.likeness import edits

_CITED, _NAMED = 0.95, 0.85
"""How sure it is that a letter was written which is cited by its number, or only named."""
_CLOSE = 2
"""Most signs by which a cited number and the one present differ as a slip of hand or eye."""


@dataclass(frozen=True, slots=True)
class _Missing:
    """A letter that is named and not there."""

    office: str | None
    number: str | None
    citer: ReadLetter
    line: int | None
    sure: float


def citation_findings(letters: Sequence[ReadLetter], paper: PaperReader) -> Iterator[Finding]:
    """Compare every letter cited with the letters present."""
    missing: list[_Missing] = []
    settled = _cited_exactly(letters, paper)
    for at, letter in enumerate(letters):
        for citation in _apart(letter.citations):
            held = _present(letters, at, citation, settled, paper)
            if held is None:
                missing.append(_absent(letter, citation))
            elif not _agrees(citation, held, paper):
                yield _differing(letter, citation, held)
    missing += _chain_missing(letters, paper)
    yield from map(_missing_letter, _once(missing, paper))


def _apart(citations: Sequence[Citation]) -> Iterator[Citation]:
    """Citations, each once: an enclosure that points to a reference says nothing new of it."""
    seen: set[tuple[object, object]] = set()
    for citation in citations:
        read = (citation.number, citation.dated)
        if citation.number is None or read not in seen:
            yield citation
        seen.add(read)


def _present(
    letters: Sequence[ReadLetter],
    at: int,
    citation: Citation,
    settled: Collection[int],
    paper: PaperReader,
) -> ReadLetter | None:
    """The letter cited: of that number, else the one of that office that can only be meant."""
    exact = by_number(letters, citation, paper)
    if exact is not None and exact != at and _plausible(letters[exact], citation, paper):
        return letters[exact]
    if citation.place is not CitationPlace.ENCLOSURE and not _specific(citation):
        return None
    free = [
        other
        for index, other in enumerate(letters)
        if index not in settled
        and index != at
        and _can_be_meant(other, letters[at], citation, paper)
    ]
    return min(free, key=lambda each: _distance(each, citation), default=None)


def _specific(citation: Citation) -> bool:
    return citation.number is not None and citation.dated is not None


def _plausible(held: ReadLetter, citation: Citation, paper: PaperReader) -> bool:
    """A letter of the number cited is the one meant: a bare number also needs the office."""
    number = paper.number_parts(citation.number.value if citation.number else None)
    if number and number.code:
        return True
    return citation.office is None or _of_office(held, citation, paper)


def _of_office(held: ReadLetter, citation: Citation, paper: PaperReader) -> bool:
    return bool(held.sender and paper.same_office(held.sender.value, citation.office))


def _can_be_meant(
    other: ReadLetter, citer: ReadLetter, citation: Citation, paper: PaperReader
) -> bool:
    """Another letter can be the one cited: by its office or code, its subject, its date."""
    if other.number is None and other.dated is None:
        return False
    if not (_of_office(other, citation, paper) or _of_code(other, citation, paper)):
        return False
    if citation.place is CitationPlace.ENCLOSURE:
        return same_subject(other, citer, paper)
    return _distance(other, citation) <= _CLOSE


def _of_code(held: ReadLetter, citation: Citation, paper: PaperReader) -> bool:
    mine = paper.number_parts(held.number.value if held.number else None)
    theirs = paper.number_parts(citation.number.value if citation.number else None)
    return bool(mine and theirs and mine.code and mine.code == theirs.code)


def _cited_exactly(letters: Sequence[ReadLetter], paper: PaperReader) -> frozenset[int]:
    """The letters that some letter cites exactly: they are not those meant by another number."""
    cited = (citation for letter in letters for citation in letter.citations)
    found = ((by_number(letters, citation, paper), citation) for citation in cited)
    return frozenset(
        at for at, citation in found if at is not None and _agrees(citation, letters[at], paper)
    )


def _distance(held: ReadLetter, citation: Citation) -> int:
    number = (held.number.value if held.number else None) or ""
    cited = (citation.number.value if citation.number else None) or ""
    found = edits(number, cited, 20)
    return 21 if found is None else found


def _agrees(citation: Citation, held: ReadLetter, paper: PaperReader) -> bool:
    """Number and date are those of the letter, as far as both could be read."""
    cited, borne = citation.number and citation.number.value, held.number and held.number.value
    if cited and borne and paper.number_key(cited) != paper.number_key(borne):
        return False
    days = (citation.dated and citation.dated.value, held.dated and held.dated.value)
    return None in days or days[0] == days[1]


def _differing(letter: ReadLetter, citation: Citation, held: ReadLetter) -> Finding:
    mine = citation.number.value if citation.number else None
    theirs = held.number.value if held.number else None
    slip = mine == theirs or (edits(mine or "", theirs or "", _CLOSE) is not None)
    what = (
        f"{name_of(letter)} names {_named(citation)}, but the letter present is "
        f"{_called(held)} ({place_of(held.source, held.first_line, held)}). Both readings are kept."
    )
    settles = (
        f"the original of the letter of {citation.office or 'that office'}, or its send register"
    )
    where = place_of(letter.source, citation.line, letter)
    kind = FindingKind.CITATION_DIFFERS
    return finding(kind, where, _opened(what), 0.95 if slip else 0.85, settles, letter)


def _named(citation: Citation) -> str:
    number = citation.number.read if citation.number else "no number"
    dated = f" of {citation.dated.read}" if citation.dated else ""
    return f"{number}{dated}"


def _called(held: ReadLetter) -> str:
    number = held.number.read if held.number else "without a number"
    return f"{number} of {held.dated.read}" if held.dated else number


def _absent(letter: ReadLetter, citation: Citation) -> _Missing:
    number = citation.number.value or citation.number.read if citation.number else None
    sure = _CITED if number else _NAMED
    if citation.number and citation.number.value:
        sure = min(sure, citation.number.confidence)
    return _Missing(citation.office, number, letter, citation.line, sure)


def _chain_missing(letters: Sequence[ReadLetter], paper: PaperReader) -> Iterator[_Missing]:
    """Offices that an opening names as informers and of which no letter is there.

    The letter whose own opening names the office first stands closest to what is missing.
    """
    for depth in range(max((len(letter.chain) for letter in letters), default=0)):
        for letter in letters:
            if depth >= len(letter.chain) or (depth == 0 and _encloses_by_number(letter)):
                continue
            name = letter.chain[depth].value
            others = (other for other in letters if other is not letter)
            if not any(_sent_by(other, name, letter, paper) for other in others):
                yield _Missing(name, None, letter, letter.chain[depth].line, _NAMED)


def _encloses_by_number(letter: ReadLetter) -> bool:
    """The letter names the one that it passes on by number: its first informer is that letter's."""
    return any(
        citation.number is not None and citation.place is CitationPlace.ENCLOSURE
        for citation in letter.citations
    )


def _sent_by(other: ReadLetter, name: str | None, citer: ReadLetter, paper: PaperReader) -> bool:
    named = other.sender and paper.same_office(other.sender.value, name)
    return bool(named and same_subject(other, citer, paper))


def _once(missing: Sequence[_Missing], paper: PaperReader) -> Iterator[_Missing]:
    """Each missing letter once: the one with its number first, else by its office."""
    told: list[_Missing] = []
    for each in sorted(missing, key=lambda each: each.number is None):
        if not any(_same(each, other, paper) for other in told):
            told.append(each)
            yield each


def _same(one: _Missing, other: _Missing, paper: PaperReader) -> bool:
    if one.number and other.number:
        return one.number == other.number
    return bool(
        paper.same_office(one.office, other.office) and same_subject(one.citer, other.citer, paper)
    )


def _missing_letter(missing: _Missing) -> Finding:
    office = missing.office or "an unnamed office"
    number = f" {missing.number}" if missing.number else ", its number not given"
    return finding(
        FindingKind.MISSING_LETTER,
        place_of(missing.citer.source, missing.line, missing.citer),
        _opened(
            f"{name_of(missing.citer)} names a letter of {office}{number}, which is not among "
            "the letters read."
        ),
        missing.sure,
        f"a copy of it from {office}, or from the registry that received it",
        missing.citer,
    )


def _opened(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
