"""``wian up``: the live system of one machine, and the deployments that its worker runs."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.server.live_system import AlreadyUp, LiveSystem, Wanted, pieces
from wian.ledger.database import open_ledger
from wian.ledger.proof.verification import verify
from wian.ledger.read.recorded import counts
from wian.ledger.write.propagations import list_propagations
from wian.notices.prefect_address import left_in
from wian.propagation import runtime
from wian.propagation.request import PropagationRequest

SECONDS = 600
ROOT = Path(__file__).resolve().parents[3]


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _get(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=SECONDS) as reply:  # noqa: S310 - our own on loopback
            return reply.status
    except urllib.error.HTTPError as error:
        return error.code


def _ask(port: int, path: str, body: dict[str, Any] | None = None) -> Any:
    """What a Prefect server answers: to a POST where there is a body."""
    url, sent = f"http://127.0.0.1:{port}/api/{path}", None if body is None else json.dumps(body)
    asked = urllib.request.Request(
        url, sent and sent.encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(asked, timeout=SECONDS) as reply:  # noqa: S310 - the same
        return json.load(reply)


def _declared() -> set[str]:
    """The names of the deployments in prefect.yaml."""
    declared = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))
    return {each["name"] for each in declared["deployments"]}


@pytest.fixture
def wanted(tmp_path: Path) -> Wanted:
    return Wanted(tmp_path, tmp_path / "prefect", _free_port(), _free_port())


@pytest.fixture
def up(process, used_home):
    """``wian up`` on free ports; gives its process and the ports of Prefect and the desk."""
    ports, often = (_free_port(), _free_port()), {"PREFECT_WORKER_QUERY_SECONDS": "2"}
    started = process("up", "--port-prefect", ports[0], "--port-desk", ports[1], **often)
    yield started, *ports
    started.kill()
    started.communicate()


@pytest.mark.timeout(3 * SECONDS)  # it waits for five programs, a run and their end, one by one
def test_it_starts_everything_says_where_and_leaves_nothing_behind(up, wian, used_home, processes):
    """An operator's first morning: up, a look at the pages, a second try by mistake, a directive
    sent from Prefect's form as it is filled in, Ctrl-C."""
    started, prefect, desk = up
    printed = _read_until(started, "Ctrl-C stops all of it.")
    assert f"http://127.0.0.1:{desk}" in printed
    assert f"http://127.0.0.1:{prefect}" in printed
    assert f"The codes on letters lead to http://127.0.0.1:{desk}." in printed
    assert "--desk-address" in printed
    assert _get(f"http://127.0.0.1:{prefect}/") == 200
    assert _get(f"http://127.0.0.1:{desk}/") in {200, 303, 401}
    assert left_in(used_home / "prefect") == f"http://127.0.0.1:{prefect}/api"
    deployed = {each["name"]: each for each in _ask(prefect, "deployments/filter", {})}
    assert set(deployed) == _declared()
    _assert_form_in_words(deployed["propagate"]["parameter_openapi_schema"])
    run = _ask(prefect, f"deployments/{deployed['propagate']['id']}/create_flow_run", {})
    again = wian("up", "--port-prefect", _free_port())
    assert again.code == 1
    assert "Another wian runs Prefect on" in again.err
    assert _ended(prefect, run["id"]) == "COMPLETED", (used_home / "logs/worker.log").read_text()
    with open_ledger(f"sqlite:///{used_home}/wian.db") as ledger:
        (propagation,) = list_propagations(ledger)
        assert counts(ledger, propagation.id).hops == 115
        assert verify(ledger).ok
    left = processes.children(started.pid)
    assert len(left) == 4
    started.send_signal(signal.SIGTERM)
    rest, err = started.communicate(timeout=SECONDS)
    assert (started.returncode, err) == (0, "")
    assert "Stopped." in rest
    assert [pid for pid in left if processes.lives(pid)] == []
    assert left_in(used_home / "prefect") is None


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


def _ended(port: int, run: str) -> str:
    """The state in which a flow run ends."""
    deadline, state = time.monotonic() + SECONDS, ""
    while state not in {"COMPLETED", "FAILED", "CRASHED"}:
        assert time.monotonic() < deadline, f"the run is {state} after {SECONDS} seconds"
        time.sleep(1)
        state = _ask(port, f"flow_runs/{run}")["state_type"]
    return state


def _read_until(started: subprocess.Popen[str], words: str) -> str:
    deadline, lines = time.monotonic() + SECONDS, []
    while time.monotonic() < deadline:
        line = started.stdout.readline()
        lines.append(line)
        if words in line:
            return "".join(lines)
        assert line, "".join(lines) + started.stderr.read()
    raise AssertionError("".join(lines))


