"""Programs of offices that visit the API: the real app over a real live ledger."""

from __future__ import annotations

import warnings
from copy import deepcopy
from dataclasses import dataclass

import pytest

from wian.ledger.access.permissions import Scope
from wian.ledger.access.tokens import add_token

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Starlette's advice to use another client
    from starlette.testclient import TestClient

_DESCRIBED = {}


@dataclass
class Program:
    """A program of an office: whatever it asks, it shows its token."""

    client: object
    text: str

    def ask(self, method, path, headers=None, **options):
        shown = {"Authorization": f"Bearer {self.text}".encode()} if self.text else {}
        return self.client.request(
            method, f"/api/v1{path}", headers=shown | (headers or {}), **options
        )

    def get(self, path, **options):
        return self.ask("GET", path, **options)

    def post(self, path, json=None, key=None, **options):
        headers = {"Idempotency-Key": key} if key else None
        return self.ask("POST", path, headers=headers, json=json, **options)


@dataclass
class Api:
    """An API, and all that stands behind it."""

    desk: object
    living: object
    plan: object

    @property
    def mounted(self):
        """The API's own app."""
        routes = self.desk.app.routes
        return next(route.app for route in routes if getattr(route, "name", "") == "api")

    @property
    def described(self):
        """Its description, which takes a second to make and is the same at every desk."""
        if not _DESCRIBED:
            _DESCRIBED.update(self.mounted.openapi())
        return deepcopy(_DESCRIBED)

    @property
    def ledger(self):
        return self.desk.ledger

    @property
    def of(self):
        """Path of the drill's letter."""
        return f"/letters/{self.plan.id}"

    def client(self, app=None):
        made = TestClient(
            app or self.desk.app, base_url=self.desk.settings.address, raise_server_exceptions=False
        )
        made.portal = self.desk.loop
        return made

    def token(self, office, *scopes, expires=None):
        made, text = add_token(
            self.ledger,
            office,
            "archive",
            scopes or tuple(Scope),
            now=self.living.start,
            expires=expires,
        )
        return made, text

    def program(self, office, *scopes):
        """A program whose token has these scopes; all where none is given."""
        return Program(self.client(), self.token(office, *scopes)[1])

    def stranger(self, text=""):
        """A program that shows something else."""
        return Program(self.client(), text)

    def at(self, minutes):
        """Set the clock to some minutes after the origin's letter."""
        self.desk.watch.minute = self.living.later(minutes).minute


@pytest.fixture
def survey(opened_desk, form_ledger, answering):
    """An API where local bodies have stamped a letter with a form."""
    desk = opened_desk(form_ledger, answering.living.start.minute + 90)
    return Api(desk, answering.living, answering.plan)


@pytest.fixture
def api(opened_desk, live_ledger, living, live_plan):
    """An API an hour after the drill's origin has issued its letter."""
    return Api(opened_desk(live_ledger, living.later(60).minute), living, live_plan)
