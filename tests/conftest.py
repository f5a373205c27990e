"""The options and the plugins that all rooms' tests share."""

from __future__ import annotations

import gc
import importlib.util
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadFileScheduling

# Tests quote English; a developer's terminal may be set to another language.
os.environ["LANGUAGE"] = "en"

# A busy machine is no fault. "steady" tries the same examples each time: what a push is held to.
# Half of hypothesis's hundred: what fails does so within a dozen, or at one of many runs.
_UNHURRIED = {
    "deadline": None,
    "max_examples": 50,
    "suppress_health_check": [HealthCheck.too_slow],
}
settings.register_profile("unhurried", **_UNHURRIED)
settings.register_profile("steady", **_UNHURRIED, derandomize=True)
settings.load_profile("unhurried")

# Until the tests are collected, everything that is made stays: the collector would walk in vain.
gc.disable()

_PLUGINS = Path(__file__).parent / "plugins"
_MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder of the user's own below it
_ROOM = 2**32
_LONGEST = (
    *("test_several_machines.py", "test_up.py", "test_guides.py", "test_desk.py"),
    "test_killed.py",
    *("test_secrets.py", "test_national.py", "test_propagate.py", "test_tampering.py"),
    *("flows", "browser", "test_examination.py", "test_register_numbers.py", "test_site.py"),
    *("test_interrupt.py", "test_export.py", "benchmarks", "docs", "test_fuzz.py", "html"),
    *("test_live_cascade.py", "test_bundles.py", "test_stamps.py"),
)
"""Files and folders, those that take most first."""
_PREFECT = (
    "tests/flows/",
    "tests/cli/propagate/test_propagate.py",
    "tests/benchmarks/speed/test_national.py",
)
_TYPED = ("tests/docs/test_guides.py", "tests/docs/test_pages.py", "tests/docs/test_warm.py")
_TOGETHER = {"a Prefect server": _PREFECT, "a wian that is loaded": _TYPED}
"""Files that one process runs, as each process would start the same for them."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write golden files anew instead of comparing with them",
    )
    parser.addoption(
        "--fuzz",
        type=int,
        metavar="N",
        help="try N requests of each operation of the API, others at each run",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what starts programs or takes long, so that all processes end together."""
    items.sort(key=lambda item: _rank(item.path))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadFileScheduling | None:
    """Run a file at a time, or several together, where ``--dist loadfile`` is asked for."""
    return _Together(config, log) if config.getoption("dist") == "loadfile" else None


class _Together(LoadFileScheduling):
    """Gives a process a file, or the files that need the same."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return next((what for what, files in _TOGETHER.items() if file.startswith(files)), file)


@cache
def _rank(path: Path) -> int:
    return next((at for at, name in enumerate(_LONGEST) if name in path.parts), len(_LONGEST))


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over the modules that stay loaded: a tenth of the time.

    It walks seldom: tests leave little in circles, and a process ends after minutes.
    """
    gc.freeze()
    gc.set_threshold(10_000, 20)
    gc.enable()


def pytest_configure(config: pytest.Config) -> None:
    """Register tests/plugins by path: importlib mode keeps the tests off the import path.

    What the tests write is in memory where there is room, as programs wait for the disk with each
    commit; a PYTEST_DEBUG_TEMPROOT that is set stays. What they start gets ten minutes to be
    ready, as a machine may be busy. Its modules are kept compiled even where the environment says
    otherwise, as images of containers do: hundreds of programs start, and each would compile
    them all anew.
    """
    if _memory_is_roomy():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))
    os.environ.setdefault("WIAN_PREFECT_START_SECONDS", "600")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    for path in sorted(_PLUGINS.glob("*.py")):
        name = f"wian_{path.stem}"
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec
        assert spec.loader
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
        config.pluginmanager.register(sys.modules[name], name)


def _memory_is_roomy() -> bool:
    """Whether files and programs can be kept in memory; containers often have little for it."""
    if not (_MEMORY.is_dir() and os.access(_MEMORY, os.W_OK)):
        return False
    found = os.statvfs(_MEMORY)
    return not found.f_flag & os.ST_NOEXEC and found.f_bavail * found.f_frsize > _ROOM
