"""Reading YAML that strangers wrote: bounded, and with the line of each value."""

from __future__ import annotations

from datetime import date

import pytest

from wian.kit.errors import InputFaults
from wian.kit.text_file import OldEncoding
from wian.kit.yaml_nodes import read_yaml


def refusal(path) -> str:
    with pytest.raises(InputFaults) as caught:
        read_yaml(path, (OldEncoding("cp874", ("Windows-874", "TIS-620"), range(0xA1, 0xFC)),))
    assert len(str(caught.value)) < 1000
    return "\n".join(str(fault) for fault in caught.value.faults)


def test_plain_values_come_with_their_lines(write):
    """Each field knows its line, and a missing one the line of what lacks it."""
    data, line_of = read_yaml(
        write("a.yaml", "a: 1\nb:\n  - c: x\n    d: 2021-01-13\n  - e: 2.5\n")
    )
    assert data == {"a": 1, "b": [{"c": "x", "d": date(2021, 1, 13)}, {"e": 2.5}]}
    assert [line_of(loc) for loc in [(), ("a",), ("b", 0, "d"), ("b", 1, "missing")]] == [
        1,
        1,
        4,
        5,
    ]
    assert line_of(("b", 0, "some-union-branch", "d")) == 4


def test_words_that_yaml_mistakes_stay_words(write):
    """A phone, a time of day and a Norwegian no are text, as their writer meant."""
    data, _ = read_yaml(write("a.yaml", "phone: 0123\ntime: 15:29\nyes: no\n"))
    assert data == {"phone": "0123", "time": "15:29", "yes": "no"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a: &x [1]\nb: *x\n", "line 2: uses the anchor or alias 'x'"),
        ("a: 1\nb: 2\na: 3\n", "line 3: repeats the field 'a'"),
        ("[" * 100_000, "is nested too deeply"),
        ("a: [1\nb: 2\n", "line 2: is no valid YAML"),
        ("a: !!python/object/apply:os.system [ls]\n", "line 1: uses the tag"),
        ("a: 1\n---\nb: 2\n", "line 2: starts a second document"),
        ("? [a]\n: b\n", "has a list or mapping as a field name"),
        ("a: \x07\n", "a character that YAML forbids"),
        ("", "is empty"),
        ("# only a remark\n", "is empty"),
        ("'" + "x" * 1_000_000, "is no valid YAML"),
        (b"\x00\x01\x02", "is a binary file"),
        (b"\xff\xfea\x00", "is in UTF-16; save it as UTF-8"),
        ("ชื่อ: พิษณุโลก".encode("cp874"), "Windows-874 or TIS-620); save it as UTF-8"),
        (b"name: caf\xe9\x80", "is not in UTF-8; save it as UTF-8"),
    ],
)
def test_a_hostile_file_is_one_short_report(write, content, expected):
    """Bombs, tags, wrong encodings and broken syntax are refused in words that name the line."""
    assert expected in refusal(write("a.yaml", content))


def test_a_billion_laughs_are_not_laughed(write):
    """The classic bomb is refused before anything is expanded."""
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
    )
    assert "uses the anchor or alias" in refusal_first(write("a.yaml", bomb))


def refusal_first(path) -> str:
    with pytest.raises(InputFaults) as caught:
        read_yaml(path)
    return str(caught.value.faults[0])


def test_what_is_no_file_is_said_so(tmp_path):
    """A folder, a missing path and an impossible path are each refused in words."""
    assert "is not a file" in refusal(tmp_path)
    assert "does not exist" in refusal(tmp_path / "none.yaml")
    assert "cannot be read: file name too long" in refusal(tmp_path / ("x" * 5000))


@pytest.mark.parametrize("text", ["2021-02-30", "1" * 5000])
def test_what_looks_like_a_date_or_a_number_and_is_none_stays_text(write, text):
    """Who wants a date of it finds the fault, and the others of the file with it."""
    assert read_yaml(write("x.yaml", f"a: {text}\n"))[0] == {"a": text}
