"""The object-centric log is one by the standard's schema, in JSON and in XML alike."""

from __future__ import annotations

import gzip
import json
import shutil
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import jsonschema
import polars as pl
import pytest

from tests.plugins.answering import BODIES
from wian.jurisdictions.handling import Secrecy
from wian.ledger.database import open_ledger
from wian.letters.secrecy import public_subject
from wian.office.gathering.report import report
from wian.reports.exports.event_stream import tales
from wian.reports.exports.ocel_files import write_ocel
from wian.reports.scope.recorded_hops import frame_of

_NAMED = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "name": {"type": "string"},
            "attributes": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "name": {"type": "string"},
                        "type": {"enum": ["string", "time", "integer", "float", "boolean"]},
                    },
                    "required": ["name", "type"],
                },
            },
        },
        "required": ["name", "attributes"],
    },
}
_RELATIONS = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"objectId": {"type": "string"}, "qualifier": {"type": "string"}},
        "required": ["objectId", "qualifier"],
    },
}


def _things(*required: str, attribute: tuple[str, ...]) -> dict[str, Any]:
    return {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "id": {"type": "string", "minLength": 1},
                "type": {"type": "string"},
                "time": {"type": "string", "format": "date-time"},
                "attributes": {
                    "type": "array",
                    "items": {"type": "object", "required": list(attribute)},
                },
                "relationships": _RELATIONS,
            },
            "required": list(required),
        },
    }


_SCHEMA = {
    "type": "object",
    "properties": {
        "objectTypes": _NAMED,
        "eventTypes": _NAMED,
        "objects": _things("id", "type", attribute=("name", "time", "value")),
        "events": _things("id", "type", "time", attribute=("name", "value")),
    },
    "required": ["objectTypes", "eventTypes", "objects", "events"],
}
"""The structure that the OCEL 2.0 specification gives for its JSON form."""


@pytest.fixture
def plain(live_ledger: Any, live_plan: Any, living: Any, tmp_path: Path) -> Any:
    """A live directive half way down, as JSON."""
    living.reach(live_ledger, live_plan, "phitsanulok")
    living.stamp(live_ledger, live_plan, "phitsanulok")
    path = tmp_path / "log.json"
    write_ocel(path, tales(live_ledger, [live_plan.id]), lambda _: None)
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_json_is_valid(plain: Any) -> None:
    """By the standard's structure, and every attribute is declared for its type, with that type."""
    jsonschema.validate(plain, _SCHEMA)
    python = {"string": str, "integer": int, "time": str, "boolean": bool}
    for kind in ("object", "event"):
        types = {
            each["name"]: {a["name"]: python[a["type"]] for a in each["attributes"]}
            for each in plain[f"{kind}Types"]
        }
        for each in plain[f"{kind}s"]:
            for attribute in each["attributes"]:
                expected = types[each["type"]][attribute["name"]]
                assert isinstance(attribute["value"], expected)
        assert len({each["id"] for each in plain[f"{kind}s"]}) == len(plain[f"{kind}s"])


def test_every_relation_leads_to_an_object(plain: Any) -> None:
    """Nothing is said about an office or a letter that the log does not hold."""
    known = {each["id"] for each in plain["objects"]}
    for each in (*plain["objects"], *plain["events"]):
        assert {link["objectId"] for link in each["relationships"]} <= known
    assert {each["type"] for each in plain["objects"]} == {
        "directive",
        "letter",
        "office",
        "propagation",
    }


def test_events_tell_who_did_what_to_which_letter(plain: Any) -> None:
    """A reception names letter, sender, recipient, propagation and directive."""
    events = {each["id"]: each for each in plain["events"]}
    name = next(each for each in events if each.startswith("receive:") and ":dla:0" in each)
    qualifiers = [link["qualifier"] for link in events[name]["relationships"]]
    assert qualifiers == ["propagation", "directive", "letter received", "sender", "recipient"]
    assert all(datetime.fromisoformat(each["time"]).tzinfo for each in events.values())
    assert sum(each["type"] == "issue" for each in events.values()) == sum(
        each["type"] == "letter" for each in plain["objects"]
    )


def test_an_act_is_told_once(plain: Any, live_ledger: Any) -> None:
    """Who forwards issues a letter, and whose last desk stamps has it ready: one event each."""
    kinds = [each["type"] for each in plain["events"]]
    assert "forward" not in kinds
    assert "ready" not in kinds
    frame = frame_of(live_ledger)
    assert (
        kinds.count("issue") == frame.filter(pl.col("issued_at").is_not_null())["sender"].n_unique()
    )
    passed = [
        each
        for each in plain["events"]
        if any(link["qualifier"] == "letter passed on" for link in each["relationships"])
    ]
    assert len(passed) == kinds.count("issue") - 1


