"""How well are the heads of letters read? Precision and recall of every field.

``python -m benchmarks.truth.letter_heads [SET ...] [--country ID] [--wrong] [--findings]``

The heads stand in ``benchmarks/truth/heads/``, composed after the public forms of the Regulation
of the Office of the Prime Minister on Correspondence B.E. 2526, with the right values beside
them. No office wrote them and no person in them exists. Those of another country stand in a folder
of its id.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from benchmarks.truth.bundle_stories import offices, thailand
from benchmarks.truth.forensics import show_sureness
from hierarchy.graph import Hierarchy
from wian.history.bundle import read_documents
from wian.history.documents.document import Document, lines_of
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.jurisdictions.paper import Citation, FindingKind, Medium, Reading, ReadLetter
from wian.kit.likeness import plain_digits

HEADS = Path(__file__).parent / "heads"
FIELDS = (
    *("number", "date", "subject", "sender"),
    *("recipients", "citations", "enclosures", "marks"),
)
PRECISION, RECALL = 0.97, 0.92
SURE = 0.95
_DIFFERS = 0.5
"""Least confidence of a value that is shown as read at all."""


@dataclass(frozen=True, slots=True)
class Head:
    """A letter's head as text, and what is right.

    Attributes:
        name: What is particular about it.
        text: Its lines.
        right: Field -> its values, each with the spellings that are right.
        optional: Values of citations that are neither missed nor wrong.
    """

    name: str
    text: str
    right: Mapping[str, tuple[frozenset[str], ...]]
    optional: frozenset[str]


@dataclass(slots=True)
class Tally:
    """How a field fared.

    Attributes:
        right: Values read that are right.
        wrong: Values read that are not.
        missed: Right values that were not read.
        invented: Values read where the paper has none.
        faults: Each fault in words.
    """

    right: int = 0
    wrong: int = 0
    missed: int = 0
    invented: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of the values read that are right."""
        read = self.right + self.wrong
        return self.right / read if read else 1.0

    @property
    def recall(self) -> float:
        """Share of the right values that were read."""
        there = self.right + self.missed
        return self.right / there if there else 1.0


@dataclass(frozen=True, slots=True)
class Value:
    """A value that was read, in a form to compare, and how sure it is said to be."""

    text: str
    confidence: float


def heads_of(path: Path) -> list[Head]:
    """The heads of a file."""
    return [_head(each) for each in yaml.safe_load(path.read_text(encoding="utf-8"))]


def _head(each: Mapping[str, Any]) -> Head:
    dated = each["dated"]
    right = {
        "number": _one(each["number"]),
        "date": _one(dated.isoformat() if dated else None),
        "subject": _one(each["subject"]),
        "sender": _one(each["sender"]),
        "recipients": _all(each["recipients"], each.get("recipients_or")),
        "citations": tuple(frozenset([_citation(*pair)]) for pair in each["citations"]),
        "enclosures": _all(each["enclosures"]),
        "marks": _all(each["marks"]),
    }
    optional = frozenset(_citation(*pair) for pair in each.get("optional_citations", ()))
    return Head(each["name"], each["text"], right, optional)


def _one(value: str | Sequence[str] | None) -> tuple[frozenset[str], ...]:
    return () if value is None else (_spellings(value),)


def _spellings(value: str | Sequence[str]) -> frozenset[str]:
    return frozenset(map(plain, [value] if isinstance(value, str) else value))


def _all(
    values: Sequence[str | Sequence[str]], others: Sequence[str] | None = None
) -> tuple[frozenset[str], ...]:
    """Values that stand side by side; ``others`` are what the same words may be parted into."""
    wanted = tuple(_spellings(each) for each in values)
    if others is None:
        return wanted
    return (*wanted, frozenset(["", *map(plain, others)]))


def plain(text: str) -> str:
    """A text to compare: Arabic digits, no white space, small letters."""
    return "".join(plain_digits(text).split()).lower()


def _citation(number: str | None, dated: date | None) -> str:
    return f"{plain(number) if number else '-'} of {dated.isoformat() if dated else '-'}"


def read(text: str, country: Jurisdiction | None = None) -> list[ReadLetter]:
    """The letters that are read from a text, as those of a country; by default the first one."""
    where = country or thailand()
    document = Document("head.txt", Medium.TEXT, lines_of(text, where.paper))
    return list(read_documents([document], where).letters)


def values_of(letter: ReadLetter) -> dict[str, list[Value]]:
    """What was read, by field."""
    single: dict[str, Reading[Any] | None] = {
        "number": letter.number,
        "date": letter.dated,
        "subject": letter.subject,
        "sender": letter.sender,
    }
    found = {name: [*_values([each])] for name, each in single.items()}
    found["recipients"] = [*_values(letter.recipients)]
    found["enclosures"] = [*_values(letter.enclosures)]
    found["marks"] = [
        Value(plain(each.read), each.confidence)
        for each in (letter.urgency, letter.secrecy)
        if each
    ]
    found["citations"] = [_cited(each) for each in letter.citations if each.number or each.dated]
    return found


def _values(readings: Iterable[Reading[Any] | None]) -> Iterator[Value]:
    for each in readings:
        if each is not None and each.value is not None:
            yield Value(plain(str(each.value)), each.confidence)


