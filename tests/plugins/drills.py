"""Drills to a district, each over before the next one began: a history to look back on."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from wian.ledger.database import open_ledger

MANY = 13
_EVERY, _WINDOW = timedelta(days=90), timedelta(days=40)
_DISTRICT = "phitsanulok.mueang-phitsanulok"


@pytest.fixture(scope="session")
def drilled_home(living: Any, propagating: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with rehearsals of that many drills; only to be read."""
    home = Path(tmp_path_factory.mktemp("drilled"))
    with open_ledger(f"sqlite:///{home / 'wian.db'}") as ledger:
        for number in range(MANY):
            day = date(2023, 1, 9) + number * _EVERY
            path = living.directive(
                id=f"drill-{number}",
                issued=str(day),
                window={"opens": str(day), "closes": str(day + _WINDOW)},
                asks=[{"to": {"levels": ["local"]}, "text": "ซักซ้อม"}],
            )
            plan = propagating.prepare(path, seed=number + 1, limit_to=(_DISTRICT,))
            propagating.send(ledger, plan)
    return home
