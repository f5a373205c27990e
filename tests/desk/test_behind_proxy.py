"""The desk behind the proxy of the example deployment: limits count clients, not the proxy."""

from __future__ import annotations

import contextlib
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn

CADDYFILE = Path(__file__).resolve().parents[2] / "examples" / "deploy" / "Caddyfile"
CADDY = shutil.which("caddy")
_TOKEN = re.compile(r'name="csrf" value="([^"]+)"')
_SECONDS = 180


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def _served(app: object) -> Iterator[int]:
    """The app on a port of loopback, as wian desk serves it: it reads no header of a proxy."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="error", access_log=False, proxy_headers=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield listener.getsockname()[1]
    server.should_exit = True
    thread.join(_SECONDS)
    listener.close()


@contextlib.contextmanager
def _proxied(folder: Path, port: int, desk: int) -> Iterator[None]:
    """Caddy with the example's file, but for names and TLS, on loopback alone."""
    text = CADDYFILE.read_text(encoding="utf-8")
    for name, site in (("desk", port), ("prefect", _free_port())):
        text = text.replace(f"{name}.example.go.th {{", f"http://127.0.0.1:{site} {{")
    written = folder / "Caddyfile"
    written.write_text(f"{{\n\tadmin off\n\tdefault_bind 127.0.0.1\n}}\n{text}", encoding="utf-8")
    environment = {"DESKS": f"127.0.0.1:{desk}", "TLS": "", "HOME": str(folder)}
    with (folder / "caddy.log").open("wb") as log:
        proxy = subprocess.Popen(
            [CADDY, "run", "--config", written, "--adapter", "caddyfile"],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        _wait_for(port, proxy, folder / "caddy.log")
        yield
    finally:
        proxy.terminate()
        proxy.wait(_SECONDS)


def _wait_for(port: int, proxy: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _SECONDS
    while proxy.poll() is None and time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    raise AssertionError(log.read_text(errors="replace"))


def _attempt(address: str, client: str, **headers: str) -> int:
    """A wrong password, typed at one address of the network; the status of the answer."""
    transport = httpx.HTTPTransport(local_address=client)
    with httpx.Client(base_url=address, transport=transport, headers=headers) as browser:
        token = _TOKEN.search(browser.get("/sign-in").text)[1]
        form = {"csrf": token, "office": "opm", "post": "p", "password": "wrong and long"}
        return browser.post("/sign-in", data=form, headers={"Origin": address}).status_code


@pytest.mark.skipif(CADDY is None, reason="no caddy (Debian's package caddy)")
def test_who_guesses_behind_the_proxy_waits_alone(opened_desk, empty_ledger, tmp_path, still):
    """The seventh attempt from one address is put off, whatever it says of itself; from another
    address the same post may still try.
    """
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    desk = opened_desk(empty_ledger, base_url=address, trusted_proxies="127.0.0.1")
    desk.account("opm", "p")
    with _served(desk.app) as behind, _proxied(tmp_path, port, behind):
        answers = [_attempt(address, "127.0.0.2") for _ in range(7)]
        assert answers == [*answers[:1] * 6, 429]
        assert answers[0] != 429
        assert _attempt(address, "127.0.0.2", **{"X-Forwarded-For": "127.0.0.9"}) == 429
        assert _attempt(address, "127.0.0.3") == answers[0]
