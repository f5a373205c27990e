"""Logs as XES are read trace by trace; what attacks its reader is refused."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from wian.history.logs.event_log import EventReader, LogEvent
from wian.history.logs.mapping import LogMapping
from wian.history.logs.xes_log import XesFile, XesTrace, xes_events
from wian.jurisdictions.countries import jurisdiction
from wian.kit.errors import InputFaults

_EVENT = (
    '<event><string key="concept:name" value="{0}"/><date key="time:timestamp" value="{1}"/>'
    '<string key="org:resource" value="{2}"><int key="concept:name" value="7"/></string></event>'
)
_LOG = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0" xmlns="http://x/">\n'
    '<global scope="event"><string key="concept:name" value="no"/></global>\n'
    '<string key="source" value="a helpdesk"/>\n'
    '<trace><string key="concept:name" value="case &lt;1&gt;"/>\n'
    + _EVENT.format("open", "2011-10-01T00:38:44.546+02:00", "ann")
    + "\n"
    + _EVENT.format("close", "2011-10-08T14:33:19.123+02:00", "bob")
    + "</trace>\n<trace>\n"
    + _EVENT.format("open", "2011-10-02T00:00:00.000Z", "ann")
    + "</trace></log>"
)


def _events(path: Path) -> list[LogEvent]:
    reader = EventReader(path, LogMapping(), jurisdiction("thailand"))
    found = list(xes_events(XesFile(path).traces(), reader))
    reader.refuse_faulty()
    return found


def _traces(path: Path) -> list[XesTrace]:
    return list(XesFile(path).traces())


@pytest.mark.parametrize("name", ["log.xes", "log.xes.gz"])
def test_events_are_read_where_the_standard_has_them(tmp_path: Path, name: str) -> None:
    """Nested attributes and globals are not taken for those of an event; lines are known."""
    path = tmp_path / name
    path.write_bytes(gzip.compress(_LOG.encode()) if name.endswith("gz") else _LOG.encode())
    events = _events(path)
    assert [(e.case, e.activity, e.holder, e.line) for e in events] == [
        ("case <1>", "open", "ann", 6),
        ("case <1>", "close", "bob", 7),
        ("trace 2", "open", "ann", 9),
    ]
    file = XesFile(path)
    next(file.traces())
    assert file.attributes == {"source": "a helpdesk"}


def test_events_of_one_moment_are_in_the_order_of_their_trace(tmp_path: Path) -> None:
    """Even where all of them stand on one line of the file."""
    moment = "2021-01-04T09:00:00+07:00"
    path = tmp_path / "log.xes"
    events = "".join(_EVENT.format("x", moment, name) for name in ("cat", "bob", "ann"))
    path.write_text(f"<log><trace>{events}</trace></log>")
    orders = [(event.order or 0, event.holder) for event in _events(path)]
    assert [holder for _, holder in sorted(orders)] == ["cat", "bob", "ann"]


def test_faulty_events_are_told_with_their_lines(tmp_path: Path) -> None:
    """All at once."""
    path = tmp_path / "log.xes"
    bad = _EVENT.format("x", "soon", "ann") + "\n" + _EVENT.format("x", "", "ann")
    path.write_text(_LOG.replace("</trace>\n", f"\n{bad}</trace>\n", 1))
    with pytest.raises(InputFaults) as caught:
        _events(path)
    assert [str(fault).partition(":")[0] for fault in caught.value.faults] == [
        "log.xes line 8",
        "log.xes line 9",
    ]


_BOMB = "".join(
    f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' if n else '<!ENTITY e0 "haha">' for n in range(12)
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"<!DOCTYPE log [{_BOMB}]><log>&e11;</log>", "declares a document type or entities"),
        (
            '<!DOCTYPE log [<!ENTITY x SYSTEM "file:///etc/passwd">]><log>&x;</log>',
            "declares a document type",
        ),
        ('<!DOCTYPE log SYSTEM "http://127.0.0.1/x.dtd"><log/>', "declares a document type"),
        ("<html></html>", "is no log in XES: it begins with <html>"),
        ("<log><trace></log>", "is no well-formed XML (mismatched tag)"),
        ("", "no element found"),
        ("case,time\n1,2", "is no well-formed XML"),
        ("<log>" + "<list>" * 200, "more than 100 deep"),
        ("<log><trace><string key='x' value='" + "a" * 18 * 2**20 + "'/></trace></log>", "16 MB"),
        ("<log>&undefined;</log>", "undefined entity"),
        ("<?xml version='1.0' encoding='klingon'?><log/>", "unknown encoding"),
    ],
)
def test_what_is_no_log_or_attacks_its_reader_is_refused(
    tmp_path: Path, text: str, said: str
) -> None:
    """Entities, outer files, endless depth and endless tags, in one sentence each."""
    path = tmp_path / "log.xes"
    path.write_text(text)
    with pytest.raises(InputFaults) as caught:
        _traces(path)
    assert said in str(caught.value)


def test_what_is_no_gzip_or_not_there_is_a_sentence(tmp_path: Path) -> None:
    """A broken download."""
    path = tmp_path / "log.xes.gz"
    path.write_bytes(gzip.compress(_LOG.encode())[:-20])
    for each in (path, tmp_path / "none.xes"):
        with pytest.raises(InputFaults, match="cannot be read"):
            _traces(each)
