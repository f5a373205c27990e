"""The promise of totals: whatever the order and the groups, answers come to the same."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.letters.answer_form.forms import ANSWERS, FORM
from wian.letters.answer_form.totals import ListedValue, added, totals


@st.composite
def _grouped(draw):
    """Answers of offices, in any order and in any groups of groups."""
    values = draw(st.lists(ANSWERS, max_size=12))
    offices = [(f"o{at:02}", each) for at, each in enumerate(values)]
    shuffled = draw(st.permutations(offices))
    cuts = sorted(draw(st.lists(st.integers(0, len(shuffled)), max_size=4)))
    edges = [0, *cuts, len(shuffled)]
    return offices, [shuffled[a:b] for a, b in pairwise(edges)]


@given(_grouped())
def test_totals_of_totals_are_the_totals_of_the_leaves(case):
    """A province adds up districts that added up bodies, and nothing is lost, twice or rounded."""
    offices, groups = case
    parts = [totals(FORM, group, bodies=len(group) + 1) for group in groups]
    whole = totals(FORM, offices, bodies=len(offices) + len(groups))
    assert added(parts) == whole
    assert added(reversed(parts)) == whole
    assert sum(parts[1:], start=parts[0]) == whole
    assert added([added(parts[:2]), added(parts[2:])]) == whole


@given(st.lists(ANSWERS, max_size=12))
def test_a_sum_is_exactly_that_of_the_numbers(values):
    """Computed once more in whole satang, without any decimal arithmetic."""
    found = totals(FORM, [(f"o{at}", each) for at, each in enumerate(values)])
    satang = sum(int(each["cost"].replace(".", "")) for each in values if "cost" in each)
    assert found.fields["cost"].sum == Decimal(satang).scaleb(-2)
    assert found.fields["centres"].sum == sum(each["centres"] for each in values)
    seats = [row.get("seats", 0) for each in values for row in each.get("sites", ())]
    assert found.fields["sites"].columns["seats"].sum == sum(seats)


def test_a_total_says_how_many_of_how_many_are_in_it():
    """Two of three have answered: sums, counts by choice, lists with who said it, and nothing."""
    answers = [
        ("b", {"centres": 2, "state": "poor", "open": False, "comment": "ฝนตก", "note": "x"}),
        ("a", {"centres": 3, "state": "poor", "open": True, "needs": ["staff", "money"]}),
    ]
    found = totals(FORM, answers, bodies=3)
    assert (found.answered, found.bodies) == (2, 3)
    assert (found.fields["centres"].sum, found.fields["cost"].given) == (5, 0)
    assert found.fields["state"].counts == {"poor": 2}
    assert found.fields["open"].counts == {"true": 1, "false": 1}
    assert found.fields["needs"].counts == {"staff": 1, "money": 1}
    assert found.fields["comment"].listed == (ListedValue("b", 0, "ฝนตก"),)
    assert (found.fields["note"].given, found.fields["note"].listed) == (1, ())
