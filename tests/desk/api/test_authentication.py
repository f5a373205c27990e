"""Programs show tokens: each route wants one scope, and shows one office's letters only."""

from __future__ import annotations

import pytest

from wian.desk.api.api import create_api
from wian.desk.api.description import operations
from wian.desk.app.counters import Counters
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.access.permissions import Scope
from wian.ledger.access.tokens import revoke_token

_WEBHOOK = "wh_0123456789abcdef"


def _every_route(api):
    """Method, path and scope of every operation that the description names."""
    for each in operations(api.described):
        path = each.path.removeprefix("/v1").replace("{webhook}", _WEBHOOK)
        path = path.replace("{sha256}", "0" * 64).replace("{number}", "1")
        yield each.method, path.replace("{propagation}", api.plan.id), Scope(each.scope)


def _asked(program, method, path):
    return program.ask(method, path, headers={"Idempotency-Key": "0123456789"})


def test_each_route_wants_its_scope_and_no_other(api):
    """A token that may only stamp issues nothing, and one that may only look changes nothing."""
    programs = {scope: api.program("moi", scope) for scope in Scope}
    routes = list(_every_route(api))
    assert len(routes) == 39
    for method, path, wanted in routes:
        for scope, program in programs.items():
            status = _asked(program, method, path).status_code
            assert (status == 403) is (scope is not wanted), (method, path, scope, status)
            assert status not in {401, 500}


def test_a_token_with_every_scope_but_the_wanted_one_is_refused(api):
    """The refusal names the scope that is missing."""
    for method, path, wanted in _every_route(api):
        program = api.program("moi", *(scope for scope in Scope if scope is not wanted))
        answer = _asked(program, method, path)
        assert answer.status_code == 403
        assert f"lacks the scope {wanted.value}" in answer.json()["detail"]
        assert answer.json()["code"] == "scope-missing"


@pytest.mark.parametrize("kind", ["none", "malformed", "long", "unknown", "revoked", "expired"])
def test_whoever_shows_no_token_that_holds_gets_one_answer(api, kind):
    """It does not tell whether there was such a token."""
    made, text = api.token("moi", expires=api.living.later(59) if kind == "expired" else None)
    if kind == "revoked":
        revoke_token(api.ledger, made.id)
    shown = {
        "none": "",
        "malformed": "wian_ก",
        "long": "wian_" + "a" * 5000,
        "unknown": text[:-4] + "AAAA",
    }.get(kind, text)
    for method, path, _ in _every_route(api):
        answer = _asked(api.stranger(shown), method, path)
        assert answer.status_code == 401, (method, path)
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["detail"].startswith("Show a token that holds")
        assert answer.json()["code"] == "no-token"


def test_a_password_is_no_token(api):
    """Another kind of authorization is refused like none."""
    _, text = api.token("moi")
    answer = api.client().get("/api/v1/inbox", headers={"Authorization": f"Basic {text}"})
    assert answer.status_code == 401


def test_another_offices_letter_looks_like_none(api):
    """A district that was sent nothing cannot tell that the drill exists."""
    stranger = api.program("phitsanulok.bang-rakam")
    known, unknown = api.plan.id, "no-such-propagation"
    body = {"text": "ก", "position": 0, "at": "2026-12-01", "reason": "ก", "paragraphs": ["ก"]}
    fields = {"stamps": (), "issue": (), "answers": ("text",), "draft": ("paragraphs",)}
    fields |= {
        "withdrawal": ("reason",),
        "amendments": (),
        "closing": ("reason",),
        "suspension": ("reason",),
        "resumption": (),
        "additions": ("offices", "reason"),
        "detours": ("office",),
        "return": ("reason",),
        "take-back": ("reason",),
        "insistence": ("office", "reason"),
        "adjustments": ("office", "field", "value", "reason"),
        "reports": (),
    }
    body |= {"field": "shelters", "value": "1"}
    body |= {"offices": ["phitsanulok"], "office": "moi"}
    for method, path, _ in _every_route(api):
        if api.plan.id not in path:
            continue
        named = fields.get(path.rpartition("/")[2], ("position", "at", "reason"))
        sent = None if method == "GET" else {name: body[name] for name in named}
        headers = {"Idempotency-Key": "0123456789", "If-Match": '"0"'}
        answers = [
            stranger.ask(method, path.replace(known, each), json=sent, headers=headers)
            for each in (known, unknown)
        ]
        assert [answer.status_code for answer in answers] == [404, 404], (method, path)
        assert {answer.json()["code"] for answer in answers} == {"not-found"}
        assert answers[0].text == answers[1].text
        assert known not in answers[0].text


def test_a_token_that_asks_too_often_waits(api):
    """The third request of two is refused, and another token's is not."""
    app = create_api(api.desk.app.state.desk, Counters(), 2)
    client = api.client(app)
    busy, other = (api.token(office)[1] for office in ("moi", "dla"))

    def ask(text):
        return client.get("/v1/inbox", headers={"Authorization": f"Bearer {text}"})

    assert [ask(busy).status_code for _ in range(3)] == [200, 200, 429]
    assert 1 <= int(ask(busy).headers["retry-after"]) <= 60
    assert ask(other).status_code == 200


def test_a_token_holds_to_its_last_minute(api):
    """It was given for an hour."""
    text = api.token("moi", expires=Instant(api.living.later(61).minute, Precision.MINUTE))[1]
    program = api.stranger(text)
    assert program.get("/inbox").status_code == 200
    api.at(61)
    assert program.get("/inbox").status_code == 401


def test_a_session_of_the_desk_is_no_token(api):
    """A browser that is signed in cannot be led to the API by another page."""
    browser = api.desk.signed_in("moi")
    assert browser.get("/api/v1/inbox").status_code == 401
