"""The log of requests, in which an operator sees what was asked for and nobody's letters."""

from __future__ import annotations

import logging

import pytest

ASKED = [
    ("/static/desk.css?v=0123", "GET /static/{file} 200"),
    ("/static/nothing-ความลับ", "GET /static/{file} 404"),
    ("/static/fonts/nothing-ความลับ", "GET /static/fonts/{file} 404"),
    ("/sign-in?office=moi", "GET /sign-in 200"),
    ("/letters/flood-2026", "GET /letters/{propagation} 303"),
    ("/api/v1/inbox?state=done", "GET /api/v1/inbox 401"),
    ("/api/v1/letters/flood-2026/paper", "GET /api/v1/letters/{propagation}/paper 401"),
    ("/api/docs", "GET /api/docs 200"),
    ("/api/openapi.json", "GET /api/openapi.json 200"),
    ("/api/v1/nothing-flood-2026", "GET (no page) 404"),
    ("/nothing-flood-2026", "GET (no page) 404"),
]


@pytest.mark.parametrize(("path", "logged"), ASKED)
def test_a_request_is_logged_by_what_it_asks_for(desk, caplog, path, logged):
    """Files and calls of programs are told from pages that there are not; no id is shown."""
    browser = desk.browser()
    with caplog.at_level(logging.INFO, logger="wian.desk.access"):
        browser.get(path)
    (line,) = [each.getMessage() for each in caplog.records if each.name == "wian.desk.access"]
    assert line.rsplit(" ", 2)[0] == logged
