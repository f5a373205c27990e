"""Half-sent requests do not keep others out: a real desk, with few files to open."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from types import SimpleNamespace

import h11
import httpx
import pytest
import uvicorn

from wian.desk.app import slow_clients

FILES, HALF_SENT = 200, 300
_PATIENCE = 180
"""Seconds for an answer: a busy machine is slow, and a desk that is kept out gives none."""


@pytest.fixture(scope="module")
def own_files() -> Iterator[None]:
    """Let this process open what the tests need."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = HALF_SENT + 200
    if hard != resource.RLIM_INFINITY and hard < wanted:
        pytest.skip("this machine lets a process open too few files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.fixture(scope="module")
def address(tmp_path_factory, own_files) -> Iterator[str]:
    """A desk that may open few files; one after the other tries to keep others out of it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("WIAN_")}
    command = [sys.executable, "-m", "wian.cli.main", "desk", "--port", str(port)]
    desk = subprocess.Popen(
        ["/bin/sh", "-c", f'ulimit -n {FILES}; exec "$@"', "sh", *command],
        env=environment | {"WIAN_HOME": str(tmp_path_factory.mktemp("desk"))},
        stdout=subprocess.PIPE,
        text=True,
    )
    line = desk.stdout.readline()
    assert "The desk is at" in line
    yield re.search(r"http://\S+?(?=;)", line)[0]
    desk.send_signal(signal.SIGTERM)
    desk.wait(_PATIENCE)
    desk.stdout.close()


def _half_sent(address: str, stack: contextlib.ExitStack, text: bytes) -> None:
    host, port = address.removeprefix("http://").split(":")
    for _ in range(HALF_SENT):
        connection = stack.enter_context(socket.create_connection((host, int(port))))
        with contextlib.suppress(ConnectionError):
            connection.sendall(text)


@pytest.mark.parametrize(
    "half",
    [
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n",
        b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900\r\n\r\noffice=",
        b"",
    ],
)
def test_hundreds_of_half_sent_requests_keep_nobody_out(address, half):
    """The desk may open fewer files than there are connections, and answers all the same."""
    with contextlib.ExitStack() as stack:
        _half_sent(address, stack, half)
        for _ in range(5):
            answer = httpx.get(f"{address}/health", timeout=_PATIENCE)
            assert (answer.status_code, answer.json()["status"]) == (200, "ok")
        assert httpx.get(f"{address}/sign-in", timeout=_PATIENCE).status_code == 200


def test_a_request_that_does_not_get_on_is_ended(monkeypatch):
    """Its head has some seconds, however many pieces it comes in; so has its body."""
    monkeypatch.setattr(slow_clients, "_SECONDS", {h11.IDLE: 0.2, h11.SEND_BODY: 0.2})

    async def app(scope, receive, send):
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def ended(port: int, text: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(text)
        found = await asyncio.wait_for(_all_of(reader), _PATIENCE)
        writer.close()
        return found

    async def _all_of(reader: asyncio.StreamReader) -> bytes:
        try:
            return await reader.read()
        except ConnectionError:
            return b""

    async def story() -> list[bytes]:
        listener = socket.create_server(("127.0.0.1", 0))
        config = uvicorn.Config(
            app, http=slow_clients.TimedProtocol, ws="none", lifespan="off", log_level="critical"
        )
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        port = listener.getsockname()[1]
        head = b"GET / HTTP/1.1\r\nHost: x\r\n"
        whole = await ended(port, head + b"Connection: close\r\n\r\n")
        found = [
            whole,
            await ended(port, head),
            await ended(port, b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab"),
        ]
        server.should_exit = True
        await serving
        return found

    whole, half_head, half_body = asyncio.run(story())
    assert whole.startswith(b"HTTP/1.1 204")
    assert half_head == b""
    assert half_body == b""


def test_a_large_body_has_the_time_that_its_line_needs():
    """A second more for every 32 kB that came; one that trickles has a minute."""
    now, ended, later = [0.0], [], []
    protocol = slow_clients.TimedProtocol.__new__(slow_clients.TimedProtocol)
    protocol.conn = SimpleNamespace(their_state=h11.SEND_BODY)
    protocol.transport = SimpleNamespace(abort=lambda: ended.append(now[0]))
    protocol.loop = SimpleNamespace(
        time=lambda: now[0], call_later=lambda seconds, *_: later.append(seconds)
    )
    protocol.since, now[0], protocol._came = 0.0, 60.0, 10 * 32 * 1024
    protocol._end(60.0)
    assert (ended, later) == ([], [10.0])
    now[0] = 70.0
    protocol._end(60.0)
    assert ended == [70.0]
