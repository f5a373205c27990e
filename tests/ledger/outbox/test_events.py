"""The catalogue of events: complete, the only one, and what the documentation says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wian.ledger.outbox.events import (
    AT_RISK,
    CATALOGUE,
    DAY_ALERT,
    TEST,
    CatalogueEntry,
    Event,
    News,
)

_ROOT = Path(__file__).resolve().parents[3]
_NAME = re.compile(r"wian\.(?:letter|report|office|propagation|webhook)\.[a-z-]+")


def _row(entry: CatalogueEntry) -> str:
    """What the reference says of an event."""
    fields = (f"`{name}` ({note})" if note else f"`{name}`" for name, note in entry.fields.items())
    return f"| `{entry.name}` | {entry.meaning} | {entry.hearers} | {', '.join(fields)} |"


def test_every_event_has_its_entry():
    """And what a webhook cannot choose stands there too."""
    assert set(CATALOGUE) == {*Event, AT_RISK, DAY_ALERT, TEST}
    assert all(CATALOGUE[event].hearers and CATALOGUE[event].fields for event in Event)


def test_the_reference_of_webhooks_is_the_catalogue():
    """A program that is told of something finds what it means and what it holds."""
    page = (_ROOT / "docs" / "reference" / "webhooks.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `wian.")]
    assert rows == [_row(entry) for entry in CATALOGUE.values() if entry.hearers]


def test_the_guide_names_every_event_of_prefect():
    """Whoever filters the event feed finds the name."""
    page = (_ROOT / "docs" / "how-to" / "run-live.md").read_text(encoding="utf-8")
    named = [name for name in _NAME.findall(page) if name in CATALOGUE]
    assert set(named) == {name for name, entry in CATALOGUE.items() if entry.prefect is not None}


@pytest.mark.parametrize("folder", ["wian", "flows", "tasks", "benchmarks"])
def test_no_event_is_named_beside_the_catalogue(folder):
    """A name that is written once more can differ."""
    found = [
        f"{path.relative_to(_ROOT)}: {name}"
        for path in sorted((_ROOT / folder).rglob("*.py"))
        if path.name != "events.py"
        for name in re.findall(rf'"({_NAME.pattern})"', path.read_text(encoding="utf-8"))
        if name in CATALOGUE
    ]
    assert found == []


def test_webhooks_and_prefect_get_what_the_catalogue_says():
    """Of the same facts, the office that is told first."""
    facts = {"sender": "moi", "number": "1", "recipients": 2, "at": "2026-12-01"}
    news = News(Event.ISSUED, "drill", ("moi",), ("dla",), facts)
    told = {"office": "dla", "propagation": "drill", "sender": "moi", "number": "1"}
    assert news.message("dla") == told | {"at": "2026-12-01"}
    assert news.payload() == {"number": "1", "recipients": 2, "at": "2026-12-01"}
