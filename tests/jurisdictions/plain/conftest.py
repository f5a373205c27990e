"""An organisation that sets its clock, hours, holidays and numbers itself, and its directive."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from wian.jurisdictions.instant import Instant, Precision
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.ledger.database import Ledger, open_ledger
from wian.propagation.plan import Plan, record
from wian.propagation.prepare import prepare
from wian.propagation.rehearse import forward
from wian.propagation.request import PropagationRequest

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Rehearsed:
    """A rehearsal in a ledger, and its organisation."""

    plan: Plan
    ledger: Ledger
    folder: Path

    @property
    def country(self) -> Jurisdiction:
        """The organisation's jurisdiction."""
        return self.plan.jurisdiction


@pytest.fixture(scope="package")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsed]:
    """A directive that went down the water board in a rehearsal."""
    folder = tmp_path_factory.mktemp("board")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WIAN_HOME", str(folder / "home"))
        request = PropagationRequest(directive=str(HERE / "water-board" / "directive.yaml"))
        plan = prepare(request)
        with open_ledger(f"sqlite:///{folder / 'ledger.db'}") as ledger:
            record(ledger, plan, Instant(29_500_000, Precision.MINUTE))
            for wave in plan.route.waves:
                for cohort in wave.cohorts:
                    forward(ledger, plan, wave, cohort)
            yield Rehearsed(plan, ledger, folder)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a golden file, or write it (``--update-golden``)."""
    update = request.config.getoption("--update-golden")

    def check(name: str, text: str) -> None:
        if update:
            (HERE / "golden" / name).write_text(text, encoding="utf-8")
        assert text == (HERE / "golden" / name).read_text(encoding="utf-8")

    return check
