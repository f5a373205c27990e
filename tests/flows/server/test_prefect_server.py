"""The Prefect server that a propagation talks to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from flows.server.prefect_server import EmbeddedServer, ServerNotReady, answers, prefect_server

_PARENT = """
import sys, time
from pathlib import Path
from flows.server.prefect_server import EmbeddedServer
server = EmbeddedServer(Path(sys.argv[1]))
print(server._process.pid, flush=True)
time.sleep(600)
"""


def _gone(processes, pid: int) -> bool:
    """Whether a process leaves within three minutes."""
    for _ in range(1800):
        if not processes.lives(pid):
            return True
        time.sleep(0.1)
    return False


def test_a_server_that_runs_answers_and_an_empty_port_does_not(prefect_api):
    """Whatever the address says, the answer is yes or no."""
    assert answers(prefect_api.url)
    assert not answers("http://127.0.0.1:9/api")
    assert not answers("no address at all")


def test_a_named_server_is_used_and_left_alone(prefect_api, monkeypatch, tmp_path):
    """No second server is started, and nothing is kept in the home."""
    monkeypatch.setenv("PREFECT_API_URL", prefect_api.url)
    with prefect_server(tmp_path / "prefect") as server:
        assert server is None
    assert os.environ["PREFECT_API_URL"] == prefect_api.url
    assert list(tmp_path.iterdir()) == []


def test_a_named_server_that_is_down_is_one_sentence(monkeypatch, tmp_path):
    """It names the server and what to do; no other server is used in its place."""
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    with pytest.raises(ServerNotReady, match=r"127\.0\.0\.1:9.*unset PREFECT_API_URL"):
        prefect_server(tmp_path / "prefect").__enter__()


def test_a_server_that_ended_is_not_waited_for(tmp_path: Path):
    """The report says where its log is."""
    with EmbeddedServer(tmp_path) as server:
        server._process.kill()
        with pytest.raises(ServerNotReady, match=r"server\.log"):
            server.wait()


def test_a_second_server_on_a_home_has_a_temporary_one_of_which_nothing_stays(
    tmp_path: Path, monkeypatch
):
    """Two operators start at the same second: each has a server, and a database for it."""
    own, temporary = tmp_path / "prefect", tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)  # it remembers where it looked first
    with EmbeddedServer(own) as first, EmbeddedServer(own) as second:
        assert first.home == own
        assert list(temporary.iterdir()) == [second.home]
        assert first.url != second.url
        for server in (first, second):
            server._process.kill()  # they need not be ready
    assert list(temporary.iterdir()) == []


def test_a_server_whose_parent_is_killed_while_it_starts_leaves(
    used_home: Path, processes, propagating
):
    """The home that it leaves can be used again."""
    left = used_home / "prefect"
    parent = subprocess.Popen(
        [sys.executable, "-c", _PARENT, str(left)],
        cwd=propagating.root,
        stdout=subprocess.PIPE,
        text=True,
    )
    pid = int(parent.stdout.readline())
    time.sleep(0.3)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    assert _gone(processes, pid)
    with EmbeddedServer(left) as server:
        assert server.home == left
        server._process.kill()  # it need not be ready
