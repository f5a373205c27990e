"""The live system that trials start on loopback, and the directive that they send."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import networkx as nx
import yaml

from benchmarks.postgres import free_port
from wian.jurisdictions.countries import jurisdiction
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.propagation.recorded_plan import restore

ROOT = Path(__file__).resolve().parents[1]
_NATIONAL = ROOT / "examples" / "gecc-2564" / "national.yaml"


@contextmanager
def system_up(
    home: Path, url: str = "", port_desk: int | None = None
) -> Iterator[subprocess.Popen[str]]:
    """``wian up`` on free ports, and this process's commands with it, until the body ends.

    Args:
        home: Folder of the installation.
        url: URL of its ledger; empty for an SQLite file in ``home``.
        port_desk: Port of the desk; a free one where none is given.
    """
    os.environ |= {"WIAN_HOME": str(home), "WIAN_DATABASE_URL": url}
    ports = ("--port-desk", str(port_desk or free_port()), "--port-prefect", str(free_port()))
    with (home / "up.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "wian.cli.main", "up", *ports, "--sweep-every", "30"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            _wait_until_up(process, home)
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(30)


def sent_live(home: Path, limit_to: Sequence[str] = (), name: str = "trial") -> Plan:
    """The national directive, sent live by its command; below some offices only, where given.

    Args:
        home: Folder of the installation.
        limit_to: Ids of those offices.
        name: Id of the directive.
    """
    directive = home / f"{name}.yaml"
    directive.write_text(yaml.safe_dump(_live(name), allow_unicode=True), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "wian.cli.main",
        "propagate",
        str(directive),
        "--clock",
        "live",
    ]
    limits = [part for each in limit_to for part in ("--limit-to", each)]
    sent = subprocess.run(
        [*command, *limits, "--json"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return restore(runtime.ledger(), json.loads(sent.stdout)["propagation"])


def provinces_by_size() -> list[tuple[int, str]]:
    """The provinces, the smallest first, each with how many offices it has."""
    hierarchy = jurisdiction("thailand").build(None)
    graph = hierarchy.graph
    provinces = [each.id for each in hierarchy.offices if each.level == "province"]
    return sorted((len(nx.descendants(graph, each)) + 1, each) for each in provinces)


def _wait_until_up(process: subprocess.Popen[str], home: Path) -> None:
    out = process.stdout
    if out is None:
        raise AssertionError("the process was asked for a pipe")
    for line in out:
        if "wian is up" in line:
            threading.Thread(target=out.read, daemon=True).start()
            return
    raise SystemExit(f"wian up did not start: {(home / 'up.log').read_text()}")


def _live(name: str) -> dict[str, object]:
    """The national directive without its history, and with days to come."""
    directive: dict[str, object] = yaml.safe_load(_NATIONAL.read_text(encoding="utf-8"))
    directive.pop("observed", None)
    directive["id"] = name
    directive["window"] = {"opens": "2026-01-01", "closes": "2035-12-31"}
    return directive
