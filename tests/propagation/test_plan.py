"""Preparing a propagation: read, checked and planned before anything is written."""

from __future__ import annotations

import shutil
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from wian.kit.errors import InputFaults, WianError
from wian.ledger.database import open_ledger
from wian.ledger.errors import PropagationConflict, UnknownPropagation
from wian.ledger.write.propagations import list_propagations
from wian.propagation.plan import record
from wian.propagation.prepare import prepare
from wian.propagation.recorded_plan import restore
from wian.propagation.request import PropagationRequest

OTHER_SUBJECT = ("subject: ", "subject: ด่วน ")


@pytest.fixture
def copy(propagating, tmp_path: Path) -> Path:
    """The example's folder, free to be edited."""
    return Path(shutil.copytree(propagating.directive.parent, tmp_path / "กรณี 2564"))


def _edited(folder: Path, old: str, new: str, name: str = "directive.yaml") -> PropagationRequest:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return PropagationRequest(directive=str(folder / "directive.yaml"))


def test_the_same_request_has_the_same_id(propagating, gecc_plan):
    """So a command that is run again goes on with what it began."""
    assert propagating.prepare().id == gecc_plan.id
    assert gecc_plan.id.startswith("gecc-2564-")


def test_where_the_files_lie_does_not_matter(copy, gecc_plan):
    """A copy of the folder, in a path with spaces and Thai letters, is the same propagation."""
    assert prepare(PropagationRequest(directive=str(copy / "directive.yaml"))).id == gecc_plan.id


def test_how_a_directive_names_its_offices_does_not_matter(copy, gecc_plan, empty_ledger):
    """The same offices by an absolute path: one id on every machine, and no conflict on one."""
    named = f"hierarchy: {copy / 'offices.yaml'}\n"
    again = prepare(_edited(copy, "hierarchy: offices.yaml\n", named))
    assert again.id == gecc_plan.id
    for plan in (gecc_plan, again):
        record(empty_ledger, plan, plan.origin_issue)


def test_another_seed_is_another_propagation(propagating, gecc_plan):
    """Its simulated figures differ, so its records must not mix with the others."""
    assert propagating.prepare(seed=2).id != gecc_plan.id


def test_limited_to_an_office_it_is_another_propagation(propagating, gecc_plan):
    """A part of the route is not the whole; the order of the offices says nothing."""
    one, other = "phitsanulok.wang-thong", "phitsanulok.nakhon-thai"
    ids = {propagating.prepare(limit_to=limit).id for limit in ((), (one,), (other,), (one, other))}
    assert len(ids) == 4
    assert propagating.prepare(limit_to=(other, one)).id in ids


def test_every_change_of_the_input_is_another_propagation(copy, gecc_plan):
    """Another subject, office name or delay: each would make other letters or figures."""
    ids = [
        gecc_plan.id,
        prepare(_edited(copy, "subject: ", "subject: ด่วน ")).id,
        prepare(_edited(copy, "พล ๐๐๒๓.๓\n", "พล ๐๐๒๓.๔\n", "offices.yaml")).id,
        prepare(_edited(copy, "id: gecc-2564", "id: gecc-2564-b")).id,
    ]
    assert len(set(ids)) == 4


def test_limited_to_a_district_only_its_way_is_left(propagating):
    """The chain above it, the district, and its own local bodies."""
    plan = propagating.prepare(limit_to=("phitsanulok.wang-thong",))
    above = ("opm", "moi", "dla", "phitsanulok", "phitsanulok.wang-thong")
    assert plan.route.offices[:5] == above
    assert {plan.route.parent(office) for office in plan.route.offices[5:]} == {above[-1]}


def test_limited_to_a_part_that_an_ask_does_not_reach_it_still_goes(copy):
    """The directive is right as a whole; a part of it asks fewer offices, and that is no fault."""
    request = _edited(copy, "asks:\n", "asks:\n  - to: {kinds: [pao]}\n    text: รายงานผล\n")
    part = request.model_copy(update={"limit_to": ("phitsanulok.wang-thong",)})
    assert len(prepare(part).route.offices) < len(prepare(request).route.offices)


@pytest.fixture
def seen_in_wang_thong(copy) -> PropagationRequest:
    """History saw that district's letter too."""
    text = "    - office: phitsanulok.wang-thong\n      number: ว ๙\n      issued: 2021-01-25\n"
    return _edited(copy, "  stamps:\n    - office: dla", text + "  stamps:\n    - office: dla")


