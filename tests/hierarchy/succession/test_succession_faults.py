"""What a hierarchy file may not say of the days and successors of its offices."""

from __future__ import annotations

import pytest

from hierarchy.load.hierarchy_file import load_hierarchy
from wian.kit.errors import InputFaults

_TOP = "  - {id: top, name: Top, level: ministry, kind: ministry}\n"


def _written(write, *offices):
    lines = (f"  - {{name: X, level: district, kind: district, {each}}}\n" for each in offices)
    return write("days.yaml", f"name: Days\noffices:\n{_TOP}{''.join(lines)}")


def _told(path):
    with pytest.raises(InputFaults) as caught:
        load_hierarchy(path)
    return [f"{each.where.rpartition(' ')[2]}: {each.what}" for each in caught.value.faults]


def test_all_faults_of_days_and_successors_come_together(write):
    """Each with the line of its office, an unknown parent beside them."""
    path = _written(
        write,
        "id: a, parent: top, from: 2026-05-01, until: 2026-04-01",
        "id: b, parent: top, succeeded_by: [c]",
        "id: c, parent: top, until: 2026-04-30, succeeded_by: [d, nobody]",
        "id: d, parent: top, from: 2026-06-01",
        "id: e, parent: top, until: 2026-04-30, succeeded_by: f",
        "id: f, parent: top, until: 2026-04-01, succeeded_by: e",
        "id: g, parent: top, until: 2026-04-01, succeeded_by: [g]",
        "id: h, parent: tip",
    )
    assert _told(path) == [
        "11: parent 'tip' is no office",
        "4: a exists until 2026-04-01, before it exists from 2026-05-01",
        "5: b is succeeded by others and has no last day",
        "6: c exists until 2026-04-30, and its successor d only from 2026-06-01",
        "8: its successor f exists until 2026-04-01, and so cannot take over from e on 2026-05-01",
        "6: the successor 'nobody' of c is no office",
        "8: offices that succeed each other: e, f and back",
        "10: g is its own successor",
    ]


@pytest.mark.parametrize(
    ("offices", "told"),
    [
        (
            ("id: a, parent: top, until: 2026-04-30", "id: b, parent: a"),
            "5: b has no parent from 2026-05-01 on: no single office is there in place of a",
        ),
        (
            ("id: a, parent: top, from: 2026-05-01", "id: b, parent: a"),
            "5: b has no parent at first: no single office is there in place of a",
        ),
        (
            (
                "id: a, parent: top, until: 2026-04-30, succeeded_by: [c, d]",
                "id: b, parent: a",
                "id: c, parent: top, from: 2026-05-01",
                "id: d, parent: top, from: 2026-05-01",
            ),
            "5: b has no parent from 2026-05-01 on: no single office is there in place of a",
        ),
        (
            (
                "id: a, parent: top, until: 2026-04-30, succeeded_by: c",
                "id: b, parent: a",
                "id: c, parent: b, from: 2026-05-01",
            ),
            "5: a cycle, once successors stand in: c, b and back",
        ),
    ],
)
def test_every_office_has_a_parent_on_every_day(write, offices, told):
    """Abolished, not there yet, split without saying whose it is, and above itself."""
    assert _told(_written(write, *offices)) == [told]


def test_the_root_is_there_on_every_day(write):
    """It cannot end, as all others would hang in the air."""
    path = write(
        "root.csv", "id,name,level,kind,parent,until\ntop,T,a,a,,2026-01-01\nb,B,b,b,top,\n"
    )
    assert _told(path) == ["2: top is the root, under which all others stand on every day"]
