"""Owns the embedded Prefect server's own process: one address, and no life beyond its parent's.

Run as ``python -m flows.embedded_server``. It binds a free loopback port, prints it as the only
line of standard output, serves until standard input closes, and then leaves. A parent that is
killed closes the pipe, so that no server is ever left behind.
"""

from __future__ import annotations

import os
import socket
import sys
import threading

import uvicorn


def main() -> None:
    """Serve Prefect's API on a free loopback port until standard input closes."""
    listener = socket.create_server(("127.0.0.1", 0))
    sys.stdout.write(f"{listener.getsockname()[1]}\n")
    sys.stdout.flush()
    server = uvicorn.Server(_config())
    threading.Thread(target=_leave_with_parent, args=(server,), daemon=True).start()
    server.run(sockets=[listener])


def _config() -> uvicorn.Config:
    return uvicorn.Config(
        "prefect.server.api.server:create_app",
        factory=True,
        lifespan="on",
        log_level="error",
        timeout_graceful_shutdown=2,
    )


def _leave_with_parent(server: uvicorn.Server) -> None:
    sys.stdin.buffer.read()
    server.should_exit = True
    threading.Timer(5, os._exit, args=(0,)).start()


if __name__ == "__main__":
    main()
