"""What the history tests share: chains of letters made by wian, put on paper as text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from hierarchy.graph import Hierarchy
from hierarchy.office import Line, Office
from hierarchy.route.planner import plan_route
from wian.history.bundle import read_bundle
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.jurisdictions.paper import Bundle
from wian.letters.composition.composer import Composer
from wian.letters.directive import Directive
from wian.letters.letter import Letter, Reference
from wian.letters.text_and_html import render


@dataclass(frozen=True)
class Chain:
    """A directive that went down a line of offices: the letters, the origin's first."""

    hierarchy: Hierarchy
    letters: tuple[Letter, ...]


@pytest.fixture(scope="session")
def thailand() -> Jurisdiction:
    return jurisdiction("thailand")


@pytest.fixture(scope="session")
def written(thailand) -> Callable[..., Chain]:
    """Compose the letters of a line of offices, each citing the one above."""

    def write(offices: Sequence[Office], directive: Directive, days: Sequence[date]) -> Chain:
        lines = [Line(a.id, b.id) for a, b in pairwise(offices)]
        hierarchy = Hierarchy.build(list(offices), lines, subject="a line of offices")
        route = plan_route(hierarchy, offices[0].id, directive.addressees)
        composer = Composer(hierarchy, route, directive, thailand)
        letters: list[Letter] = []
        for place, (office, day) in enumerate(zip(offices[:-1], days, strict=True)):
            above = letters[-1] if letters else None
            received = above and Reference(above.issuer, above.number, above.dated)
            number = thailand.wording.letter_number(
                office.letter_code, 7 + 31 * place, 2564, dated=day
            )
            letters.append(composer.compose(office.id, number, day, received))
        return Chain(hierarchy, tuple(letters))

    return write


@pytest.fixture
def read(tmp_path: Path, thailand) -> Callable[..., Bundle]:
    """Read a text as a file of its own."""

    def read_text(text: str, hierarchy: Hierarchy | None = None, name: str = "file.txt") -> Bundle:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_bundle([path], thailand, hierarchy)

    return read_text


@pytest.fixture(scope="session")
def on_paper(thailand) -> Callable[[Sequence[Letter]], str]:
    """The letters as one text, the lowest first, as a bundle has them."""

    def bind(letters: Sequence[Letter]) -> str:
        return "\n\n\n".join(render(each, thailand, "text") for each in reversed(letters))

    return bind
