"""The API describes itself: for programs as OpenAPI, for people as a page without scripts."""

from __future__ import annotations

import re

import pytest

from wian.desk.api.description import operations
from wian.ledger.errors import LedgerError
from wian.ledger.read import live_letters


@pytest.fixture
def described(api):
    return api.client().get("/api/openapi.json").json()


def test_anybody_may_read_the_description(api):
    """Whoever writes a program for it has no token yet; the letters stay behind tokens."""
    answer = api.client().get("/api/openapi.json")
    assert answer.status_code == 200
    assert answer.json()["openapi"].startswith("3.1")
    assert api.plan.id not in answer.text


def test_every_operation_says_what_it_needs_and_how_it_may_fail(described):
    """Its scope, its token, what it gives, and every refusal as a problem."""
    for path, methods in described["paths"].items():
        for method, each in methods.items():
            assert each["x-scope"], path
            assert each["security"] == [{"token": []}]
            assert {"401", "403", "413", "422", "429"} <= set(each["responses"])
            if "{" in path:
                assert "404" in each["responses"]
            refused = (answer for status, answer in each["responses"].items() if status > "4")
            for answer in refused:
                assert list(answer["content"]) == ["application/problem+json"], (method, path)
            assert each["description"].partition("\n")[0].endswith(".")


def test_the_description_has_examples_and_a_scheme_of_security(described):
    """A person who reads it knows what a token and a moment look like."""
    assert described["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    stamp = described["components"]["schemas"]["StampAsked"]["properties"]["at"]
    assert "2026-12-01" in stamp["anyOf"][0]["examples"]
    assert "HTTPValidationError" not in described["components"]["schemas"]


def test_everything_that_is_sent_is_bounded(described):
    """No text and no list that a program may send is endless."""
    for name, shape in described["components"]["schemas"].items():
        if not name.endswith("Asked"):
            continue
        assert shape["additionalProperties"] is False
        for field, values in shape["properties"].items():
            for kind in values.get("anyOf", [values]):
                if kind.get("type") == "string":
                    assert "maxLength" in kind or "pattern" in kind or "enum" in kind, (name, field)
                if kind.get("type") == "array":
                    assert "maxItems" in kind, (name, field)
                if kind.get("type") == "integer":
                    assert {"minimum"} < set(kind), (name, field)


def test_the_page_shows_every_operation_and_asks_nobody_else(api, described):
    """It works without a network and without a script, under the desk's own policy."""
    answer = api.client().get("/api/docs")
    assert answer.status_code == 200
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert not re.search(r"<script|<style|style=|\son\w+=|(src|href)=\"(https?:)?//", answer.text)
    for each in operations(described):
        assert f"<code>{each.method} /api{each.path}</code></h3>" in answer.text
    for name in described["components"]["schemas"]:
        assert f'id="{name}"' in answer.text
    for link in re.findall(r'href="#([^"]+)"', answer.text):
        assert f'id="{link}"' in answer.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/api/v1/x", 404), ("GET", "/api/", 404), ("PATCH", "/api/v1/inbox", 405)],
)
def test_what_is_not_there_is_a_problem_too(api, method, path, status):
    """A misspelt path gets a sentence, in the same form as any refusal."""
    answer = api.client().request(method, path)
    assert answer.status_code == status
    assert answer.json()["status"] == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_defect_is_a_problem_too_and_says_nothing_of_itself(api, monkeypatch, caplog):
    """Something nobody foresaw: the operator finds the place, the program a sentence."""

    def broken(*_):
        raise RuntimeError("ข้อความลับ")

    monkeypatch.setattr(live_letters, "inbox", broken)
    answer = api.program("moi").get("/inbox")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "ข้อความลับ" not in answer.text + caplog.text
    assert "RuntimeError" in caplog.text


def test_a_ledger_that_cannot_be_used_says_so_and_not_where_it_is(api, monkeypatch):
    """Its own sentence names paths and hosts, for the operator alone."""

    def locked(*_):
        raise LedgerError("postgresql://secret-host/wian", "is away", "wait")

    monkeypatch.setattr(live_letters, "inbox", locked)
    answer = api.program("moi").get("/inbox")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "secret-host" not in answer.text
