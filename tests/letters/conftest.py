"""What the letters' tests share: the 2564 example, small hierarchies and golden files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hierarchy.graph import Hierarchy
from hierarchy.load.hierarchy_file import load_hierarchy
from hierarchy.office import Line, Office
from hierarchy.route.planner import plan_route
from hierarchy.route.route import Route
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.letters.composition.composer import Composer
from wian.letters.directive import Directive
from wian.letters.directive_file import load_directive
from wian.letters.letter import Letter, Reference

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "gecc-2564"
DAY = date(2021, 1, 19)


@dataclass(frozen=True)
class Case:
    """A directive on its way down a hierarchy."""

    hierarchy: Hierarchy
    route: Route
    directive: Directive
    jurisdiction: Jurisdiction
    composer: Composer

    def letter(self, sender: str, number: str = "ว ๑", dated: date = DAY, **more: Any) -> Letter:
        """The letter of an office, citing its sender's as ``ว ๑``."""
        above = self.route.parent(sender)
        if above is not None:
            cited = Reference(self.hierarchy.office(above).name, "ว ๑", DAY)
            more.setdefault("received", cited)
        return self.composer.compose(sender, number, dated, more.pop("received", None), **more)


@pytest.fixture(scope="session")
def thailand() -> Jurisdiction:
    return jurisdiction("thailand")


@pytest.fixture(scope="session")
def case_of(thailand: Jurisdiction) -> Callable[[Hierarchy, Directive], Case]:
    def make(hierarchy: Hierarchy, directive: Directive) -> Case:
        route = plan_route(hierarchy, directive.origin, directive.addressees)
        composer = Composer(hierarchy, route, directive, thailand)
        return Case(hierarchy, route, directive, thailand, composer)

    return make


@pytest.fixture(scope="session")
def gecc(case_of: Callable[[Hierarchy, Directive], Case]) -> Case:
    """The directive of 2564 on the chain that it really took."""
    hierarchy = load_hierarchy(EXAMPLE / "offices.yaml")
    return case_of(hierarchy, load_directive(EXAMPLE / "directive.yaml"))


@pytest.fixture(scope="session")
def plainly() -> Callable[..., Directive]:
    """A small directive of ``o0`` to the local level; fields may be given."""

    def make(**fields: Any) -> Directive:
        local = {"levels": ["local"]}
        given = {
            "id": "d",
            "origin": "o0",
            "subject": "การสำรวจถนน",
            "decided": "ได้กำหนดให้มีการสำรวจถนน",
            "purpose": "ให้ถนนปลอดภัย",
            "asks": [{"to": local, "text": "สำรวจถนนในความรับผิดชอบ"}],
            "addressees": [local],
            "issued": "2021-01-04",
        }
        return Directive.model_validate(given | fields)

    return make


@pytest.fixture(scope="session")
def chain() -> Callable[..., Hierarchy]:
    """Offices ``o0`` to ``oN`` one under the other, the last one local."""

    def make(depth: int, names: list[str] | None = None) -> Hierarchy:
        named = names or [f"สำนักที่{number}" for number in range(depth + 1)]
        offices = [
            Office(f"o{number}", name, "local" if number == depth else "middle", "office")
            for number, name in enumerate(named)
        ]
        lines = [Line(f"o{number}", f"o{number + 1}") for number in range(depth)]
        return Hierarchy.build(offices, lines, subject="a chain")

    return make


@pytest.fixture(scope="session")
def forked(chain: Callable[..., Hierarchy]) -> Hierarchy:
    """A chain of three, a branch that no directive to the local level goes down, and two desks."""
    straight = chain(3)
    side = Office("side", "สำนักข้าง", "middle", "office")
    desks = Office("two-desks", "เทศบาลสองโต๊ะ", "local", "office", desks=("first", "second"))
    return Hierarchy.build(
        [*straight.offices, side, desks],
        [*straight.lines, Line("o0", "side"), Line("o0", "two-desks")],
        subject="a forked chain",
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a golden file, or write it (``--update-golden``)."""
    folder = Path(__file__).parent / "golden"
    update = request.config.getoption("--update-golden")

    def check(name: str, text: str) -> None:
        if update:
            (folder / name).write_text(text, encoding="utf-8")
        assert text == (folder / name).read_text(encoding="utf-8")

    return check
