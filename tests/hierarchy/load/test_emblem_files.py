"""Emblems that a file of offices names: read once, resolved, and refused with all other faults."""

from __future__ import annotations

from hashlib import sha256

import pytest

from hierarchy.letterhead import emblem_of
from hierarchy.load.hierarchy_file import load_hierarchy
from hierarchy.office import Channel, Letterhead
from wian.kit.errors import InputFaults

ARMS = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
OTHER = ARMS.replace(b"9z", b"8z")
OFFICES = """
name: Some
defaults:
  district: {level: district, emblem: parent, channel: electronic}
include: [more.csv]
offices:
  - {id: top, name: Top, level: ministry, kind: ministry, emblem: arms/top.svg}
  - {id: a, name: A, level: province, kind: province, parent: top, emblem: arms/a.svg}
  - {id: b, name: B, kind: district, parent: [{parent: top, kind: supervision}, a]}
  - {id: c, name: C, kind: district, letterhead: plain, parent: {parent: a, channel: hand}}
  - {id: d, name: D, kind: district, letterhead: printed, emblem: arms/top.svg, parent: b}
"""
MORE = (
    "id,name,level,kind,parent,emblem,letterhead\ne,E,town,town,a,arms/a.svg,\nf,F,,district,a,,\n"
)


@pytest.fixture
def folder(write, tmp_path):
    (tmp_path / "arms").mkdir()
    write("arms/top.svg", ARMS)
    write("arms/a.svg", OTHER)
    write("more.csv", MORE)
    return tmp_path


def test_each_office_bears_its_own_emblem_or_that_of_the_office_above(folder, write):
    """By the command line, kind by kind, also from an included CSV file; plain ones bear none."""
    loaded = load_hierarchy(write("o.yaml", OFFICES))
    top, a = (sha256(each).hexdigest() for each in (ARMS, OTHER))
    borne = {office: emblem_of(loaded, loaded.office(office)) for office in loaded.offices.ids}
    assert borne == {"top": top, "a": a, "b": a, "c": None, "d": top, "e": a, "f": a}
    assert loaded.office("d").letterhead is Letterhead.PRINTED
    assert dict(loaded.pictures) == {top: ARMS, a: OTHER}
    assert loaded.emblems == {top, a}


def test_a_line_takes_the_usual_channel_of_the_office_it_leads_to(folder, write):
    """Where it names none itself, also in an included CSV file."""
    loaded = load_hierarchy(write("o.yaml", OFFICES))
    lines = [("a", "b"), ("a", "c"), ("b", "d"), ("a", "f"), ("a", "e"), ("top", "a")]
    electronic, hand, post = Channel.ELECTRONIC, Channel.HAND, Channel.POST
    channels = [loaded.line(*line).channel for line in lines]
    assert channels == [electronic, hand, electronic, electronic, post, post]


def test_all_faults_of_emblems_and_channels_come_at_once_with_remedies(folder, write):
    """What is no harmless picture, lies elsewhere, or is asked for and not there."""
    write("arms/a.svg", ARMS.replace(b"<path", b"<script"))
    write("arms/text.png", b"no picture")
    offices = OFFICES + (
        "  - {id: g, name: G, kind: town, level: town, parent: a, letterhead: emblem}\n"
        "  - {id: h, name: H, kind: town, level: town, parent: a, emblem: ../arms.png}\n"
        "  - {id: i, name: I, kind: town, level: town, parent: a, emblem: arms/gone.png}\n"
        "  - {id: j, name: J, kind: town, level: town, parent: a, emblem: arms/text.png}\n"
        "  - {id: k, name: K, kind: town, level: town, parent: a, emblem: 7, letterhead: big}\n"
        "  - {id: l, name: L, kind: town, level: town, parent: a, channel: pigeon}\n"
    )
    with pytest.raises(InputFaults) as found:
        load_hierarchy(write("o.yaml", offices))
    told = str(found.value)
    for said in (
        "o.yaml line 8: the emblem 'arms/a.svg' has the element script; save it as plain SVG",
        "more.csv line 2: the emblem 'arms/a.svg' has the element script",
        "letterhead is emblem, and the office has none; write its picture's path in emblem",
        "'../arms.png' lies outside this file's folder; move it in",
        "'arms/gone.png' is not there, or may not be read; correct its path",
        "'arms/text.png' is no PNG, JPEG or SVG; save it as PNG, JPEG or SVG",
        "o.yaml line 16: emblem",
        "o.yaml line 16: letterhead",
        "o.yaml line 17: channel",
    ):
        assert said in told
    assert len(found.value.faults) == 9
