"""The process of a Prefect server of wian's own: one address, no life beyond its parent's.

Run as ``python -m flows.server.embedded [PORT [HOST]]``. It binds a free loopback port where none
is given, prints it as the only line of standard output, serves until standard input closes, and
then leaves. A parent that is killed closes the pipe, so that no server is ever left behind.
"""

from __future__ import annotations

import os
import socket
import sys
import threading

import uvicorn

from wian.kit.gc_pause import loading


def main(port: int = 0, host: str = "127.0.0.1") -> None:
    """Serve Prefect's API until standard input closes.

    Args:
        port: Port to bind; 0: a free one.
        host: Address to bind.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family)
    sys.stdout.write(f"{listener.getsockname()[1]}\n")
    sys.stdout.flush()
    config = _config()
    with loading():
        config.load()
    server = uvicorn.Server(config)
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
    while os.read(sys.stdin.fileno(), 1024):  # not sys.stdin: at exit its lock would be held here
        pass
    server.should_exit = True
    threading.Timer(5, os._exit, args=(0,)).start()


if __name__ == "__main__":
    main(*(kind(given) for kind, given in zip((int, str), sys.argv[1:], strict=False)))
