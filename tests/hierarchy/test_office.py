"""Stories of who may sign an office's letters of a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hierarchy.office import ActingTerm, Office, Signatory

_DAY = date(2026, 12, 1)
_HEAD, _DEPUTY, _OTHER = "Governor", "First deputy", "Second deputy"
_OFFICE = Office("north", "North", "province", "province", addressee=_HEAD)


def _deputy(post=_DEPUTY, term=ActingTerm.DELEGATED, **days):
    return Signatory(post, _HEAD, term, **days)


@pytest.mark.parametrize(
    ("acting", "signatory", "posts"),
    [
        ((), None, [_HEAD]),
        ((), _deputy(), [_DEPUTY, _HEAD]),
        ((_deputy(_OTHER),), _deputy(), [_OTHER, _DEPUTY, _HEAD]),
        ((_deputy(), _deputy()), Signatory(_HEAD), [_DEPUTY, _HEAD]),
        ((_deputy(term=ActingTerm.DEPUTISING),), _deputy(_OTHER), [_DEPUTY, _OTHER]),
        ((_deputy(_OTHER, since=date(2026, 12, 2)),), _deputy(), [_DEPUTY, _HEAD]),
        ((_deputy(_OTHER, until=_DAY),), Signatory(_HEAD), [_OTHER, _HEAD]),
        ((), _deputy(until=date(2026, 11, 30)), [_HEAD]),
    ],
)
def test_all_who_may_sign_on_a_day_are_offered_once(acting, signatory, posts):
    """First who does unless another is chosen; a head for whom somebody stands in is away."""
    office = replace(_OFFICE, acting=acting, signatory=signatory)
    assert [each.post for each in office.signers(_DAY)] == posts
    assert office.signs(_DAY) == office.signers(_DAY)[0]
