"""A mapping says which column is what; whatever is wrong with it is said at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from wian.history.logs.mapping import LogMapping, load_mapping, mapped
from wian.kit.errors import InputFaults


def test_pairs_may_stand_together_or_apart() -> None:
    """A column's own name may hold commas and equals signs."""
    texts = ["case=Case ID,timestamp=Date, time,resource=who=by", "activity= Step "]
    assert mapped(LogMapping(), texts).columns == {
        "case": "Case ID",
        "timestamp": "Date, time",
        "resource": "who=by",
        "activity": "Step",
    }


def test_the_command_line_goes_before_the_file(tmp_path: Path) -> None:
    """A file for the log of every month, and one column that was renamed this month."""
    path = tmp_path / "helpdesk.yaml"
    path.write_text(
        "columns: {case: Ticket, timestamp: When, group: Team}\n"
        "time_zone: Europe/Amsterdam\nencoding: windows-874\nend: [Closed]\ndelimiter: ';'\n",
        encoding="utf-8",
    )
    found = mapped(load_mapping(path), ["case=Case"], time_zone=None, end=())
    assert found.columns == {"case": "Case", "timestamp": "When", "group": "Team"}
    assert (found.time_zone, found.encoding, found.end) == (
        "Europe/Amsterdam",
        "cp874",
        ("Closed",),
    )


def test_all_faults_are_told_together(tmp_path: Path) -> None:
    """Unknown fields, time zones, encodings and keys, each with its line or option."""
    with pytest.raises(InputFaults) as caught:
        mapped(LogMapping(), ["cause=x", "case", "activity="])
    assert len(caught.value.faults) == 3
    path = tmp_path / "m.yaml"
    path.write_text("columns: {cause: x}\ntime_zone: Mars\nencoding: klingon\nsize: 3\n")
    with pytest.raises(InputFaults) as caught:
        load_mapping(path)
    text = str(caught.value)
    assert "m.yaml line 2" in text
    assert all(word in text for word in ("cause", "no time zone", "no encoding", "size"))
    for bad in ({"time_zone": "../etc/passwd"}, {"delimiter": "ab"}):
        with pytest.raises(InputFaults):
            mapped(LogMapping(), [], **bad)


@pytest.mark.parametrize("field", ["encoding", "time_zone"])
def test_a_name_that_never_ends_is_refused(field):
    """Python imports a codec part by part, and gives up where there are a thousand."""
    with pytest.raises(ValidationError, match="at most 64"):
        LogMapping(**{field: "a." * 2000})
