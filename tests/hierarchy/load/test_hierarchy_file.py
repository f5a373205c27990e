"""Loading a hierarchy from a file: whole, or not at all."""

from __future__ import annotations

import pytest

from hierarchy.graph import Hierarchy
from hierarchy.load.file_conventions import Countries, OfficeRules
from hierarchy.load.hierarchy_file import load_hierarchy
from hierarchy.office import Channel, LineKind, Signatory
from wian.kit.errors import InputFaults
from wian.kit.text_file import OldEncoding

SMALL = """\
name: A small realm
remarks: [Invented.]
include: [villages.csv]
defaults:
  district: {level: district, desks: [front, back]}
offices:
  - {id: top, name: กรม, level: department, kind: department}
  - {id: east, name: ตะวันออก, kind: district, parent: top}
  - id: west
    name: ตะวันตก
    kind: district
    level: outpost
    parent:
      - {parent: top, channel: electronic}
      - {parent: east, kind: supervision}
    signatory: {post: รองหัวหน้า, acting_for: หัวหน้า}
"""
VILLAGES = """\
\ufeffparent,kind,id,name,level,address,channel,line_kind,signatory,acting_for
east|west,village,mill,โรงสี,local,หมู่ ๑|ถนนใหญ่,hand,supervision,ปลัด,นายก
east,village,pond,หนอง,local,,,,,
west,village,pond,หนอง,local,,electronic,,,
"""


KNOWN = Countries(
    ids=("thailand", "elsewhere"),
    headings={"รหัส": "id", "ชื่อ": "name", "ระดับ": "level", "ประเภท": "kind"}
    | {"สังกัด": "parent", "หมายเหตุ": "note"},
    encodings=(OldEncoding("cp874", ("Windows-874", "TIS-620"), range(0xA1, 0xFC)),),
    rules={"thailand": OfficeRules("Asia/Bangkok")},
)


def report(path) -> list[str]:
    with pytest.raises(InputFaults) as caught:
        load_hierarchy(path, KNOWN)
    return [str(fault) for fault in caught.value.faults]


def test_a_file_and_its_include_make_one_hierarchy(write):
    """Offices by hand in YAML, many of a kind in CSV, several parents in either."""
    write("villages.csv", VILLAGES)
    realm = load_hierarchy(write("realm.yaml", SMALL))
    assert (realm.name, realm.remarks, realm.root) == ("A small realm", ("Invented.",), "top")
    assert realm.office("east").desks == ("front", "back")
    assert realm.office("west").level == "outpost"
    assert realm.office("west").signatory == Signatory("รองหัวหน้า", "หัวหน้า")
    assert realm.office("mill").address == ("หมู่ ๑", "ถนนใหญ่")
    assert realm.office("mill").signatory == Signatory("ปลัด", "นายก")
    assert realm.line("east", "west").kind is LineKind.SUPERVISION
    assert realm.line("west", "mill").channel is Channel.HAND
    assert realm.line("west", "pond").channel is Channel.ELECTRONIC
    assert realm.children("east") == ("mill", "pond", "west")


def test_a_csv_file_alone_is_a_hierarchy(write):
    """A clerk's spreadsheet, columns in any order, is enough."""
    realm = load_hierarchy(
        write("realm.csv", "parent,kind,level,name,id\n,a,top,Top,top\r\ntop,b,low,Low,low\r\n")
    )
    assert realm.levels == {"top": 1, "low": 1}


def test_all_faults_of_a_yaml_file_come_together(write):
    """Wrong fields, wrong lines and a cycle: one report, each with its line."""
    content = """\
name: Bad
defaults:
  village:
    colour: red
    desks: []
offices:
  - {id: top, name: Top, level: a, kind: a}
  - {id: ../etc/passwd, name: Path, level: a, kind: a, parent: top}
  - id: x
    name: "{{ config }}"
    level: a
    kind: a
    parent: topp
  - {id: y, name: Y, level: a, kind: village, parent: [top, z]}
  - {id: z, name: <b>Z</b>, level: a, kind: a, parent: {parent: y, chanel: post}}
  - {id: w, name: W, level: a, kind: a, parent: [v, 3]}
  - {id: v, name: V, level: a, kind: a, parent: w}
  - {id: u, name: U, level: a, kind: a}
  - {id: u, name: U, level: a, parent: top}
"""
    found = report(write("bad.yaml", content))
    assert [each.partition(";")[0] for each in found] == [
        "bad.yaml line 4: 'colour' is no field of an office",
        "bad.yaml line 8: id '../etc/passwd' has a form that is not allowed",
        "bad.yaml line 10: name holds template syntax '{{'",
        "bad.yaml line 5: desks has too few entries",
        "bad.yaml line 4: colour is no known field",
        "bad.yaml line 15: name holds markup '<b>'",
        "bad.yaml line 15: chanel is no known field",
        "bad.yaml line 16: parent is 3, not an office",
        "bad.yaml line 19: kind is missing",
        "bad.yaml line 19: repeats the office u of bad.yaml line 18",
        "bad.yaml line 13: parent 'topp' is no office",
        "bad.yaml line 16: a cycle: v, w and back",
    ]


