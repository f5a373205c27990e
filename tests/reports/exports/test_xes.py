"""The event log is one that every program of the field opens, and says what the ledger says."""

from __future__ import annotations

import gzip
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from wian.kit.whole_file import UnwritableFile
from wian.reports.exports.event_stream import Tale, tales
from wian.reports.exports.xes import write_xes

_NS = "{http://www.xes-standard.org/}"
_TYPES = {f"{_NS}{name}" for name in ("string", "date", "int", "float", "boolean", "id")}
_ORDER = ("extension", "global", "classifier", "string", "trace")


@pytest.fixture(scope="module")
def log(gecc_sent: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directive of 2564 as an event log."""
    path = tmp_path_factory.mktemp("xes") / "log.xes"
    write_xes(path, tales(gecc_sent.ledger, [gecc_sent.plan.id]), lambda _: None)
    return path


def _values(element: ET.Element) -> dict[str, str]:
    return {each.get("key", ""): each.get("value", "") for each in element if each.get("key")}


def test_the_log_keeps_the_rules_of_the_schema(log: Path) -> None:
    """IEEE 1849-2016: extensions, globals and classifiers first, then attributes, then traces."""
    root = ET.parse(log).getroot()  # noqa: S314 - our own file
    assert (root.tag, root.get("xes.version")) == (f"{_NS}log", "1849.2016")
    ranks = [_ORDER.index(each.tag.removeprefix(_NS).replace("int", "string")) for each in root]
    assert ranks == sorted(ranks)
    for extension in root.iter(f"{_NS}extension"):
        assert all(extension.get(name) for name in ("name", "prefix", "uri"))
    for trace in root.iter(f"{_NS}trace"):
        kinds = [each.tag for each in trace]
        assert set(kinds) <= _TYPES | {f"{_NS}event"}
        assert kinds == sorted(kinds, key=lambda kind: kind == f"{_NS}event")


def test_every_trace_and_event_has_what_was_declared(log: Path) -> None:
    """Globals are promised to stand everywhere; classifiers name globals; prefixes are declared."""
    root = ET.parse(log).getroot()  # noqa: S314 - our own file
    declared = {each.get("scope"): set(_values(each)) for each in root.iter(f"{_NS}global")}
    prefixes = {each.get("prefix") for each in root.iter(f"{_NS}extension")}
    for scope, keys in declared.items():
        for element in root.iter(f"{_NS}{scope}"):
            found = _values(element)
            assert keys <= set(found)
            assert len(found) == sum(1 for each in element if each.get("key"))
            assert {key.partition(":")[0] for key in found if ":" in key} <= prefixes
    for classifier in root.iter(f"{_NS}classifier"):
        assert (classifier.get("name") or "").isidentifier()
        assert set((classifier.get("keys") or "").split()) <= declared["event"]


def test_a_trace_tells_its_hop(log: Path, gecc_sent: Any) -> None:
    """Issued, received by each desk, ready, forwarded; a day is flagged and told as midnight."""
    root = ET.parse(log).getroot()  # noqa: S314 - our own file
    traces = {_values(each)["recipient"]: each for each in root.iter(f"{_NS}trace")}
    assert len(traces) == len(gecc_sent.hops)
    told = [
        (event["concept:name"], event["time:timestamp"], event["precision"], event["org:group"])
        for event in map(_values, traces["dla"].iter(f"{_NS}event"))
    ]
    assert told == [
        ("issue", "2020-12-29T00:00:00.000+07:00", "day", "moi"),
        ("receive", "2020-12-29T00:00:00.000+07:00", "day", "dla"),
        ("receive", "2020-12-29T15:29:00.000+07:00", "minute", "dla"),
        ("receive", "2020-12-29T16:22:00.000+07:00", "minute", "dla"),
        ("ready", "2020-12-29T16:22:00.000+07:00", "minute", "dla"),
        ("forward", "2021-01-11T00:00:00.000+07:00", "day", "dla"),
    ]
    attributes = _values(traces["dla"])
    assert attributes["recipient_name"] == "กรมส่งเสริมการปกครองท้องถิ่น"
    assert (attributes["wave"], attributes["forwards"], attributes["source"]) == (
        "2",
        "true",
        "observed",
    )
    assert all(datetime.fromisoformat(at) for _, at, *_ in told)


def test_an_open_hop_ends_where_it_is(live_ledger: Any, live_plan: Any, tmp_path: Path) -> None:
    """What has not happened is no event, and as of when is said."""
    path = tmp_path / "open.xes"
    write_xes(path, tales(live_ledger, [live_plan.id]), lambda _: None)
    (trace,) = ET.parse(path).getroot().iter(f"{_NS}trace")  # noqa: S314 - our own file
    names = [_values(event)["concept:name"] for event in trace.iter(f"{_NS}event")]
    assert names == ["issue"]
    assert _values(trace)["as_of"] == "2026-12-01T09:00:00.000+07:00"


def test_the_same_ledger_gives_the_same_bytes(gecc_sent: Any, tmp_path: Path) -> None:
    """Twice, plain and gzipped, and the gzipped one is the plain one."""
    written = []
    for name in ("a.xes", "b.xes", "a.xes.gz", "b.xes.gz"):
        write_xes(tmp_path / name, tales(gecc_sent.ledger, [gecc_sent.plan.id]), lambda _: None)
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1] == gzip.decompress(written[2])
    assert written[2] == written[3]


@pytest.fixture
def hostile(gecc_sent: Any) -> Callable[[str], Tale]:
    """A tale whose office has any name."""
    (tale,) = tales(gecc_sent.ledger, [gecc_sent.plan.id])

    def named(name: str) -> Tale:
        return replace(tale, rows=[{**tale.rows[0], "recipient_name": name}])

    return named


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("<a href='x'>&amp;\"", "<a href='x'>&amp;\""),
        ("tab\tand\nline\r", "tab\tand\nline\r"),
        ("bell\x07 null\x00 half\ud800 non\uffff", "bell\ufffd null\ufffd half\ufffd non\ufffd"),
        ("]]><!--", "]]><!--"),
        ("อำเภอ 🐘", "อำเภอ 🐘"),
    ],
)
def test_a_hostile_name_stays_a_name(
    hostile: Callable[[str], Tale], tmp_path: Path, name: str, read: str
) -> None:
    """Markup is text, and what XML cannot write is replaced, so that the file can be read."""
    path = tmp_path / "log.xes"
    write_xes(path, [hostile(name)], lambda _: None)
    (trace,) = ET.parse(path).getroot().iter(f"{_NS}trace")  # noqa: S314 - our own file
    assert _values(trace)["recipient_name"] == read


def test_a_failure_leaves_what_was_there(gecc_sent: Any, tmp_path: Path) -> None:
    """Whoever looks meanwhile sees the old file, whole, and nothing beside it."""
    path = tmp_path / "log.xes"
    path.write_text("old")

    def breaking(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_xes(path, tales(gecc_sent.ledger, [gecc_sent.plan.id]), breaking)
    assert [each.name for each in tmp_path.iterdir()] == ["log.xes"]
    assert path.read_text() == "old"


def test_a_file_finds_its_folder(gecc_sent: Any, tmp_path: Path) -> None:
    """Guides name ``out/hops.csv``: nobody has to make ``out`` first."""
    path = tmp_path / "out" / "log.xes"
    write_xes(path, tales(gecc_sent.ledger, [gecc_sent.plan.id]), lambda _: None)
    assert [each.name for each in path.parent.iterdir()] == ["log.xes"]


def test_a_file_that_cannot_be_written_is_a_sentence(gecc_sent: Any, tmp_path: Path) -> None:
    """A place that is not there, a folder instead of a file, a name that no disk takes."""
    for path in (tmp_path / "no" / "such" / "log.xes", tmp_path, Path("/dev/null/x"), Path("a\0b")):
        with pytest.raises(UnwritableFile, match="cannot be written"):
            write_xes(path, tales(gecc_sent.ledger, [gecc_sent.plan.id]), lambda _: None)
