"""A country with nothing of another: its letters, words, week, clock, and the paper it reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hierarchy.load.hierarchy_file import load_hierarchy
from wian.jurisdictions.calendar import WorkingCalendar
from wian.jurisdictions.column_words import Column, Headings, RegisterKind, RegisterWords
from wian.jurisdictions.countries import forget, jurisdiction, register
from wian.jurisdictions.entry_dates import PlainDates
from wian.jurisdictions.handling import Urgency
from wian.jurisdictions.instant import Instant, Precision
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.jurisdictions.paper_reader import NumberParts
from wian.jurisdictions.plain_paper import LABELS, MARKS, PlainPaper
from wian.jurisdictions.plain_wording import PlainWording
from wian.kit.number_signs import NumberSigns
from wian.kit.text_file import OldEncoding
from wian.ledger.database import Ledger, open_ledger
from wian.propagation.plan import Plan, record
from wian.propagation.prepare import prepare
from wian.propagation.rehearse import forward
from wian.propagation.request import PropagationRequest

HERE = Path(__file__).with_suffix("")
_WITH_YEAR = re.compile(r"(.+-\d{1,9})/\d{4}")


class _Paper(PlainPaper):
    """Reads numbers that bear their year, beside those that do not: ``AB-12/2026``."""

    def number_parts(self, number: str | None) -> NumberParts | None:
        """The running number, whether its year stands behind it or not."""
        found = _WITH_YEAR.fullmatch(number or "")
        return super().number_parts(found[1] if found else number)


def _made() -> Jurisdiction:
    """A country of its own in everything that varies."""
    return Jurisdiction(
        id="erewhon",
        name="Erewhon",
        calendar=WorkingCalendar(
            zone=ZoneInfo("Asia/Kathmandu"),
            holidays={date(2026, 1, 6): "Founders' Day"},
            first=date(2020, 1, 1),
            last=date(2031, 12, 31),
            announced_to=date(2026, 12, 31),
            opens=9 * 60,
            closes=15 * 60,
            weekmask="1111001",
        ),
        wording=PlainWording(
            HERE / "templates",
            salutation="Esteemed",
            lead_ins={"text": "to"},
            signs=NumberSigns(decimal="·", thousands="'"),
        ),
        profile=HERE / "delays.yaml",
        targets=HERE / "targets.yaml",
        build=lambda _: load_hierarchy(HERE / "offices.yaml"),
        level_names={"region": ("region", "regions"), "town": ("town", "towns")},
        language="qaa",
        words=HERE / "words",
        paper=_Paper(
            {**LABELS, "number": "Rebmun"}, marks={**MARKS, "at once": Urgency.MOST_URGENT}
        ),
        dates=PlainDates(),
        headings=Headings(
            offices={"eman": "name"},
            answers={"rewsna": "answer"},
            registers=RegisterWords(
                columns={(Column.NUMBER, RegisterKind.RECEIVE): "tpiecer"},
                titles={RegisterKind.RECEIVE: "deviecer"},
            ),
        ),
        encodings=(OldEncoding("cp1253", ("Windows-1253",), range(0xC1, 0xFF)),),
    )


@dataclass(frozen=True)
class Abroad:
    """A propagation of the country, and a folder for what is made of it."""

    plan: Plan
    ledger: Ledger
    folder: Path


@pytest.fixture(scope="module")
def abroad(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Abroad]:
    """A directive that went down its offices in a rehearsal, the country known meanwhile."""
    register("erewhon", _made)
    folder = tmp_path_factory.mktemp("erewhon")
    plan = prepare(PropagationRequest(directive=str(HERE / "directive.yaml")))
    with open_ledger(f"sqlite:///{folder / 'ledger.db'}") as ledger:
        record(ledger, plan, Instant(29_500_000, Precision.MINUTE))
        for wave in plan.route.waves:
            for cohort in wave.cohorts:
                forward(ledger, plan, wave, cohort)
        yield Abroad(plan, ledger, folder)
    forget("erewhon")


@pytest.fixture
def erewhon() -> Iterator[Jurisdiction]:
    """The country, known to this process while the test runs."""
    register("erewhon", _made)
    yield jurisdiction("erewhon")
    forget("erewhon")
