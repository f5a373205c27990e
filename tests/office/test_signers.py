"""Stories of an office that has several signers: one is chosen, and the letter says who."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from wian.ledger.proof.verification import verify
from wian.ledger.read.recorded import letter
from wian.office.actor import Acting
from wian.office.issue import draft
from wian.office.joint_issue import issue
from wian.office.refusals import IssuedOtherwise, SignsNot

OFFICES = Path(__file__).resolve().parents[2] / "examples" / "gecc-2564" / "offices.yaml"
_PROVINCE, _MINISTRY = "phitsanulok", "moi"
_GOVERNOR, _DEPUTY = "ผู้ว่าราชการจังหวัดพิษณุโลก", "รองผู้ว่าราชการจังหวัด"


@pytest.fixture
def province(live_ledger, live_plan, living):
    """The province, whose letter is to be written; a deputy signs by delegated powers."""
    living.reach(live_ledger, live_plan, _PROVINCE)
    living.stamp(live_ledger, live_plan, _PROVINCE)
    return Acting(live_ledger, live_plan, _PROVINCE, by="x", now=living.later(60))


def test_whoever_is_chosen_signs_the_draft_and_the_letter(province):
    """In the words of the right by which it signs; the ledger keeps and proves it."""
    usual, chosen = draft(province), draft(province, _GOVERNOR)
    assert [each.post for each in usual.signers] == [_DEPUTY, _GOVERNOR]
    assert usual.letter.signatory[1:] == (f"{_DEPUTY} ปฏิบัติราชการแทน", _GOVERNOR)
    assert chosen.signers[0].post == _GOVERNOR
    assert chosen.letter.signatory[1:] == (_GOVERNOR,)
    done = issue(province, signer=f" {_GOVERNOR} ")
    assert done.letter.letter.signatory == chosen.letter.signatory
    kept = letter(province.ledger, province.plan.id, _PROVINCE)
    assert kept.letter.signatory == chosen.letter.signatory
    assert verify(province.ledger).ok
    assert not issue(province, signer=_GOVERNOR).new
    with pytest.raises(IssuedOtherwise, match=f"signed by {_GOVERNOR}, not by {_DEPUTY};"):
        issue(province, signer=_DEPUTY)


def test_a_post_that_does_not_sign_is_refused_with_those_who_do(province):
    """Nothing is written."""
    with pytest.raises(SignsNot, match=f"those who may are: {_DEPUTY}; {_GOVERNOR}"):
        issue(province, signer="ปลัดจังหวัด")
    assert letter(province.ledger, province.plan.id, _PROVINCE) is None


@pytest.fixture
def sealed_offices(tmp_path) -> str:
    """The example's offices, whose ministry seals its letters."""
    example = OFFICES.read_text(encoding="utf-8")
    shutil.copy(OFFICES.with_name("local-bodies.csv"), tmp_path)
    path = tmp_path / "offices.yaml"
    path.write_text(example.replace("form: memo", "form: stamped", 1), encoding="utf-8")
    return str(path)


def test_a_sealed_letter_has_no_signer(living, empty_ledger, sealed_offices):
    """None is offered, and one that is named is refused."""
    plan = living.plan(id="sealed", hierarchy=sealed_offices)
    living.begin(empty_ledger, plan)
    living.stamp(empty_ledger, plan, _MINISTRY)
    ministry = Acting(empty_ledger, plan, _MINISTRY, by="x", now=living.later(60))
    assert draft(ministry).signers == ()
    with pytest.raises(SignsNot, match="sealed and nobody signs it"):
        issue(ministry, signer="ปลัดกระทรวงมหาดไทย")


_TERMS = {"delegated": "ปฏิบัติราชการแทน", "caretaker": "รักษาการในตำแหน่ง"}
_CLERK = "ปลัดจังหวัดพิษณุโลก"


@pytest.mark.parametrize("term", ["delegated", "caretaker"])
def test_a_signer_whose_days_end_between_draft_and_issue_does_not_sign(
    living, empty_ledger, tmp_path, term
):
    """Today it says by which right; tomorrow it is refused, and the usual one signs."""
    today = living.plan(id="day").clock_of(_PROVINCE).date(living.later(60))
    acting = f"{{post: {_CLERK}, acting_for: {_GOVERNOR}, term: {term}, until: {today}}}"
    example = OFFICES.read_text(encoding="utf-8")
    shutil.copy(OFFICES.with_name("local-bodies.csv"), tmp_path)
    path = tmp_path / "offices.yaml"
    here = f"  - id: {_PROVINCE}\n"
    path.write_text(example.replace(here, f"{here}    acting: [{acting}]\n", 1), encoding="utf-8")
    plan = living.plan(id="acting", hierarchy=str(path))
    living.begin(empty_ledger, plan)
    living.reach(empty_ledger, plan, _PROVINCE)
    living.stamp(empty_ledger, plan, _PROVINCE)
    now = Acting(empty_ledger, plan, _PROVINCE, by="x", now=living.later(60))
    made = draft(now)
    assert made.letter.signatory[1:] == (f"{_CLERK} {_TERMS[term]}", _GOVERNOR)
    away = term != "delegated"  # somebody stands in for the governor, who does not sign then
    assert [each.post for each in made.signers] == [_CLERK, _DEPUTY] + [_GOVERNOR] * (not away)
    tomorrow = replace(now, now=living.later(60 + 24 * 60))
    with pytest.raises(SignsNot, match=_CLERK):
        issue(tomorrow, signer=_CLERK)
    done = issue(tomorrow, revision=made.revision)
    assert done.letter.letter.signatory[1:] == (f"{_DEPUTY} ปฏิบัติราชการแทน", _GOVERNOR)
