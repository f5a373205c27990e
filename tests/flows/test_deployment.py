"""prefect.yaml: the deployment that an operator starts from a form, on a real server and worker."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.server.prefect_server import TUNING
from wian.ledger.database import open_ledger
from wian.ledger.proof.verification import verify
from wian.ledger.read.recorded import counts
from wian.ledger.write.propagations import list_propagations
from wian.propagation.request import PropagationRequest

PREFECT = Path(sys.executable).with_name("prefect")
SECONDS = 600


_COMMANDS = """
import json, sys
from prefect.cli import app
for words in json.loads(sys.argv[1]):
    sys.argv[1:] = words
    try:
        app()
    except SystemExit as end:
        if end.code:
            raise
"""


class Installation:
    """A worker of the test's own at the shared server, started as the docs say."""

    def __init__(self, root: Path, home: Path, api: Any) -> None:
        self._root, self._home, self.api = root, home, api
        self.ledger = home / "wian" / "wian.db"
        self._worker: subprocess.Popen[bytes] | None = None

    def work(self) -> None:
        """Start the worker, which stays."""
        with (self._home / "worker.log").open("wb") as log:
            self._worker = subprocess.Popen(
                [PREFECT, "worker", "start", "--pool", "wian"],
                cwd=self._root,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def run(self, *commands: str) -> str:
        """Run ``prefect`` commands that end well, one after another in a process that has loaded
        Prefect once; gives what they printed."""
        done = subprocess.run(
            [sys.executable, "-c", _COMMANDS, json.dumps([each.split() for each in commands])],
            cwd=self._root,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def stop(self) -> None:
        """End the worker, and take from the shared server what others would meet there."""
        if self._worker is not None:
            self._worker.terminate()
            try:
                self._worker.wait(20)
            except subprocess.TimeoutExpired:
                self._worker.kill()
                self._worker.wait()
        for each in self.api("deployments/filter"):
            if each["work_pool_name"] == "wian":
                self.api.delete(f"deployments/{each['id']}")
        for each in self.api("work_pools/filter"):
            if each["name"] == "wian":
                self.api.delete("work_pools/wian")

    def log(self) -> str:
        """What the worker has printed."""
        return (self._home / "worker.log").read_text(errors="replace")

    def _environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "WIAN_"))}
        own = {
            "PREFECT_API_URL": self.api.url,
            "PREFECT_HOME": str(self._home),
            "PREFECT_WORKER_QUERY_SECONDS": "1",
            "WIAN_HOME": str(self._home / "wian"),
        }
        return {**kept, **TUNING, **own}


def _until(true: Callable[[], bool], log: Callable[[], str]) -> None:
    for _ in range(SECONDS * 5):
        if true():
            return
        time.sleep(0.2)
    raise AssertionError(f"not within {SECONDS} seconds: {log()}")


@pytest.fixture
def installation(propagating, prefect_api, tmp_path: Path) -> Iterator[Installation]:
    started = Installation(propagating.root, tmp_path, prefect_api)
    try:
        yield started
    finally:
        started.stop()


def test_an_operator_deploys_it_sees_a_form_in_words_and_starts_it(installation):
    """The commands at the head of prefect.yaml, then one run from the deployment's defaults.

    ``wian up`` deploys all that the file holds, where tests/cli/services/test_up.py sees it.
    """
    installation.run("work-pool create --type process wian", "deploy --name propagate")
    installation.work()
    deployment = installation.api.get("deployments/name/propagate/propagate")
    _assert_form_in_words(deployment["parameter_openapi_schema"])
    run = installation.api(f"deployments/{deployment['id']}/create_flow_run")

    def state() -> str:
        return str(installation.api.get(f"flow_runs/{run['id']}")["state_type"])

    _until(lambda: state() in {"COMPLETED", "FAILED", "CRASHED"}, installation.log)
    assert state() == "COMPLETED", installation.log()
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