def test_all_faults_of_a_csv_file_come_together(write):
    """Ragged rows, contradictions and unknown parents, by line; quoted line breaks are counted."""
    content = (
        "id,name,level,kind,parent,note\n"
        "top,Top,a,a,,\n"
        'low,Low,a,a,top,"two\nlines"\n'
        "mid,Mid,a,a,topp,\n"
        "few,Few,a\n"
        "low,Other,a,a,mid,\n"
        "top,Top,a,a,,\n"
        "../x,X,a,a,top,\n"
        f"big,{'x' * 1_000_000},a,a,top,\n"
    )
    found = report(write("bad.csv", content))
    assert [each.partition(";")[0] for each in found] == [
        "bad.csv line 6: has 3 cells where the header has 6 columns",
        "bad.csv line 7: name of 'low' differs from bad.csv line 3",
        "bad.csv line 8: repeats the office 'top' of bad.csv line 2",
        "bad.csv line 9: id '../x' has a form that is not allowed",
        f"bad.csv line 10: name '{'x' * 40}…' is longer than 300 characters",
        "bad.csv line 5: parent 'topp' is no office",
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "is empty; begin with the columns id, name, level, kind, parent"),
        ("id,name,kind,level\na,a,a,a\n", "line 1: the column parent is missing"),
        ("id,name,level,kind,parent,id\n", "line 1: the column 'id' stands twice"),
        ("id,name,level,kind,parent,colour\n", "line 1: the column 'colour' is not known; use id"),
        ("id;name;level;kind;parent\n", "line 1: is separated by ';'; separate by commas"),
        ('id,name,level,kind,parent\na,"b"c,d,e,\n', "line 2: is no valid CSV"),
        ('id,name,level,kind,parent\na,"b,d,e,\n', "is no valid CSV"),
        ("รหัส,ชื่อ\n".encode("cp874"), "Windows-874 or TIS-620); save it as UTF-8"),
        (b"PK\x03\x04\x00\x00", "is a binary file"),
        ("id,name,level,kind,parent\n", "there is no office at all"),
    ],
)
def test_a_faulty_table_is_reported_in_words(write, content, expected):
    """Each way to spoil a spreadsheet has its own sentence."""
    assert any(expected in each for each in report(write("bad.csv", content)))


def test_columns_may_be_headed_in_thai(write):
    """A clerk heads a list of offices in the language in which it is kept."""
    content = "รหัส,ชื่อ,ระดับ,ประเภท,สังกัด,หมายเหตุ\ntop,กรม,a,a,,\nlow,กอง,b,b,top,ใหม่\n"
    realm = load_hierarchy(write("realm.csv", content), KNOWN)
    assert (realm.root, realm.office("low").name, realm.office("low").note) == ("top", "กอง", "ใหม่")
    found = report(write("twice.csv", "id,รหัส,name,level,kind,parent\na,a,a,a,a,\n"))
    assert "the column 'id' stands twice" in found[0]


def test_a_file_may_say_whose_offices_they_are(write):
    """Its snapshot keeps the jurisdiction; a file that says none has the digest that it had."""
    content = "name: A realm\n{}offices: [{{id: top, name: top, level: a, kind: a}}]\n"
    plain = load_hierarchy(write("plain.yaml", content.format("")), KNOWN)
    realm = load_hierarchy(write("realm.yaml", content.format("jurisdiction: elsewhere\n")), KNOWN)
    assert (plain.jurisdiction, realm.jurisdiction) == (None, "elsewhere")
    assert Hierarchy.from_json(realm.to_json()).jurisdiction == "elsewhere"
    assert plain.of("elsewhere").digest() == realm.digest() != plain.digest()
    assert b"jurisdiction" not in plain.to_json()


