"""A country that reads plain paper: headings, clock and dates for what must know no country."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from wian.jurisdictions.entry_dates import PlainDates
from wian.jurisdictions.headings import Column, Headings, RegisterKind, RegisterWords
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.jurisdictions.known import forget, jurisdiction, register
from wian.jurisdictions.plain_paper import LABELS, PlainPaper
from wian.kit.text_file import OldEncoding


def _made() -> Jurisdiction:
    """Thailand's calendar and wording, and nothing of how it reads."""
    usual = jurisdiction("thailand")
    return replace(
        usual,
        id="erewhon",
        name="Erewhon",
        calendar=replace(usual.calendar, zone=ZoneInfo("Europe/Paris")),
        paper=PlainPaper({**LABELS, "number": "Rebmun"}),
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
        era=None,
    )


@pytest.fixture
def erewhon() -> Iterator[Jurisdiction]:
    """The country, known to this process while the test runs."""
    register("erewhon", _made)
    yield jurisdiction("erewhon")
    forget("erewhon")
