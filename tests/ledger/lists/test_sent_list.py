"""Letters that offices issued stand newest first, on pages that hold each of them once."""

from __future__ import annotations

from types import ModuleType

import pytest
from sqlalchemy import text, update

from wian.ledger.database import Ledger
from wian.ledger.lists.listed_row import ListedRow
from wian.ledger.lists.replaced_letters import numbers_of, numbers_replacing
from wian.ledger.lists.sent_list import count_sent, newest_sent, sent_page
from wian.ledger.tables import LetterRow

_OFFICES = ["ministry", "cabinet"]


@pytest.fixture
def three(ledger: Ledger, story: ModuleType) -> Ledger:
    """A ledger in which one directive went out three times, the second time last."""
    for name in ("p1", "p2", "p3"):
        story.write_live(ledger, name)
    with ledger.writing() as connection:
        for table in (LetterRow, ListedRow):
            later = update(table).where(table.propagation == "p2")
            connection.execute(later.values(issued_minute=table.issued_minute + 5))
    return ledger


def test_pages_of_letters_sent_stand_newest_first(three: Ledger) -> None:
    """Those of one minute by propagation; another office's are not among them."""
    pages = [sent_page(three, "cabinet", first, 2) for first in (0, 2)]
    assert [[each.propagation for each in page] for page in pages] == [["p2", "p1"], ["p3"]]
    assert count_sent(three, _OFFICES) == {"cabinet": 3, "ministry": 3}


def test_programs_turn_pages_by_the_last_letter_sent(three: Ledger) -> None:
    """Whatever a page holds, the next one begins behind it; the heir's own have no office."""
    whole = newest_sent(three, _OFFICES, 50)
    assert [each.place for each in whole] == [
        "p2", "p1", "p3", "p2@cabinet", "p1@cabinet", "p3@cabinet",
    ]  # fmt: skip
    for size in (1, 4):
        found, behind = [], None
        while len(found) < len(whole):
            page = newest_sent(three, _OFFICES, size, behind)
            assert page
            found += page
            behind = page[-1].issued_minute, page[-1].place
        assert found == whole
        assert newest_sent(three, _OFFICES, size, behind) == []


def test_the_newest_letter_takes_the_place_of_another(three: Ledger, story: ModuleType) -> None:
    """A directive that went out again is named by the last number that the office was sent."""
    with three.writing() as connection:
        connection.execute(text("UPDATE listed_letter SET replaces = 'old'"))
    directive = story.DIRECTIVE.id
    with three.reading() as connection:
        newest = "SELECT number FROM letter WHERE propagation = 'p2' AND office = 'cabinet'"
        number = connection.execute(text(newest)).scalar_one()
    assert numbers_of(three, ["ministry"], {directive, "x"}) == {directive: number}
    assert numbers_replacing(three, ["ministry"], {"old", "x"}) == {"old": number}
    assert numbers_of(three, ["ministry"], set()) == {}
