"""Measures what a request costs a desk: ``python -m benchmarks.speed.live.desk_requests``.

Officers of some districts open the inbox, open a letter, stamp it, look at the draft, issue it and
follow it. The desk is called in this process, without a server or a client between; beside each
page or act stands the floor of fetching a small file from the same app in the same run. What is
printed is the processor time of all threads of the process, and how many SQL statements it took,
those that begin a transaction included. An entry that opens a register takes two more.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import Engine, event

from benchmarks.cost import alone, seconds
from benchmarks.figures import Figure, judged, show
from benchmarks.postgres import Cluster, programs
from benchmarks.speed.live.desks import PASSWORD, POST, lay_out
from wian.desk.app.app import create_app
from wian.desk.app.settings import DeskSettings
from wian.kit.gc_pause import settled
from wian.ledger.database import open_ledger

DESKS, LETTERS = 12, 8
_MOST_RATIO, _MOST_STATEMENTS = 4.5, 12
_COUNTED = ("stamp", "issue")
_FILE = "/static/desk.svg"
_FIELD = 'name="{}" value="([^"]*)"'


@dataclass
class Seen:
    """What some requests of one kind cost.

    Attributes:
        processor: Seconds of the processor, each.
        statements: SQL statements, each.
    """

    processor: list[float] = field(default_factory=list)
    statements: list[int] = field(default_factory=list)


def figures(desks: int = DESKS, letters: int = LETTERS) -> list[Figure]:
    """Over SQLite, then over PostgreSQL where its programs are installed."""
    found = alone(_figures, "SQLite", "", desks, letters)
    if (installed := programs()) is None:
        return [*found, Figure("requests over PostgreSQL", "not measured: no PostgreSQL")]
    with Cluster(installed, durable=True) as cluster:
        return [*found, *alone(_figures, "PostgreSQL", cluster.start(), desks, letters)]


def _figures(name: str, url: str, desks: int, letters: int) -> list[Figure]:
    with TemporaryDirectory(prefix="wian-requests-", ignore_cleanup_errors=True) as folder:
        work = lay_out(folder, url, desks, letters)
        ledger = open_ledger(url or f"sqlite:///{Path(folder) / 'wian.db'}")
        settings = DeskSettings(secret=SecretStr(secrets.token_urlsafe(48)))
        visitor = Visitor(create_app(ledger, settings))
        asyncio.run(_worked(visitor, work.offices, work.propagations))
        ledger.close()
    return list(_lines(name, visitor.seen))


def _lines(name: str, seen: Mapping[str, Seen]) -> Iterator[Figure]:
    floor = statistics.median(seen["file"].processor)
    for kind, each in seen.items():
        if kind == "file":
            continue
        usual, asked = statistics.median(each.processor), statistics.median(each.statements)
        ratio = usual / floor
        limit = f", {_MOST_STATEMENTS} statements" if kind in _COUNTED else ""
        holds = ratio <= _MOST_RATIO and (not limit or asked <= _MOST_STATEMENTS)
        slow = kind == "sign-in"  # its hash is slow on purpose
        yield Figure(
            f"{kind} over {name}, cpu a request",
            f"{seconds(usual)}, {asked:.0f} statements ({max(each.statements)} at most)",
            f"a small file: {seconds(floor)}",
            f"{ratio:.1f} x floor",
            "" if slow else f"<= {_MOST_RATIO} x{limit}",
            "" if slow else judged(holds),
        )


async def _worked(visitor: Visitor, offices: Sequence[str], propagations: Sequence[str]) -> None:
    """Every office goes through its pile; the first one warms the process up."""
    for office in offices:
        await visitor.sign_in(office)
        for each in propagations:
            await visitor.work_through(each)
        if office == offices[0]:
            settled()  # as `wian desk` has it
            visitor.seen.clear()


class Visitor:
    """A browser at a desk in this process, and what its requests cost.

    Args:
        app: The desk.

    Attributes:
        seen: What was asked for -> what it cost.
    """

    def __init__(self, app: FastAPI) -> None:
        self.seen: dict[str, Seen] = defaultdict(Seen)
        self._app, self._cookie, self._statements = app, "", 0
        event.listen(Engine, "before_cursor_execute", self._count)

    async def sign_in(self, office: str) -> None:
        """Sign in as the post of an office."""
        self._cookie = ""
        form = await self.get("sign-in page", "/sign-in")
        values = {"office": office, "post": POST, "password": PASSWORD}
        await self.post("sign-in", "/sign-in", form, values)

    async def work_through(self, propagation: str) -> None:
        """What an officer does with one letter."""
        await self.get("file", _FILE)
        await self.get("inbox", "/")
        letter = await self.get("letter", f"/letters/{propagation}")
        stamp = {"position": "0", "when": "now"}
        await self.post("stamp", f"/letters/{propagation}/stamp", letter, stamp)
        await self.get("file", _FILE)
        draft = await self.get("draft", f"/letters/{propagation}/draft")
        read = {"revision": _in_form("revision", draft), "read": "yes"}
        await self.post("issue", f"/letters/{propagation}/issue", draft, read)
        await self.get("outgoing", f"/outgoing/{propagation}")
        await self.get("outgoing list", "/outgoing")

    async def get(self, kind: str, path: str) -> str:
        """A page."""
        return await self._asked(kind, "GET", path, b"", 200)

    async def post(self, kind: str, path: str, page: str, values: Mapping[str, str]) -> None:
        """An act, by the form of a page."""
        body = urlencode({"csrf": _in_form("csrf", page), **values}).encode()
        await self._asked(kind, "POST", path, body, 303)

    async def _asked(self, kind: str, method: str, path: str, body: bytes, status: int) -> str:
        answer, self._statements = _Answer(body), 0
        began = time.process_time()
        await self._app(self._scope(method, path, body), answer.receive, answer.send)
        took = time.process_time() - began
        if answer.status != status:
            raise SystemExit(f"{method} {path} answers {answer.status}.")
        self._cookie = answer.cookie or self._cookie
        self.seen[kind].processor.append(took)
        self.seen[kind].statements.append(self._statements)
        return answer.body.decode()

    def _scope(self, method: str, path: str, body: bytes) -> dict[str, Any]:
        headers = [(b"host", b"127.0.0.1:8080"), (b"cookie", self._cookie.encode())]
        if body:
            headers += [
                (b"content-type", b"application/x-www-form-urlencoded"),
                (b"content-length", str(len(body)).encode()),
            ]
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path.partition("?")[0],
            "raw_path": path.partition("?")[0].encode(),
            "query_string": path.partition("?")[2].encode(),
            "root_path": "",
            "headers": headers,
            "client": ("127.0.0.1", 40_000),
            "server": ("127.0.0.1", 8080),
            "state": {},
        }

    def _count(self, *_: Any) -> None:
        self._statements += 1


class _Answer:
    """What the desk answers to one request."""

    def __init__(self, body: bytes) -> None:
        self._sent: bytes | None = body
        self.status, self.body, self.cookie = 0, b"", ""

    async def receive(self) -> dict[str, Any]:
        if self._sent is None:
            return {"type": "http.disconnect"}
        body, self._sent = self._sent, None
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            for name, value in message["headers"]:
                if name.lower() == b"set-cookie":
                    self.cookie = value.decode().partition(";")[0]
        else:
            self.body += message.get("body", b"")


def _in_form(name: str, page: str) -> str:
    found = re.search(_FIELD.format(name), page)
    if found is None:
        raise SystemExit(f"A page has no field {name}.")
    return unescape(found[1])


if __name__ == "__main__":
    show(figures())
