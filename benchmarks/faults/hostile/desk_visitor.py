"""Sends forms and bodies to the desk and its API, in process, as a clerk and as a program."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wian.jurisdictions.instant import Instant
from wian.ledger.database import Ledger
from wian.propagation.plan import Plan

_POST, _PASSWORD = "เจ้าพนักงานธุรการ", "ฝนตกที่ทางเหนือ"
_OWN = "http://127.0.0.1:8080"
_DEFECTS = 500
_UNAVAILABLE = 503


class Defect(Exception):
    """The desk answered with a defect of its own."""


@dataclass
class DeskVisitor:
    """A clerk of an office, and its program; with samples of what both send.

    Attributes:
        ledger: What stands behind the desk.
        plan: A live propagation that the office takes part in.
        leaf: Id of the office.
        token: That of its program.
        now: When this is.
    """

    ledger: Ledger
    plan: Plan
    leaf: str
    token: str
    now: Instant

    @property
    def _sent(self) -> str:
        return f"/letters/{self.plan.id}"

    @property
    def forms(self) -> list[bytes]:
        """Forms of the desk, each with its path on the first line."""
        sent, key = self._sent, "k" * 20
        return [
            f"{sent}/stamp\nkey={key}&position=0&when=paper&day=1&month=12&year=2026&clock=09.30&reason=x".encode(),
            f"{sent}/answer\nkey={key}&text=%E0%B8%97%E0%B8%B3&when=now".encode(),
            f"{sent}/draft/edit\nkey={key}&paragraph=a&paragraph=b".encode(),
            b"/sign-in\noffice=dla&post=x&password=y",
            f"/outgoing/{self.plan.id}/answers\n--b\r\n"
            f'Content-Disposition: form-data; name="file"; '
            f'filename="a.csv"\r\n\r\noffice,answer\r\n{self.leaf},x\r\n--b--\r\n'.encode(),
        ]

    @property
    def form_bombs(self) -> list[bytes]:
        """Forms with more fields, longer ones or more parts than any that the desk sends."""
        many = b"&".join(b"f%d=1" % number for number in range(60_000))
        part = b'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n'
        return [
            b"/sign-in\n" + many,
            b"/sign-in\n" + b"post=" + b"9" * 900_000,
            b"/sign-in\n" + part * 12_000 + b"--b--",
            f"{self._sent}/draft/edit\n".encode() + b"paragraph=%E0%B9%99&" * 40_000,
        ]

    @property
    def bodies(self) -> list[bytes]:
        """Bodies for the API, each with its method and path on the first line."""
        sent = self._sent
        return [
            f'POST {sent}/stamps\n{{"position":0,"at":"2026-12-01T09:30","reason":"x"}}'.encode(),
            f'POST {sent}/answers\n{{"text":"สำรวจแล้ว","at":"2026-12-01"}}'.encode(),
            f'POST {sent}/issue\n{{"paragraphs":["ด้วย","จึง"]}}'.encode(),
            b'POST /webhooks\n{"url":"https://registry.example.go.th/","events":["letter.received"]}',
        ]

    @property
    def body_bombs(self) -> list[bytes]:
        """Bodies nested deeper, or with longer values, than any that a program sends."""
        return [
            f"POST {self._sent}/answers\n".encode() + each
            for each in (
                b"[" * 500_000,
                b'{"text":' * 100_000,
                b'{"text":"' + b"9" * 900_000 + b'"}',
                b'{"position":' + b"9" * 900_000 + b"}",
                b'{"at":"' + "๙".encode() * 200_000 + b'"}',
            )
        ]

    @property
    def queries(self) -> list[bytes]:
        """Addresses that the API is asked for."""
        return [
            b"/inbox?limit=10&after=MQ",
            b"/letters?limit=5&office=dla",
            self._sent.encode(),
            b"/status?propagation=x",
        ]

    def send_form(self, data: bytes) -> bool:
        """Send a form: its path on the first line, then the body; as who has signed in."""
        path, _, body = data.partition(b"\n")
        kind = (
            "multipart/form-data; boundary=b"
            if body[:3] == b"--b"
            else "application/x-www-form-urlencoded"
        )
        token = b"csrf=" + self._csrf.encode() + b"&"
        own = {
            "Origin": _OWN,
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": kind,
        }
        if body[:3] == b"--b":
            named = 'Content-Disposition: form-data; name="csrf"'
            token = f"--b\r\n{named}\r\n\r\n{self._csrf}\r\n".encode()
        return self._answered("POST", path, token + body, own)

    def send_body(self, data: bytes) -> bool:
        """Send a body to the API: method and path on the first line."""
        first, _, body = data.partition(b"\n")
        method, _, path = first.partition(b" ")
        name = (
            method.decode("latin-1") if method in {b"POST", b"GET", b"DELETE", b"PUT"} else "POST"
        )
        return self._answered(name, b"/api/v1" + path, body, {"Content-Type": "application/json"})

    def ask(self, data: bytes) -> bool:
        """Ask the API for an address."""
        return self._answered("GET", b"/api/v1" + data, b"", {})

    def _answered(self, method: str, path: bytes, body: bytes, headers: dict[str, str]) -> bool:
        """Whether a request is carried out, as against refused.

        Raises:
            Defect: The answer is one of wian's own defects.
        """
        shown = {"Authorization": f"Bearer {self.token}"} if path.startswith(b"/api") else {}
        answer = self._client.request(
            method, _printable(path), content=body, headers={**shown, **headers}
        )
        if answer.status_code >= _DEFECTS and answer.status_code != _UNAVAILABLE:
            raise Defect(f"{method} {path[:80]!r}: {answer.status_code} {answer.text[:300]}")
        return bool(answer.status_code < 400)

    @cached_property
    def _client(self) -> Any:
        """A program and a browser in one: a token for the API, and a session at the desk."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Starlette's advice to use another client
            from starlette.testclient import TestClient  # noqa: PLC0415
        client = TestClient(
            self._desk(),
            base_url=_OWN,
            follow_redirects=False,
            raise_server_exceptions=False,
        )
        self._add_clerk()
        fields = {"office": self.leaf, "post": _POST, "password": _PASSWORD}
        own = {"Origin": _OWN, "Sec-Fetch-Site": "same-origin"}
        token = _token_in(client.get("/sign-in").text)
        done = client.post("/sign-in", data={"csrf": token, **fields}, headers=own)
        if done.status_code != 303:
            raise AssertionError(f"nobody could sign in: {done.status_code}")
        return client

    def _desk(self) -> Any:
        """The desk, whose API answers a program however often it asks."""
        from starlette.routing import Mount  # noqa: PLC0415 - here and below: workers load these

        from wian.desk.api.authentication import Allowance  # noqa: PLC0415
        from wian.desk.app.app import create_app  # noqa: PLC0415
        from wian.desk.app.counters import Counters  # noqa: PLC0415
        from wian.desk.app.settings import DeskSettings  # noqa: PLC0415

        app = create_app(self.ledger, DeskSettings(), now=lambda: self.now)
        mounted: Any = next(
            each.app for each in app.routes if isinstance(each, Mount) and each.name == "api"
        )
        mounted.state.allowance = Allowance(Counters(), 10**9)
        return app

    def _add_clerk(self) -> None:
        from wian.desk.app.passwords import hash_password  # noqa: PLC0415
        from wian.ledger.access.accounts import Account, add_accounts  # noqa: PLC0415
        from wian.ledger.access.permissions import Role  # noqa: PLC0415

        roles, hashed = (Role.CLERK, Role.OFFICER), hash_password(_PASSWORD)
        account = Account(self.leaf, _POST, roles, None, hashed, False, self.now.minute)
        add_accounts(self.ledger, [account])

    @cached_property
    def _csrf(self) -> str:
        return _token_in(self._client.get("/office").text)


def _token_in(page: str) -> str:
    return page.partition('name="csrf" value="')[2].partition('"')[0]


def _printable(path: bytes) -> str:
    """A path as a client may write it: percent signs for whatever is no plain sign of a URL."""
    plain = b"/-._~?&=%" + bytes(range(48, 58)) + bytes(range(65, 91)) + bytes(range(97, 123))
    path = b"/" + path.lstrip(b"/")  # two name another host, which is not the desk's to refuse
    return "".join(chr(each) if each in plain else f"%{each:02X}" for each in path[:2_000])
