"""The documentation of the API is current, and what its guide asks is answered."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from wian.desk.api.description import PREFIX, operations, shapes
from wian.desk.api.problems import CODES
from wian.ledger.outbox.deliveries import BACKOFF_SECONDS
from wian.ledger.outbox.events import Event

_DOCS = Path(__file__).resolve().parents[3] / "docs"
_ASKED = re.compile(r"asked of the API itself -->\n```console\n(.*?)```", re.DOTALL)


_HEAD = """\
# API

What a program may ask of the desk. How to begin is in [Use the
API](../how-to/use-the-api.md); a running desk shows the same at `/api/docs`, with every field, and
for programs at `/api/openapi.json`.

This page is made from the program: `pytest tests/desk/api --update-golden` writes it again.

- Each request shows a token: `Authorization: Bearer wian_...`. It has one office and some scopes.
- Moments are ISO 8601 with their zone; a date alone where only the day is known.
- Lists come in pages: `limit` up to 200, and `next` of a page is the `cursor` of the following
  one.
- Every request may be refused with 400, 401, 403, 413, 422, 429 or 503; further statuses are named
  below.
"""
_ALL = frozenset({"400", "401", "403", "413", "422", "429", "503"})


def _reference(described):
    """The page, from the OpenAPI description."""
    every = operations(described)
    sections = (line for each in every for line in _section(each))
    held = (line for each in shapes(described["components"]["schemas"]) for line in _shape(*each))
    shown = ["## Values\n", "What the JSON of requests and answers holds.\n", *held]
    return "\n".join([_HEAD, *_codes(), *_table(every), *sections, *shown])


def _codes():
    yield "Every refusal has a `code` for programs. That of what comes too early or late (409,"
    yield "412) is named after the reason, such as `already-stamped`, `not-ready`, `draft-changed`,"
    yield "`key-used`; so is that of some 422 (`reason-missing`) and 403 (`secret`). Else it is:\n"
    yield "| status | `code` |"
    yield "|---|---|"
    for status, code in CODES.items():
        yield f"| {status} | `{code}` |"
    yield ""


def _table(every):
    yield "| operation | scope | what it does |"
    yield "|---|---|---|"
    for each in every:
        yield f"| `{each.method} {PREFIX}{each.path}` | `{each.scope}` | {each.says} |"
    yield ""


def _section(each):
    yield f"## {each.method} {PREFIX}{each.path}\n"
    yield f"{each.says} Scope: `{each.scope}`.\n"
    if each.parameters:
        yield "| parameter | in | is | needed |"
        yield "|---|---|---|---|"
        for name, place, kind, needed in each.parameters:
            yield f"| `{name}` | {place} | {kind} | {'yes' if needed else 'no'} |"
        yield ""
    if each.body:
        yield f"Takes JSON: `{each.body}`.\n"
    given = [_answer(*answer) for answer in each.answers if answer[0] not in _ALL]
    yield f"Answers: {'; '.join(given)}.\n"


def _shape(name, fields):
    yield f"### {name}\n"
    yield "| field | is | always there | meaning |"
    yield "|---|---|---|---|"
    for field, kind, needed, means in fields:
        named, always = f"`{field}`" if field else "", "yes" if needed else "no"
        yield f"| {named} | {kind} | {always} | {means} |"
    yield ""


def _answer(status, means, gives):
    shown = f" `{gives}`" if gives and int(status) < 400 else ""
    return f"{status}{shown} ({means.rstrip('.')})"


def test_the_reference_is_made_from_the_program(api, pytestconfig):
    """Nobody reads of an operation that is not there, or misses one that is."""
    made = _reference(api.client().get("/api/openapi.json").json())
    page = _DOCS / "reference" / "api.md"
    if pytestconfig.getoption("--update-golden"):
        page.write_text(made, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == made


def _asked(line, **values):
    """Method, path, headers and body of a line with curl, as a shell would read it."""
    for name, value in values.items():
        line = line.replace(f"${name}", value)
    words = shlex.split(line.removeprefix("$ "))
    assert words.pop(0) == "curl"
    method, headers, body = "GET", {}, None
    while len(words) > 1:
        option, value = words.pop(0), words.pop(0)
        if option == "-X":
            method = value
        elif option == "-H":
            name, _, text = value.partition(": ")
            headers[name] = text
        else:
            assert option == "-d"
            body = value.encode()
    return method, words[0], headers, body


def test_what_the_guide_asks_is_answered(api):
    """A reader copies every line of the guide, in its order, and each one works."""
    page = (_DOCS / "how-to" / "use-the-api.md").read_text(encoding="utf-8")
    lines = [line for block in _ASKED.findall(page) for line in block.splitlines()]
    assert len(lines) == 11
    api.living.reach(api.ledger, api.plan, "phitsanulok")
    texts = {office: api.token(office)[1] for office in ("phitsanulok", api.living.leaf)}
    for line in lines:
        office = "phitsanulok"
        if line.endswith('/answers"'):
            office = api.living.leaf
            api.living.advance(api.ledger, api.plan, "phitsanulok.mueang-phitsanulok", 61)
            api.living.stamp(api.ledger, api.plan, office, 61)
            api.at(90)
        values = {
            "TOKEN": texts[office],
            "DESK": api.desk.settings.address,
            "LETTER": api.plan.id,
        }
        method, url, headers, body = _asked(line, **values)
        answer = api.client().request(method, url, headers=headers, content=body)
        assert answer.status_code in {200, 201}, (line, answer.text)


@pytest.mark.parametrize("event", list(Event))
def test_every_event_is_in_the_reference(event):
    """A program that is told of something finds what it means."""
    page = (_DOCS / "reference" / "webhooks.md").read_text(encoding="utf-8")
    assert f"| `{event}` |" in page


def test_the_table_of_tries_is_the_programs():
    """Whoever plans for an outage can rely on it."""
    page = (_DOCS / "how-to" / "receive-webhooks.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| (\d+) (minute|hour)s? \|$", page, re.MULTILINE)
    units = {"minute": 60, "hour": 3600}
    shown = [int(number) * units[unit] for _, number, unit in rows]
    assert shown == list(BACKOFF_SECONDS)
    assert f"| {len(BACKOFF_SECONDS) + 1} | given up |" in page