@pytest.mark.parametrize("command", ["up", "dispatch", "desk", "sweep"])
def test_each_command_explains_itself(wian, command):
    """0, a sentence, and nothing is started."""
    ran = wian(command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert f"Usage: wian {command}" in ran.out


def test_a_desk_that_others_reach_by_plain_http_is_warned_of(wian, home, monkeypatch):
    """Before anything is started; here both end at a port that is taken."""
    for name in ("HOST", "PORT", "BASE_URL"):
        monkeypatch.setenv(f"WIAN_DESK_{name}", "")  # the commands set them for their pieces
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        address = ("--desk-address", "http://desk.example.org")
        up = wian("up", *address, "--port-desk", port, "--port-prefect", _free_port())
        desk = wian("desk", "--port", port)
    for ran in (up, desk):
        assert (ran.code, ran.out) == (1, "")
        warning, refusal = ran.err.splitlines()
        assert warning.startswith("Warning: the desk at http://desk.example.org, listening on")
        assert "speaks plain HTTP: everyone on the network between can read" in warning
        assert f"Port {port} of 127.0.0.1 cannot be used" in refusal


def test_a_port_that_is_taken_is_one_sentence_with_its_option(wian, home):
    """The remedy fits the port; nothing was started."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for option in ("--port-prefect", "--port-desk"):
            other = ("--port-desk", "--port-prefect")[option == "--port-desk"]
            ran = wian("up", option, port, other, _free_port())
            assert (ran.code, ran.out) == (1, "")
            assert f"Port {port} of 127.0.0.1 cannot be used" in ran.err
            assert option in ran.err


def test_all_ports_that_are_taken_are_named_at_once(wian, home):
    """Nobody frees one port only to hear of the next."""
    with (
        socket.create_server(("127.0.0.1", 0)) as one,
        socket.create_server(("127.0.0.1", 0)) as two,
    ):
        desk, prefect = one.getsockname()[1], two.getsockname()[1]
        ran = wian("up", "--port-desk", desk, "--port-prefect", prefect)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert f"Port {desk} of 127.0.0.1 and port {prefect} of 127.0.0.1 cannot be used" in ran.err
    assert "--port-desk and --port-prefect" in ran.err


def test_one_port_for_two_pieces_is_refused_before_anything_starts(wian, home):
    """The desk would die over and over."""
    port = _free_port()
    ran = wian("up", "--port-desk", port, "--port-prefect", port)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert f"cannot both have port {port}" in ran.err


def test_an_address_of_the_desk_that_is_none_is_refused(wian, home, monkeypatch):
    """Codes on letters would lead nowhere; nothing was started."""
    monkeypatch.setenv("WIAN_DESK_BASE_URL", "")
    ran = wian("up", "--desk-address", "desk.example.org")
    assert (ran.code, ran.out) == (1, "")
    assert "--desk-address: is no web address; write https://desk.example.org" in ran.err
    assert "WIAN_DESK_BASE_URL" not in ran.err


def test_an_address_in_the_environment_that_is_none_is_told_by_its_variable(wian, monkeypatch):
    """Nobody looks for an option that was not given."""
    monkeypatch.setenv("WIAN_DESK_BASE_URL", "desk.example.org")
    ran = wian("up")
    assert (ran.code, ran.out) == (1, "")
    assert "WIAN_DESK_BASE_URL: is no web address" in ran.err
    assert "--desk-address" not in ran.err


def test_a_prefect_server_that_others_reach_needs_an_auth_string(wian, home, monkeypatch):
    """It would be open to everyone."""
    monkeypatch.delenv("PREFECT_SERVER_API_AUTH_STRING", raising=False)
    ran = wian("up", "--host-prefect", "0.0.0.0")  # noqa: S104 - refused
    assert (ran.code, ran.out) == (1, "")
    assert "PREFECT_SERVER_API_AUTH_STRING" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_the_pieces_are_told_the_auth_string(wanted, monkeypatch):
    """One variable is enough on one machine."""
    monkeypatch.setenv("PREFECT_SERVER_API_AUTH_STRING", "admin:long")
    monkeypatch.delenv("PREFECT_API_AUTH_STRING", raising=False)
    _, *others = pieces(wanted)
    assert {piece.environment["PREFECT_API_AUTH_STRING"] for piece in others} == {"admin:long"}


def test_one_home_has_one_live_system(wanted):
    """Two Prefect servers on one database would fail."""
    said: list[str] = []
    with LiveSystem(wanted, said.append):
        other = LiveSystem(wanted, said.append)
        with pytest.raises(AlreadyUp, match=str(wanted.home)):
            other.__enter__()
    with LiveSystem(wanted, said.append):
        assert said == []


def test_a_desk_alone_says_where_it_is_and_ends_well(home, propagating):
    """For a machine that has nothing else."""
    port = str(_free_port())
    command = [sys.executable, "-m", "wian.cli.main", "desk", "--port", port]
    started = subprocess.Popen(
        command, cwd=propagating.root, env=dict(os.environ), stdout=subprocess.PIPE, text=True
    )
    assert started.stdout.readline() == f"The desk is at http://127.0.0.1:{port}; Ctrl-C ends it.\n"
    assert _get(f"http://127.0.0.1:{port}/") == 200
    started.send_signal(signal.SIGTERM)
    assert started.wait(SECONDS) == 0


def test_one_sweep_by_hand_says_what_it_did(wian, home):
    """For cron, and for the impatient."""
    runtime.ledger(make=True)
    ran = wian("sweep")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "There is no live propagation; nothing was due.\n"
    assert wian("sweep", "--json").json == {"propagations": []}
