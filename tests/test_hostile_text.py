"""Were the filter of markup to let everything pass, no page would run any of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from wian.kit import text
from wian.ledger.access.permissions import Role
from wian.ledger.database import open_ledger
from wian.office.actor import Acting
from wian.office.answer import answer

OFFICES = Path(__file__).parents[1] / "examples" / "gecc-2564"
EVIL = "'\"><svg/onload=evil()><script>evil()</script></title><a href=javascript:evil()>"


class Evil(HTMLParser):
    """What of a page a browser would run, or would take for an element of a stranger's."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[object] = []
        self.seen = 0
        self._in = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._in = f"{tag} {given.get('type', '')}" if tag == "script" else ""
        if any(name.startswith("on") for name in given) or "javascript:" in given.get("href", ""):
            self.found.append((tag, attrs))

    def handle_endtag(self, _tag: str) -> None:
        self._in = ""

    def handle_data(self, data: str) -> None:
        self.seen += data.count("evil()")
        if self._in == "script " and "evil()" in data:
            self.found.append(data)


@pytest.fixture
def hostile(home, living, tmp_path, monkeypatch) -> Iterator[tuple[object, object]]:
    """A live directive whose every text, and whose offices' names, are markup."""
    monkeypatch.setattr(text, "_MARKUP", re.compile(r"(?!)"))
    offices = tmp_path / "offices.yaml"
    named = OFFICES.joinpath("offices.yaml").read_text(encoding="utf-8")
    quoted = EVIL.replace("'", "''")
    named = re.sub(r"( name(?:_en)?:) .*", rf"\1 '{quoted}'", named)
    offices.write_text(named, encoding="utf-8")
    tmp_path.joinpath("local-bodies.csv").write_bytes(
        OFFICES.joinpath("local-bodies.csv").read_bytes()
    )
    home.mkdir()
    plan = living.plan(
        id="evil",
        hierarchy=str(offices),
        limit_to=(living.leaf,),
        subject=EVIL,
        decided=EVIL,
        purpose=EVIL,
        asks=[{"to": {"levels": ["local"]}, "text": EVIL, "answer_by": "2030-02-28"}],
        contact={"unit": EVIL, "phone": ["0 2283 4475"]},
    )
    with open_ledger(f"sqlite:///{home / 'wian.db'}") as ledger:
        living.begin(ledger, plan)
        living.reach(ledger, plan, living.leaf)
        living.stamp(ledger, plan, living.leaf)
        acting = Acting(ledger, plan, living.leaf, by=EVIL, now=living.later(40))
        answer(acting, EVIL, key="k")
        yield ledger, plan


def held(pages: Iterator[str] | list[str]) -> int:
    """How often the pages show the text; none of them may have it as markup."""
    seen = 0
    for page in pages:
        evil = Evil(page)
        assert evil.found == []
        seen += evil.seen
    return seen


def test_no_page_of_the_desk_runs_it(hostile, opened_desk, living):
    """Inbox, letters, drafts, follow-up, sheets; for who works there and who only looks on."""
    ledger, plan = hostile
    desk = opened_desk(ledger, living.start.minute + 60)
    for office, role in ((living.chain[-2], Role.CLERK), (living.leaf, Role.OBSERVER)):
        browser = desk.signed_in(office, EVIL, role, Role.OFFICER)
        of = (f"/letters/{plan.id}", f"/outgoing/{plan.id}", f"/letters/{plan.id}/draft")
        paths = ("/", "/outgoing", "/office", "/sign-in", f"/?q={EVIL}", f"/{EVIL}", *of)
        assert held([browser.follow(path).text for path in paths])


def test_no_page_that_is_written_to_a_file_runs_it(hostile, wian, living, tmp_path):
    """Letters, and the download page of an office; tests/reports looks at the report."""
    _, plan = hostile
    out = tmp_path / "out"
    for command in (
        ("letters", plan.id, "--format", "html", "--out", out / "letters"),
        ("letters", "--format", "site", "--office", "dla", "--out", out / "site"),
    ):
        ran = wian(*command)
        assert ran.code == 0, ran.err
    pages = sorted(out.rglob("*.html"))
    assert len(pages) > 3
    assert held([each.read_text(encoding="utf-8") for each in pages])