def test_limited_to_a_part_the_history_of_the_rest_is_no_contradiction(seen_in_wang_thong):
    """The district of the observed letter is not on the way to another district."""
    part = seen_in_wang_thong.model_copy(update={"limit_to": ("phitsanulok.nakhon-thai",)})
    assert "phitsanulok.wang-thong" not in prepare(part).route.offices


def test_a_part_starts_when_the_whole_does(seen_in_wang_thong, propagating, tmp_path):
    """Limited or not, the same seed gives an office the same instants."""
    part = seen_in_wang_thong.model_copy(update={"limit_to": ("phitsanulok.nakhon-thai",)})
    hops = []
    for number, plan in enumerate((prepare(seen_in_wang_thong), prepare(part))):
        with open_ledger(f"sqlite:///{tmp_path / f'{number}.db'}") as ledger:
            propagating.send(ledger, plan)
            found = propagating.everything(ledger, plan)["hops"]
            hops.append({hop.recipient: (hop.issued, hop.ready, hop.forwarded) for hop in found})
    whole, limited = hops
    assert limited == {office: whole[office] for office in limited}


def test_the_origin_issues_when_history_leaves_room(gecc_plan):
    """Its letter was not observed: worked back from the ministry's memo of 29 December 2563."""
    zone = gecc_plan.jurisdiction.calendar.zone
    assert date(2020, 12, 1) < gecc_plan.origin_issue.date(zone) <= date(2020, 12, 29)


def test_a_directive_that_says_when_it_is_issued_is_issued_then(propagating):
    """The national rehearsal starts on 24 December 2563."""
    plan = propagating.prepare(propagating.national, limit_to=("phuket",))
    assert plan.origin_issue.date(plan.jurisdiction.calendar.zone) == date(2020, 12, 24)


def test_the_ledger_alone_gives_the_plan_back(gecc_plan, empty_ledger, propagating):
    """A worker that has no files goes on from what was recorded, with equal everything."""
    record(empty_ledger, gecc_plan, propagating.some_day)
    again = restore(empty_ledger, gecc_plan.id)
    assert again.id == gecc_plan.id
    assert again.hierarchy.digest() == gecc_plan.hierarchy.digest()
    for name in {field.name for field in fields(again)} - {"hierarchy", "jurisdiction"}:
        assert getattr(again, name) == getattr(gecc_plan, name), name
    assert again.jurisdiction.id == gecc_plan.jurisdiction.id
    assert again.origin_issue == gecc_plan.origin_issue


def test_recorded_twice_it_stands_once(gecc_plan, empty_ledger, propagating):
    """A second command, a minute later, finds it."""
    record(empty_ledger, gecc_plan, propagating.some_day)
    record(empty_ledger, gecc_plan, propagating.some_day)
    assert [each.id for each in list_propagations(empty_ledger)] == [gecc_plan.id]


def test_an_unknown_propagation_is_refused_by_name(empty_ledger):
    """The report says that there is none, and what to run."""
    with pytest.raises(UnknownPropagation, match="holds no propagation"):
        restore(empty_ledger, "gecc-9999")


def test_a_list_of_local_authorities_goes_with_no_file_of_offices(propagating):
    """Two sources of the same offices contradict each other."""
    request = propagating.request(hierarchy="offices.csv", local_authorities="dla.csv")
    with pytest.raises(InputFaults, match="local_authorities"):
        prepare(request)


def test_a_hierarchy_may_replace_the_directives_own(propagating):
    """The same directive down the country's offices that have its origin."""
    own = str(propagating.directive.parent / "offices.yaml")
    plan = propagating.prepare(hierarchy=own)
    assert plan.id == propagating.prepare().id


@pytest.mark.parametrize("name", ["missing.yaml", "", "../", "\x00", "a" * 5000])
def test_a_path_that_is_no_file_is_one_sentence(propagating, name):
    """Whatever a form was filled with, its reader gets a sentence."""
    folder = propagating.directive.parent
    with pytest.raises(WianError):
        prepare(PropagationRequest(directive=f"{folder}/{name}"))


def test_a_conflict_needs_another_content_under_one_id(gecc_plan, empty_ledger, propagating):
    """The ledger keeps the first record of an id, whatever comes later."""
    record(empty_ledger, gecc_plan, propagating.some_day)
    forged = propagating.prepare(seed=2)
    forged.__dict__["id"] = gecc_plan.id
    with pytest.raises(PropagationConflict, match="seed"):
        record(empty_ledger, forged, propagating.some_day)
