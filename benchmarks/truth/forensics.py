"""The mutation test of the forensics: one defect in each bundle, and how many are found.

``python -m benchmarks.truth.forensics [--samples N]``
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.truth.bundle_stories import Story, offices, on_paper, thailand
from benchmarks.truth.defects import DEFECTS, Planted, planted
from wian.history.bundle import read_documents
from wian.history.documents.document import Document, lines_of
from wian.jurisdictions.paper import Finding, Medium

SAMPLES = 60
FIRST_SEED = 10_000
"""Bundles from this seed on were not looked at while the reader was written."""
TARGET = 0.95


@dataclass(frozen=True, slots=True)
class Score:
    """How one kind of defect fared.

    Attributes:
        kind: The defect.
        planted: Bundles that carry it.
        found: Those of them in which it was found, in its letter.
        extra: Findings of the same bundles that nothing was planted for.
        sure: Of each finding, how sure it is said to be, and whether something was planted for it.
    """

    kind: str
    planted: int
    found: int
    extra: int
    sure: tuple[tuple[float, bool], ...] = ()

    @property
    def recall(self) -> float:
        """Share of what was planted that was found."""
        return self.found / self.planted if self.planted else 1.0

    @property
    def precision(self) -> float:
        """Share of the findings that something was planted for."""
        named = self.found + self.extra
        return self.found / named if named else 1.0


def findings_of(story: Story, seed: int) -> tuple[Finding, ...]:
    """Put a story on paper, and read it with the built-in offices."""
    rng = random.Random(seed)  # noqa: S311 - a reproducible sample
    documents = [
        Document(f"{name}.txt", Medium.TEXT, lines_of(on_paper(rng, sheets), thailand().paper))
        for name, sheets in (("first", story.first), ("second", story.second))
    ]
    return read_documents(documents, thailand(), offices()).findings


def hits(case: Planted, findings: Sequence[Finding]) -> tuple[bool, list[Finding]]:
    """Whether the defect was found, and the findings that it does not explain."""
    mine = [each for each in findings if _explains(case, each)]
    extra = [each for each in findings if each not in mine[:1]]
    return bool(mine), extra


def _explains(case: Planted, finding: Finding) -> bool:
    if finding.kind is not case.kind:
        return False
    return case.letter is None or finding.letter == case.letter


def score(kind: str, seeds: Iterable[int]) -> Score:
    """Plant one defect in many bundles and count."""
    count = found = extra = 0
    sure: list[tuple[float, bool]] = []
    for seed in seeds:
        case = planted(kind, seed)
        findings = findings_of(case.story, seed)
        hit, more = hits(case, findings)
        sure += [(each.confidence, each not in more) for each in findings]
        count += case.kind is not None
        found += hit
        extra += len(more)
    return Score(kind, count, found, extra, tuple(sure))


def scores(samples: int) -> list[Score]:
    """Every kind of defect, as many bundles each."""
    return [score(kind, range(FIRST_SEED, FIRST_SEED + samples)) for kind in DEFECTS]


def total(held: Sequence[Score]) -> Score:
    """All kinds together."""
    return Score(
        "all",
        sum(each.planted for each in held),
        sum(each.found for each in held),
        sum(each.extra for each in held),
        tuple(pair for each in held for pair in each.sure),
    )


def show(held: Sequence[Score]) -> None:
    """Print the table."""
    print(f"{'defect':<24} {'planted':>7} {'found':>6} {'extra':>6} {'precision':>9} {'recall':>7}")
    for each in (*held, total(held)):
        print(
            f"{each.kind:<24} {each.planted:>7} {each.found:>6} {each.extra:>6} "
            f"{each.precision:>9.3f} {each.recall:>7.3f}"
        )


def show_sureness(found: Sequence[tuple[float, bool]]) -> None:
    """Print how often findings are right, by how sure they are said to be."""
    for sure in sorted({confidence for confidence, _ in found}, reverse=True):
        right = [each for confidence, each in found if confidence == sure]
        print(f"findings said to be {sure:.0%} sure: {len(right)}, right: {sum(right)}")


def main() -> None:
    """Plant, read, count, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=SAMPLES, help="bundles a kind of defect")
    held = scores(parser.parse_args().samples)
    show(held)
    show_sureness(total(held).sure)


if __name__ == "__main__":
    main()
