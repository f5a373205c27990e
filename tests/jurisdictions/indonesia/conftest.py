"""The example of a regency, gone down in a rehearsal once for all tests of this country."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.instant import Instant, Precision
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.ledger.database import Ledger, open_ledger
from wian.ledger.read.recorded import letters
from wian.letters.copies import Copy
from wian.letters.letter import Letter
from wian.letters.pages.bundle_part import BundlePart
from wian.office.letter_pages import Cabinet, Trimmings
from wian.propagation.plan import Plan, record
from wian.propagation.prepare import prepare
from wian.propagation.rehearse import forward
from wian.propagation.request import PropagationRequest

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "village-cooperatives"
DOWN = ("ditjen-pemdes", "33", "33.28", "33.28.10", "33.28.10.1007")
"""From the ministry's circular to the letter of a district that has desa and kelurahan."""


class Regency(NamedTuple):
    """A rehearsed propagation of the example."""

    plan: Plan
    ledger: Ledger
    letters: dict[str, Letter]
    parts: dict[str, tuple[BundlePart, ...]]


@pytest.fixture(scope="session")
def indonesia() -> Jurisdiction:
    return jurisdiction("indonesia")


@pytest.fixture(scope="session")
def regency(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Regency]:
    """The example, with the letters by office, and those that ``DOWN`` received, stamped."""
    plan = prepare(
        PropagationRequest(
            directive=str(EXAMPLE / "directive.yaml"), limit_to=("33.28.10", "33.28.01")
        )
    )
    url = f"sqlite:///{tmp_path_factory.mktemp('regency') / 'ledger.db'}"
    with open_ledger(url) as ledger:
        record(ledger, plan, Instant(29_000_000, Precision.MINUTE))
        for wave in plan.route.waves:
            for cohort in wave.cohorts:
                forward(ledger, plan, wave, cohort)
        cabinet = Cabinet(ledger, plan, Trimmings("https://e.example/"))
        written = {each.office: each.letter for each in letters(ledger, plan.id)}
        parts = {office: cabinet.parts(office, Copy.RECEIVED) for office in DOWN}
        yield Regency(plan, ledger, written, parts)
