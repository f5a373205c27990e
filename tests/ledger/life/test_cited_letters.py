"""Letters name those of earlier directives: by number and date, once, and read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import case, update

from wian.history.bundle import read_documents
from wian.history.documents.open_document import open_document
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.handling import Secrecy
from wian.jurisdictions.paper import CitationPlace
from wian.ledger.database import open_ledger
from wian.ledger.life.cited_letters import cited_letters, referring
from wian.ledger.read.recorded import letters
from wian.ledger.tables import PropagationRow
from wian.letters.directive import Follows, FollowUpKind
from wian.letters.letter import Reference
from wian.letters.pages.bundle_part import BundlePart
from wian.letters.pages.export import content_of
from wian.letters.text_and_html import render


@pytest.fixture(scope="module")
def twice(abroad, propagating):
    """A directive, one that takes its place, and one that refers to both and to an unknown one."""
    plans = [abroad.plan]
    for changes in (
        {"id": "again", "replaces": abroad.plan.directive.id},
        {"id": "third", "references": (abroad.plan.directive.id, "never"), "replaces": "again"},
    ):
        directive = abroad.plan.directive.model_copy(update=changes)
        plans.append(replace(abroad.plan, directive=directive))
    with open_ledger(f"sqlite:///{abroad.folder / 'twice.db'}") as ledger:
        for plan in plans:
            propagating.send(ledger, plan)
        yield ledger, plans


def _letter(ledger, plan, office):
    return next(letters(ledger, plan.id, [office])).letter


def test_each_office_names_its_own_letters_the_one_whose_place_is_taken_first(twice):
    """Its addressees hold those; nothing is said of a directive that is not known."""
    ledger, plans = twice
    first, again, third = (_letter(ledger, plan, "north") for plan in plans)
    assert first.cites == ()
    assert again.cites == (Reference(first.issuer, first.number, first.dated),)
    named = [(each.office, each.number) for each in third.cites]
    assert named == [(each.issuer, each.number) for each in (again, first)]
    text = render(third, plans[0].jurisdiction, "text")
    dated = plans[0].jurisdiction.wording.long_date(first.dated)
    assert f"This letter refers to our letter {again.number} of " in text
    assert f" and our letter {first.number} of {dated}." in text


def test_an_office_that_wrote_none_names_that_of_the_origin(twice):
    """And what is secret, or about another directive anyway, is not named."""
    ledger, plans = twice
    directive = plans[1].directive
    with ledger.cohort(plans[1].id) as writer:
        ((crown,),) = writer.cited(directive, "alba", rehearsed=True)
        assert crown.reference.number == _letter(ledger, plans[0], "crown").number
        assert writer.cited(directive, "north", rehearsed=False) == ()
        follows = Follows(propagation=plans[0].id, kind=FollowUpKind.WITHDRAWAL)
        about = directive.model_copy(update={"follows": follows})
        assert writer.cited(about, "north", rehearsed=True) == ()
        (own,) = writer.cited(directive, "north", rehearsed=True)
    assert referring([own], ["alba"]) == referring([own], ["dorn"]) == (own[0].reference,)


def test_a_letter_does_not_name_one_that_is_secret(abroad, propagating, empty_ledger):
    """Number and date of a classified letter stand in classified letters only."""
    first = abroad.plan.directive.model_copy(update={"id": "kept", "secrecy": Secrecy.SECRET})
    propagating.send(empty_ledger, replace(abroad.plan, directive=first))
    later = abroad.plan.directive.model_copy(update={"id": "open", "references": ("kept",)})
    plan = replace(abroad.plan, directive=later)
    propagating.send(empty_ledger, plan)
    assert _letter(empty_ledger, plan, "north").cites == ()


def test_what_happened_is_named_before_a_rehearsal_of_it(abroad, propagating, empty_ledger):
    """Whichever of the two was recorded last."""
    plans = [replace(abroad.plan, seed=seed) for seed in (1, 2)]
    for plan in plans:
        propagating.send(empty_ledger, plan)
    later = abroad.plan.directive.model_copy(
        update={"id": "later", "references": (abroad.plan.directive.id,)}
    )
    for plan in plans:
        with empty_ledger.writing() as connection:
            happened = case((PropagationRow.id == plan.id, "live"), else_="virtual")
            connection.execute(update(PropagationRow).values(clock=happened))
            ((own, *_),) = cited_letters(connection, later, "north", rehearsed=True)
        assert own.reference.number == _letter(empty_ledger, plan, "north").number
    assert len({_letter(empty_ledger, plan, "north").number for plan in plans}) == 2


@pytest.mark.parametrize("ending", [".txt", ".docx", ".pdf"])
def test_the_field_of_a_thai_letter_names_them_and_is_read_back(gecc_sent, tmp_path, ending):
    """With one letter and with two, in every form; a memo has no such field."""
    thailand = jurisdiction("thailand")
    letter = _letter(gecc_sent.ledger, gecc_sent.plan, "phitsanulok")
    own = Reference(letter.issuer, "พล ๐๐๒๓.๓/ว ๕๕๒", date(2021, 1, 5))
    other = Reference("กระทรวงมหาดไทย", "มท ๐๒๑๘/๗", date(2020, 12, 30))
    for cites in ((own,), (own, other)):
        path = tmp_path / f"letter{ending}"
        part = BundlePart(replace(letter, cites=cites))
        path.write_bytes(content_of(ending, (part,), thailand))
        opened = replace(open_document(path, thailand), letters=())
        (found,) = read_documents([opened], thailand).letters
        read = [each for each in found.citations if each.place is CitationPlace.REFERENCE]
        values = [(e.office, e.number.value, e.dated.value) for e in read if e.number and e.dated]
        assert values == [(each.office, each.number, each.dated) for each in cites]
    html = content_of(".html", (BundlePart(replace(letter, cites=(own,))),), thailand).decode()
    assert "<span>อ้างถึง</span>" in html
