"""A register knows at once what was typed, within the same transaction too."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from wian.jurisdictions.instant import Instant
from wian.ledger.database import Ledger
from wian.ledger.errors import IncompleteCohort
from wian.ledger.records import SENT, NumberRequest
from wian.ledger.registers.typed_numbers import Typed, TypedAs

_THEN = Instant.of(datetime.fromisoformat("2020-12-29T10:00"), ZoneInfo("Asia/Bangkok"))
_REGISTER = ("ford", SENT, 2563)


def _type_and_draw(ledger: Ledger) -> None:
    with ledger.cohort("p1") as writer:
        writer.lock(_REGISTER)
        taken = writer.take_number(Typed(_REGISTER, 3, "p2", "clerk", _THEN, 2563))
        assert taken.said == TypedAs(skipped=(1, 2))
        assert writer.draw([NumberRequest(*_REGISTER, "next")]) == [4]


def test_what_is_drawn_in_the_same_transaction_goes_on_behind_it(live: Ledger) -> None:
    """Nothing is kept of it here, as nothing is written under these numbers."""
    with pytest.raises(IncompleteCohort):
        _type_and_draw(live)