def _cited(citation: Citation) -> Value:
    number = citation.number.value if citation.number else None
    dated = citation.dated.value if citation.dated else None
    sure = min(each.confidence for each in (citation.number, citation.dated) if each)
    return Value(_citation(number, dated), sure)


def measured(
    heads: Iterable[Head], country: Jurisdiction | None = None
) -> tuple[dict[str, Tally], list[tuple[float, bool]]]:
    """How every field fared, and of each value how sure it was said to be, and if it is right."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    sure: list[tuple[float, bool]] = []
    for head in heads:
        letters = read(head.text, country)
        found = values_of(letters[0]) if letters else {}
        for extra in letters[1:]:
            for name, values in values_of(extra).items():
                found[name] += values
        for name in FIELDS:
            sure += _compared(tallies[name], head, name, found.get(name, []))
    return tallies, sure


def _compared(
    tally: Tally, head: Head, name: str, values: Sequence[Value]
) -> Iterator[tuple[float, bool]]:
    options = [each for each in head.right[name] if "" in each]
    open_ = [each for each in head.right[name] if "" not in each]
    if options and {each.text for each in values} <= {*options[0]}:
        open_ = [frozenset([each]) for each in options[0] if each]
    there = bool(open_)
    for value in values:
        if name == "citations" and value.text in head.optional:
            continue
        hit = next((each for each in open_ if value.text in each), None)
        if hit is not None:
            open_.remove(hit)
            tally.right += 1
        else:
            tally.wrong += 1
            tally.invented += not there
            tally.faults.append(f"{head.name}: {name} reads {value.text} ({value.confidence})")
        yield value.confidence, hit is not None
    tally.missed += len(open_)
    tally.faults += [f"{head.name}: {name} lacks {'|'.join(sorted(each))}" for each in open_]


def judged(head: Head, hierarchy: Hierarchy | None = None) -> Iterator[tuple[float, bool]]:
    """Of each finding about a head, how sure it is said to be, and whether the paper bears it out.

    No head has a slip, a request that was lost or a stamp; a missing letter is one that it cites,
    and a closed day is its own. What is said to be unread is not judged.

    Args:
        head: The head.
        hierarchy: Offices whose posts addressees are held against.
    """
    document = Document("head.txt", Medium.TEXT, lines_of(head.text, thailand().paper))
    cited = [each for group in head.right["citations"] for each in group]
    numbers = [each.partition(" of ")[0] for each in (*cited, *head.optional)]
    days = [each for group in head.right["date"] for each in group]
    for finding in read_documents([document], thailand(), hierarchy).findings:
        said = plain(finding.what)
        if finding.kind is FindingKind.MISSING_LETTER:
            yield finding.confidence, any(each in said or each == "-" for each in numbers)
        elif finding.kind is FindingKind.NO_WORKING_DAY:
            yield finding.confidence, any(each in said for each in days)
        elif finding.kind is FindingKind.LOOK_ALIKE_DIGITS:
            yield finding.confidence, bool(re.search(r"[oOlI]|[๐-๙][0-9]|[0-9][๐-๙]", head.text))
        elif finding.kind is not FindingKind.UNREAD:
            yield finding.confidence, False


def show(tallies: Mapping[str, Tally], sure: Sequence[tuple[float, bool]]) -> None:
    """Print the table."""
    print(f"{'field':<12} {'there':>6} {'read':>6} {'precision':>9} {'recall':>7} {'invented':>8}")
    for name in FIELDS:
        each = tallies[name]
        print(
            f"{name:<12} {each.right + each.missed:>6} {each.right + each.wrong:>6} "
            f"{each.precision:>9.3f} {each.recall:>7.3f} {each.invented:>8}"
        )
    said = [right for confidence, right in sure if confidence >= SURE]
    print(f"said to be {SURE:.0%} sure or more: {len(said)}, right: {sum(said) / len(said):.1%}")
    rest = [right for confidence, right in sure if confidence < SURE]
    if rest:
        print(f"said to be less sure: {len(rest)}, right: {sum(rest) / len(rest):.1%}")


def _country(id: str | None) -> tuple[Path, Jurisdiction]:  # noqa: A002 - as commands call it
    """The folder of a country's heads, and the country."""
    return (HEADS / id, jurisdiction(id)) if id else (HEADS, thailand())


def main() -> None:
    """Read the heads of the sets asked for, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, add_help=False)
    parser.add_argument("--country", metavar="ID", help="the country whose heads are read")
    folder, country = _country(parser.parse_known_args()[0].country)
    known = sorted(path.stem for path in folder.glob("*.yaml"))
    parser.add_argument("--help", action="help", help="show this")
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"of {', '.join(known)}")
    parser.add_argument("--wrong", action="store_true", help="name each fault")
    parser.add_argument("--findings", action="store_true", help="judge the findings of all, too")
    asked = parser.parse_args()
    for name in asked.sets or known:
        heads = heads_of(folder / f"{name}.yaml")
        tallies, sure = measured(heads, country)
        print(f"{name}: {len(heads)} heads")
        show(tallies, sure)
        if asked.wrong:
            print(*(fault for each in FIELDS for fault in tallies[each].faults), sep="\n")
    if asked.findings:
        read_heads = (h for name in asked.sets or known for h in heads_of(HEADS / f"{name}.yaml"))
        show_sureness([each for head in read_heads for each in judged(head, offices())])


if __name__ == "__main__":
    main()
