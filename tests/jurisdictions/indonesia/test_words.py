"""Desk and reports in Indonesian: catalogues that lack nothing, pages of one language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from wian.delays.clock_choice import ClockChoice
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import open_ledger
from wian.office.actor import Acting
from wian.office.joint_issue import issue
from wian.office.stamp import receive
from wian.propagation.plan import record
from wian.propagation.prepare import prepare
from wian.propagation.request import PropagationRequest
from wian.reports.bottlenecks.overview import find
from wian.reports.html.report import report_page
from wian.reports.scope.recorded_hops import frame_of

ROOT = Path(__file__).resolve().parents[3]
WIAN, EXAMPLE = ROOT / "wian", ROOT / "examples" / "village-cooperatives"
START = Instant(29_616_000, Precision.MINUTE)
"""A Thursday morning of 2026 on which offices work."""
_THAI = re.compile("[\u0e00-\u0e7f]")
_ENGLISH = re.compile(
    r"\b(?:the|and|letters?|received|stamped|office|offices|inbox|outgoing|sign|password|draft|"
    r"subject|with|from|days?|search|register)\b",
    re.IGNORECASE,
)
_KEPT = ("English", "office (kodenya)", "kolom office")
"""The other language by its name, and columns of a file by theirs."""


def _catalogues(room: str) -> tuple[dict[str, str], dict[str, str]]:
    paths = (
        WIAN / room / "words" / "en.yaml",
        WIAN / "jurisdictions" / "indonesia" / "words" / f"{room}.yaml",
    )
    english, own = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths)
    return english, own


@pytest.mark.parametrize("room", ["desk", "reports"])
def test_a_catalogue_says_all_that_english_says(room):
    """With the same values in it; one thing is told as many are."""
    english, own = _catalogues(room)
    wanted = {key for key in english if not key.endswith(".one")}
    assert wanted - own.keys() == set()
    assert {key for key in own.keys() - english.keys() if not key.startswith("level.")} == set()
    values = re.compile(r"\{[^}]*\}")
    differ = [
        key
        for key in wanted
        if set(values.findall(str(own[key]))) != set(values.findall(str(english[key])))
    ]
    assert differ == []


@pytest.fixture
def desk(tmp_path, opened_desk):
    """The example live: the ministry wrote, the directorate general stamped."""
    plan = prepare(
        PropagationRequest(directive=str(EXAMPLE / "directive.yaml"), clock=ClockChoice.LIVE)
    )
    with open_ledger(f"sqlite:///{tmp_path / 'live.db'}") as ledger:
        record(ledger, plan, START)
        issue(Acting(ledger, plan, "kemendagri", by="kemendagri Sekretaris", now=START))
        later = Instant(START.minute + 45, Precision.MINUTE)
        receive(Acting(ledger, plan, "ditjen-pemdes", by="ditjen-pemdes clerk", now=later))
        opened = opened_desk(ledger, START.minute + 60, jurisdiction="indonesia")
        yield plan, opened


def test_the_desk_speaks_indonesian(desk):
    """Every page, refusals too: no Thai sign, and no English word but names."""
    plan, opened = desk
    browser = opened.signed_in("ditjen-pemdes", "clerk")
    paths = ("/", f"/letters/{plan.id}", f"/letters/{plan.id}/draft", "/outgoing", "/office")
    for path in (*paths, "/nowhere", "/password", "/day"):
        text = browser.follow(path).text
        assert '<html lang="id">' in text
        assert _THAI.search(text) is None
        assert _english_in(text) == []
    letter = browser.follow(f"/letters/{plan.id}").text
    assert "Nomor" in letter
    assert re.search(r"\d{1,2} (?:Apr|Mei|\w{3}) 2026 pukul \d\d\.\d\d", letter)


def _english_in(page: str) -> list[str]:
    page = re.sub(r"<(style|script)\b.*?</\1>|<!--.*?-->", " ", page, flags=re.DOTALL)
    page = re.sub(r'<[^>]*lang="en"[^>]*>[^<]*', " ", page)
    shown = re.sub(r"<[^>]*>", " ", page)
    for kept in _KEPT:
        shown = shown.replace(kept, " ")
    return _ENGLISH.findall(shown)


def test_a_report_is_in_indonesian_with_english_beside(regency):
    """Its levels and months too; nothing of a third language."""
    page = report_page(find(frame_of(regency.ledger, [regency.plan.id])), [regency.plan.directive])
    page = re.sub(r"url\(data:font[^)]*\)", "", page).replace('"Noto Sans Thai"', "")
    assert _THAI.search(page) is None
    assert '<html lang="id">' in page
    assert "Laporan perjalanan surat" in page
    assert 'lang="en">on the way</span>' in page
