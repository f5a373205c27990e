"""Three machines made of network namespaces of this one; for root, on Linux."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from benchmarks.worker_pool import Machine

HOST = "10.213.77.1"
"""Where PostgreSQL and Prefect listen: this machine, as the others reach it."""
_BRIDGE = "wianbr"


@contextmanager
def three_machines() -> Iterator[Sequence[Machine]]:
    """Three machines behind one switch, each with an address and a loopback of its own.

    Raises:
        SystemExit: This user may not make them.
    """
    if os.geteuid() != 0:
        raise SystemExit("Only root makes network namespaces: run it with sudo.")
    with ExitStack() as made:
        _ip("link", "add", _BRIDGE, "type", "bridge")
        made.callback(_ip, "link", "del", _BRIDGE)
        _ip("addr", "add", f"{HOST}/24", "dev", _BRIDGE)
        _ip("link", "set", _BRIDGE, "up")
        yield [made.enter_context(_machine(number)) for number in range(1, 4)]


def unplug(number: int) -> None:
    """Take a machine's cable out; what it had open stays open until somebody notices."""
    _ip("link", "set", f"wianv{number}", "down")


@contextmanager
def _machine(number: int) -> Iterator[Machine]:
    name, outer, inner = f"wian{number}", f"wianv{number}", f"wiani{number}"
    _ip("netns", "add", name)
    try:
        _ip("link", "add", outer, "type", "veth", "peer", "name", inner, "netns", name)
        _ip("link", "set", outer, "master", _BRIDGE, "up")
        within = ("netns", "exec", name, "ip")
        _ip(*within, "addr", "add", f"{HOST[:-1]}{number + 1}/24", "dev", inner)
        _ip(*within, "link", "set", inner, "up")
        _ip(*within, "link", "set", "lo", "up")
        yield Machine(("ip", "netns", "exec", name))
    finally:
        _ip("netns", "del", name)


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True)
