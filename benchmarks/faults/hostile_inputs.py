"""Tries damaged and hostile inputs on every reader: no defect, none over 10 s or 1 GB.

``python -m benchmarks.faults.hostile_inputs --inputs 100000 --seed 1`` changes samples of every
input that wian reads (bits flipped, cut, doubled, recoded, nested, swollen, bombs), and prints what
became of them, reader by reader. Each input follows from the seed and its number, so that one that
fails can be tried again: ``--only N``. Exit status 1 if any failed.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import io
import multiprocessing
import os
import queue
import random
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

SECONDS = 10
"""Longest that one input may take, in seconds of the processor."""
MEGABYTES = 1024
"""Most memory that the process may need while it reads one."""
_CEILING = 6 * 2**30
_PATIENCE = 180
"""Seconds after which a worker that says nothing is ended: it hangs where no signal reaches it."""
_READ, _REFUSED = "read", "refused"


class _TooLong(BaseException):
    """Ten seconds are over; no reader may catch it."""


@dataclass
class Found:
    """What became of the inputs of one reader."""

    outcomes: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    slowest: float = 0.0
    largest: int = 0

    def add(self, outcome: str, seconds: float, megabytes: int) -> None:
        """Count one."""
        self.outcomes[outcome] += 1
        self.seconds += seconds
        self.slowest = max(self.slowest, seconds)
        self.largest = max(self.largest, megabytes)

    @property
    def failed(self) -> int:
        """How many were neither read nor refused."""
        return sum(n for name, n in self.outcomes.items() if name not in {_READ, _REFUSED})


@dataclass(frozen=True)
class Campaign:
    """So many inputs, from one seed."""

    inputs: int
    seed: int

    def turns(self, readers: Sequence[Any]) -> list[int]:
        """Which reader has its turn when; repeated until the inputs are used up."""
        return [at for at, reader in enumerate(readers) for _ in range(reader.weight)]

    def input(self, readers: Sequence[Any], turns: Sequence[int], number: int) -> tuple[Any, bytes]:
        """The reader of one input, and the input."""
        bombs = [(reader, bomb) for reader in readers for bomb in reader.bombs]
        if number < len(bombs):
            return bombs[number]
        draw = random.Random(f"{self.seed}:{number}")  # noqa: S311 - to be had again
        reader = readers[turns[number % len(turns)]]
        data, other = draw.choice(reader.samples), draw.choice(reader.samples)
        return reader, reader.change(draw, data, other)


def main() -> None:
    """Run the campaign, and say what was found."""
    options = _options()
    campaign = Campaign(options.inputs, options.seed)
    began = time.monotonic()
    if options.only is not None:
        with TemporaryDirectory(prefix="wian-inputs-") as folder:
            _try_one(campaign, Path(folder), options.only)
        return
    found: dict[str, Found] = {}
    said: list[str] = []
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):  # what was found until then is shown
        for name, outcome, seconds, megabytes, what in _outcomes(campaign, options.workers):
            found.setdefault(name, Found()).add(outcome, seconds, megabytes)
            if what:
                said.append(what)
                print(what, file=sys.stderr, flush=True)
    _show(found, time.monotonic() - began)
    sys.exit(bool(said))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.faults.hostile_inputs", description=__doc__
    )
    parser.add_argument("--inputs", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2, help="processes at once")
    parser.add_argument("--only", type=int, help="try the input of this number, and show its error")
    return parser.parse_args()


def _show(found: dict[str, Found], seconds: float) -> None:
    """Print a line a reader: how many, what became of them, mean and longest time, most memory."""
    heads = ("inputs", "read", "refused", "failed", "mean", "slowest", "most")
    print(f"{'reader':18}" + "".join(f"{head:>10}" for head in heads))
    for name, each in sorted(found.items()):
        total = each.outcomes.total()
        counts = (total, each.outcomes[_READ], each.outcomes[_REFUSED], each.failed)
        times = f"{1000 * each.seconds / total:7.1f} ms{each.slowest:8.1f} s{each.largest:7,} MB"
        print(f"{name:18}" + "".join(f"{count:10,}" for count in counts) + times)
    total = sum(each.outcomes.total() for each in found.values())
    failed = sum(each.failed for each in found.values())
    print(f"{total:,} inputs in {seconds / 60:.1f} minutes; {failed:,} failed.")


Outcome = tuple[str, str, float, int, str]
"""Reader, what became of it, seconds, megabytes, and what is to be said of it."""


@dataclass
class _Line:
    """What workers share with who started them.

    Attributes:
        results: A queue of outcomes.
        now: The number of the input that each worker tries.
        begun: Since when, in seconds.
        guarded: Whether the command reads it in a child process, whose end is a refusal.
    """

    results: Any
    now: Any
    begun: Any
    guarded: Any


def _outcomes(campaign: Campaign, workers: int) -> Iterator[Outcome]:
    """What became of every input, in no order; a worker that dies is replaced behind its input."""
    context = multiprocessing.get_context("spawn")
    now, begun = context.Array("q", [-1] * workers), context.Array("d", [0.0] * workers)
    guarded = context.Array("b", [0] * workers)
    line = _Line(context.Queue(), now, begun, guarded)

    def started(place: int, first: int) -> Any:
        begun[place] = time.time()
        numbers = range(first, campaign.inputs, workers)
        process = context.Process(target=_work, args=(campaign, place, numbers, line), daemon=True)
        process.start()
        return process

    processes = [started(place, place) for place in range(workers)]
    done = 0
    while done < campaign.inputs:
        with contextlib.suppress(queue.Empty):
            while done < campaign.inputs:
                yield line.results.get(timeout=1)
                done += 1
        for place, process in enumerate(processes):
            how = _ended(process, begun[place])
            if how and now[place] < 0:
                raise SystemExit(f"a worker cannot start: it {how}")
            if how:
                number = now[place]
                if guarded[place] and how in _CHILDS_ENDS:
                    yield ("a child's end", _REFUSED, 0.0, 0, "")
                else:
                    yield ("a worker", "died", 0.0, 0, f"input {number} {how}; see --only {number}")
                done += 1
                processes[place] = started(place, number + workers)


_CHILDS_ENDS = tuple(f"ends the process ({-number})" for number in (6, 7, 9, 11))
"""Aborted, killed, or at an address that is not its own: what ``wian.cli.crash_guard`` refuses."""


def _ended(process: Any, begun: float) -> str:
    """How a worker came to an end before its time; empty where it works."""
    if process.is_alive() and time.time() - begun > _PATIENCE:
        process.kill()
        process.join()
        return "hangs"
    if process.is_alive() or not process.exitcode:
        return ""
    return f"ends the process ({process.exitcode})"


def _work(campaign: Campaign, place: int, numbers: Iterable[int], line: _Line) -> None:
    """Try the inputs of some numbers, and put what becomes of them into the line."""
    _limited()
    with TemporaryDirectory(prefix="wian-inputs-") as folder:
        readers, turns = _made_ready(campaign, Path(folder))
        for number in numbers:
            reader, data = campaign.input(readers, turns, number)
            line.begun[place], line.now[place] = time.time(), number
            line.guarded[place] = reader.guarded
            line.results.put((reader.name, *_tried(reader, data, number)))
        line.begun[place] = float("inf")
        line.results.close()
        line.results.join_thread()


def _made_ready(campaign: Campaign, folder: Path) -> tuple[Sequence[Any], list[int]]:
    import logging  # noqa: PLC0415 - and what follows: only workers load the product

    from benchmarks.faults.hostile.readers import readers  # noqa: PLC0415
    from benchmarks.faults.hostile.samples import Scene  # noqa: PLC0415

    logging.disable(logging.CRITICAL)
    sys.stdout = io.StringIO()  # what commands say of their success
    os.environ["WIAN_HOME"] = str(folder)
    made = readers(Scene(folder))
    for reader in made:
        for sample in reader.samples:
            _refuse_refused(reader, sample)
    return made, campaign.turns(made)


def _refuse_refused(reader: Any, sample: bytes) -> None:
    """A sample that is not read would try the first check only."""
    from wian.kit.errors import WianError  # noqa: PLC0415

    try:
        reader.read(sample)
    except WianError as error:
        raise AssertionError(f"the sample of {reader.name} is refused: {error}") from error


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_CEILING, _CEILING))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPROF, _stop)


def _stop(*_: object) -> None:
    raise _TooLong


def _tried(reader: Any, data: bytes, number: int) -> tuple[str, float, int, str]:
    """Read one input: what became of it, its seconds, the memory, and what is to be said of it."""
    from wian.kit.errors import WianError  # noqa: PLC0415

    Path("/proc/self/clear_refs").write_text("5", "ascii")  # the high water mark begins anew
    began, before, what, outcome = time.process_time(), _most_megabytes(), "", _READ
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        if reader.read(data) is False:
            outcome = _REFUSED
    except _TooLong:
        outcome, what = "slow", f"took more than {SECONDS} s\n{traceback.format_exc(limit=-6)}"
    except WianError as error:
        outcome = _REFUSED
        if "MemoryError" in str(error):
            outcome, what = "large", "ran out of memory"
    except BaseException:  # noqa: BLE001 - that is what is looked for
        outcome, what = "defect", traceback.format_exc(limit=-6)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    seconds, megabytes = time.process_time() - began, _most_megabytes()
    if megabytes > MEGABYTES and not what:
        outcome, what = "large", f"needed {megabytes:,} MB"
    if megabytes - before > MEGABYTES // 4:
        _give_back()
    said = f"input {number} of {reader.name}: {what}" if what else ""
    return outcome, seconds, megabytes, said


def _most_megabytes() -> int:
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def _give_back() -> None:
    """Give freed memory back to the system, so that the next input does not bear it."""
    import gc  # noqa: PLC0415 - seldom

    gc.collect()
    ctypes.CDLL("libc.so.6").malloc_trim(0)


def _try_one(campaign: Campaign, folder: Path, number: int) -> None:
    readers, turns = _made_ready(campaign, folder)
    reader, data = campaign.input(readers, turns, number)
    kept = Path(f"hostile-input-{number}")
    kept.write_bytes(data)
    print(f"{reader.name}: {len(data):,} bytes, kept as {kept}", file=sys.stderr)
    began = time.process_time()
    try:
        reader.read(data)
    finally:
        print(f"{time.process_time() - began:.1f} s, {_most_megabytes():,} MB", file=sys.stderr)


if __name__ == "__main__":
    main()