def _as_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_the_xml_says_the_same(
    plain: Any, live_ledger: Any, live_plan: Any, tmp_path: Path
) -> None:
    """Types, objects, events, attributes and relations, element by element."""
    path = tmp_path / "log.xml.gz"
    write_ocel(path, tales(live_ledger, [live_plan.id]), lambda _: None)
    root = ET.fromstring(gzip.decompress(path.read_bytes()))  # noqa: S314 - our own file
    assert [each.tag for each in root] == ["object-types", "event-types", "objects", "events"]
    for kind in ("object", "event"):
        elements = root.findall(f"{kind}s/{kind}")
        assert [each.get("id") for each in elements] == [each["id"] for each in plain[f"{kind}s"]]
        for element, each in zip(elements, plain[f"{kind}s"], strict=True):
            said = {a.get("name"): a.text for a in element.findall("attributes/attribute")}
            assert said == {a["name"]: _as_text(a["value"]) for a in each["attributes"]}
            links = element.findall("objects/relationship")
            assert [(link.get("object-id"), link.get("qualifier")) for link in links] == [
                (link["objectId"], link["qualifier"]) for link in each["relationships"]
            ]
            assert element.get("time") == each.get("time")


def test_the_subject_of_a_secret_directive_stays_inside(gecc_sent: Any, tmp_path: Path) -> None:
    """Numbers and times go out, the words do not."""
    directive = gecc_sent.plan.directive.model_copy(update={"secrecy": Secrecy.SECRET})
    (tale,) = tales(gecc_sent.ledger, [gecc_sent.plan.id])
    secret = replace(tale, sent=replace(tale.sent, subject=public_subject(directive)))
    for name in ("log.json", "log.xml"):
        write_ocel(tmp_path / name, [secret], lambda _: None)
        assert directive.subject not in (tmp_path / name).read_text(encoding="utf-8")


def test_what_two_propagations_share_is_there_once(gecc_sent: Any, tmp_path: Path) -> None:
    """Offices and the directive are the same objects in both."""
    (tale,) = tales(gecc_sent.ledger, [gecc_sent.plan.id])
    again = replace(tale, sent=replace(tale.sent, propagation="again"))
    path = tmp_path / "log.json"
    counts: list[int] = []
    write_ocel(path, [tale, again], counts.append)
    found = json.loads(path.read_text(encoding="utf-8"))
    ids = [each["id"] for each in found["objects"]]
    assert len(ids) == len(set(ids))
    assert {"propagation:again", "office:dla", "directive:gecc-2564"} <= set(ids)
    assert counts == [115, 115]


def test_hostile_names_stay_names(gecc_sent: Any, tmp_path: Path) -> None:
    """Quotes, markup and controls break neither form, and the same goes twice."""
    (tale,) = tales(gecc_sent.ledger, [gecc_sent.plan.id])
    odd = replace(tale, rows=[{**tale.rows[0], "recipient_name": '"</log>\x00\ud800'}])
    for name, read in (("log.json", '"</log>\x00?'), ("log.xml", '"</log>\ufffd\ufffd')):
        path = tmp_path / name
        write_ocel(path, [odd], lambda _: None)
        first = path.read_bytes()
        write_ocel(path, [odd], lambda _: None)
        assert path.read_bytes() == first
        text = path.read_text(encoding="utf-8")
        if name.endswith("json"):
            names = {a["value"] for o in json.loads(text)["objects"] for a in o["attributes"]}
        else:
            names = {each.text for each in ET.fromstring(text).iter("attribute")}  # noqa: S314
        assert read in names


def test_the_way_back_up_is_told_answer_by_answer(asked_and_answered, tmp_path):
    """103 answers and 12 reports are given and received, and each says that it is simulated."""
    path = tmp_path / "up.json"
    told = tales(asked_and_answered.ledger, [asked_and_answered.plan.id])
    write_ocel(path, told, lambda _: None)
    log = json.loads(path.read_text(encoding="utf-8"))
    ids, known = [each["id"] for each in log["events"]], {each["id"] for each in log["objects"]}
    assert len(set(ids)) == len(ids)
    up = [each for each in log["events"] if each["type"] in {"answer", "report", "receive answer"}]
    assert Counter(each["type"] for each in up) == {
        "answer": 103,
        "report": 12,
        "receive answer": 115,
    }
    for each in up:
        assert {one["objectId"] for one in each["relationships"]} <= known
        assert ("source", "simulated") in {(a["name"], a["value"]) for a in each["attributes"]}


def test_a_report_names_who_asked_and_how_many_have_answered(form_database, answering, tmp_path):
    """Two of nineteen: the event has its number, and says who asked."""
    district = "phitsanulok.mueang-phitsanulok"
    shutil.copy(form_database, tmp_path / "wian.db")
    with open_ledger(f"sqlite:///{tmp_path / 'wian.db'}") as ledger:
        for body in BODIES[:2]:
            answering.fill(ledger, body)
        report(answering.acting(ledger, district, 200))
        write_ocel(tmp_path / "up.xml", tales(ledger, [answering.plan.id]), lambda _: None)
    root = ET.parse(tmp_path / "up.xml").getroot()  # noqa: S314 - our own file
    (one,) = [each for each in root.iter("event") if each.get("type") == "report"]
    figures = {each.get("name"): each.text for each in one.iter("attribute")}
    assert (figures["answered"], figures["asked"], figures["source"]) == ("2", "19", "live")
    assert figures["number"]
    links = {(each.get("qualifier"), each.get("object-id")) for each in one.iter("relationship")}
    assert {("actor", f"office:{district}"), ("asker", "office:phitsanulok")} <= links