def test_an_unknown_jurisdiction_is_refused_with_those_that_there_are(write):
    """Together with whatever else is wrong with the file."""
    content = (
        "name: A realm\njurisdiction: siam\noffices: [{id: TOP, name: a, level: a, kind: a}]\n"
    )
    found = report(write("realm.yaml", content))
    expected = (
        "realm.yaml line 2: the jurisdiction 'siam' is not known; use one of: thailand, elsewhere"
    )
    assert expected in found
    assert len(found) > 1


def test_an_office_has_the_clock_of_its_jurisdiction(write):
    """Naming it changes nothing; another is refused, as nothing would go by it."""
    content = "id,name,level,kind,parent,time_zone\na,a,a,a,,\nb,b,b,b,a,{}\n"
    realm = load_hierarchy(write("realm.csv", content.format("")), KNOWN)
    same = load_hierarchy(write("same.csv", content.format("Asia/Bangkok")), KNOWN)
    assert same.offices == realm.offices
    (told,) = report(write("other.csv", content.format("Europe/Paris")))
    assert "line 3: time_zone is 'Europe/Paris', and all offices of a jurisdiction" in told
    assert "have its clock, Asia/Bangkok; leave it out" in told


def test_the_known_columns_are_told_once(write):
    """Five columns that are not known are no reason to read the same long list five times."""
    found = report(write("bad.csv", "id,name,level,kind,parent,one,two,three\n"))
    assert [each.partition("; ")[2] for each in found[1:3]] == ["use one of those"] * 2
    assert found[0].partition("; ")[2].startswith("use id, name, level, kind, ")


@pytest.mark.parametrize(
    ("include", "expected"),
    [
        ("../outside.csv", "lies outside this file's folder"),
        ("/etc/passwd", "lies outside this file's folder"),
        ("more.yaml", "is no CSV file"),
        ("none.csv", "none.csv: does not exist"),
    ],
)
def test_an_include_stays_in_its_folder(write, include, expected):
    """A hierarchy file of a stranger cannot make us read elsewhere."""
    content = (
        f"name: x\ninclude: [{include}]\noffices:\n  - {{id: a, name: a, level: a, kind: a}}\n"
    )
    assert any(expected in each for each in report(write("realm.yaml", content)))


def test_a_symbolic_link_does_not_lead_out(write, tmp_path):
    """A link inside the folder to a file outside it is outside."""
    (tmp_path / "home").mkdir()
    write("secret.csv", VILLAGES)
    (tmp_path / "home" / "villages.csv").symlink_to(tmp_path / "secret.csv")
    found = report(write("home/realm.yaml", SMALL))
    assert "lies outside this file's folder" in found[0]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("[1, 2]", "line 1: the whole is a list, which is not fields with values"),
        ("offices: []", "line 1: name is missing"),
        ("name: x", "there is no office at all"),
        ("name: x\noffices: {a: b}", "line 2: offices is a set of fields, which is not a list"),
        ("name: x\noffices: [3]", "line 2: offices.0 is 3, which is not fields with values"),
        ("name: x\ncolour: red", "line 2: colour is no known field"),
        ("name: x\noffices: [{kind: [a], id: [b]}]", "line 2: id is a list, not text"),
        (
            "name: x\noffices: [{id: a, name: a, level: a, kind: a, reach: mail}]",
            "line 2: reach is mail, and the office has no email; write its address in email",
        ),
    ],
)
def test_a_faulty_layout_is_reported_in_words(write, content, expected):
    """What is no hierarchy file at all is told what one looks like."""
    assert any(expected in each for each in report(write("bad.yaml", content)))


def test_a_directive_is_recognised_and_not_taken_apart(write):
    """The other way round: the directive given where its offices are asked for."""
    content = "id: drill\norigin: opm\nsubject: x\naddressees: [{levels: [local]}]\n"
    (fault,) = report(write("drill.yaml", content))
    assert fault.startswith("drill.yaml: is a directive, not a file of offices; name a file of")


def test_other_kinds_of_file_are_refused(write):
    """A spreadsheet program's own format is named as what it is not."""
    assert "is neither .yaml, .yml nor .csv" in report(write("offices.xlsx", b"PK"))[0]


def test_bad_zones_and_desks_are_refused(write):
    """A zone that no clock has, and two desks of one name, would fail much later."""
    content = (
        "name: x\noffices:\n"
        "  - {id: a, name: a, level: a, kind: a, time_zone: ../../etc/passwd, desks: [x, x]}\n"
    )
    found = report(write("bad.yaml", content))
    assert "is no time zone; use an IANA name" in found[1]
    assert "names one entry twice" in found[0]
