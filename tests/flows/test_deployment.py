"""prefect.yaml: the deployment that an operator starts from a form, on a real server and worker."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.server.prefect_server import TUNING, answers
from wian.ledger.database import open_ledger
from wian.ledger.proof.verification import verify
from wian.ledger.read.recorded import counts
from wian.ledger.write.propagations import list_propagations
from wian.propagation.request import PropagationRequest

PREFECT = Path(sys.executable).with_name("prefect")
SECONDS = 600


class Installation:
    """A Prefect of the test's own: its server, work pool and worker, as the docs say to start."""

    def __init__(self, root: Path, home: Path) -> None:
        self._root, self._home = root, home
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}/api"
        self.ledger = home / "wian" / "wian.db"
        self._started: list[subprocess.Popen[bytes]] = []

    def serve(self) -> None:
        """Start the server, and return when it answers."""
        self.start("server", "start", "--port", str(self._port), "--no-ui", server=True)
        _until(lambda: answers(self.url), lambda: self.log("server"))

    def start(self, *arguments: str, server: bool = False) -> None:
        """Start a ``prefect`` command that stays."""
        with (self._home / f"{arguments[0]}.log").open("wb") as log:
            self._started.append(
                subprocess.Popen(
                    [PREFECT, *arguments],
                    cwd=self._root,
                    env=self._environment(server=server),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                )
            )

    def run(self, *arguments: str) -> str:
        """Run a ``prefect`` command that ends well; gives what it printed."""
        done = subprocess.run(
            [PREFECT, *arguments],
            cwd=self._root,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def api(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """What the server answers to a GET, or to a POST; a busy one is asked again."""
        request = urllib.request.Request(  # noqa: S310 - our own server on loopback
            f"{self.url}/{path}",
            None if body is None else json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        for _ in range(10):
            try:
                with urllib.request.urlopen(request, timeout=30) as reply:  # noqa: S310 - the same
                    return json.load(reply)
            except urllib.error.HTTPError as error:
                if error.code != 503:
                    raise
                time.sleep(0.5)
        raise AssertionError(f"{path}: the server stays busy")

    def stop(self) -> None:
        """End what was started, the worker before the server."""
        for process in reversed(self._started):
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def log(self, name: str) -> str:
        """What a command that stays has printed."""
        return (self._home / f"{name}.log").read_text(errors="replace")

    def _environment(self, *, server: bool = False) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "WIAN_"))}
        own = {
            "PREFECT_HOME": str(self._home),
            "PREFECT_WORKER_QUERY_SECONDS": "1",
            "WIAN_HOME": str(self._home / "wian"),
        }
        return {**kept, **TUNING, **own, **({} if server else {"PREFECT_API_URL": self.url})}


def _until(true: Callable[[], bool], log: Callable[[], str]) -> None:
    for _ in range(SECONDS * 5):
        if true():
            return
        time.sleep(0.2)
    raise AssertionError(f"not within {SECONDS} seconds: {log()}")


@pytest.fixture
def installation(propagating, prefect_used, tmp_path: Path) -> Iterator[Installation]:
    started = Installation(propagating.root, prefect_used(tmp_path))
    try:
        started.serve()
        yield started
    finally:
        started.stop()


def test_an_operator_deploys_it_sees_a_form_in_words_and_starts_it(installation):
    """The commands at the head of prefect.yaml, then one run from the deployment's defaults."""
    installation.run("work-pool", "create", "--type", "process", "wian")
    installation.run("deploy", "--all")
    installation.start("worker", "start", "--pool", "wian")
    deployment = installation.api("deployments/name/propagate/propagate")
    _assert_form_in_words(deployment["parameter_openapi_schema"])
    run = installation.api(f"deployments/{deployment['id']}/create_flow_run", {})

    def state() -> str:
        return str(installation.api(f"flow_runs/{run['id']}")["state_type"])

    _until(
        lambda: state() in {"COMPLETED", "FAILED", "CRASHED"}, lambda: installation.log("worker")
    )
    assert state() == "COMPLETED", installation.log("worker")
    with open_ledger(f"sqlite:///{installation.ledger}") as ledger:
        (propagation,) = list_propagations(ledger)
        assert counts(ledger, propagation.id).hops == 115
        assert verify(ledger).ok


def _assert_form_in_words(schema: Any) -> None:
    """Every field has a title for people, and a sentence that says what belongs there."""
    definitions = schema["definitions"]
    fields = definitions["PropagationRequest"]["properties"]
    assert list(fields) == list(PropagationRequest.model_fields)
    for name, field in fields.items():
        shown = definitions[field["$ref"].rpartition("/")[2]] | field if "$ref" in field else field
        assert shown["title"][0].isupper(), name
        assert "_" not in shown["title"], name
        assert len(shown["description"].split()) > 3, name
        assert "anyOf" not in shown, name  # the form would say 'Property is type "None"'
