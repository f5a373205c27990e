"""Order, pages, counts and search of an inbox in SQL are those worked out by hand."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from wian.kit.folded_text import folded
from wian.ledger.dialects import insert_rows
from wian.ledger.lists.inbox_list import InboxList, Sort
from wian.ledger.lists.list_facts import LISTED_COLUMNS
from wian.ledger.lists.listed_row import ListedRow
from wian.ledger.read.live_letters import State

_TODAY = date(2026, 12, 10)
_OFFICES = {"moi": _TODAY, "old.moi": _TODAY + timedelta(days=1)}
_STATES = list(State)
_SENDERS = ("กรมการปกครอง", "สำนักนายกรัฐมนตรี", "Ａ-ministry")


@dataclass(frozen=True)
class _Letter:
    """A letter as the list should know it, without SQL."""

    office: str
    propagation: str
    row: dict[str, object]

    @property
    def address(self):
        return self.propagation if self.office == "moi" else f"{self.propagation}@{self.office}"

    @property
    def state(self):
        row = self.row
        if not row["stamped"]:
            return State.TO_STAMP
        if row["ended"] or row["given_back"]:
            return State.DONE
        if row["owes"]:
            return State.TO_ISSUE
        return State.TO_ANSWER if row["answer_by"] and not row["answered"] else State.DONE

    @property
    def last_day(self):
        if self.row["ended"] or self.state is State.DONE:
            return None
        owed = self.row["answer_by"] and not self.row["answered"]
        return self.row["answer_by"] if owed else self.row["closes"]

    @property
    def work(self):
        """Where it stands in the order of the work."""
        minute = self.row["issued_minute"]
        if self.state is State.DONE:
            return (_STATES.index(self.state), False, 0, -minute, self.address)
        over = self.last_day is not None and self.last_day < _OFFICES[self.office].isoformat()
        rank = (not over, -self.row["urgency"], minute, self.address)
        return (_STATES.index(self.state), *rank)

    def sorted_by(self, sort):
        minute = self.row["issued_minute"]
        before = {
            Sort.WORK: (),
            Sort.DEADLINE: (self.last_day or date.max.isoformat(),),
            Sort.SENDER: (self.row["sender"],),
            Sort.NEWEST: (-minute,),
            Sort.OLDEST: (minute,),
        }
        return (_STATES.index(self.state), *before[sort], self.work)


def _drawn(chance, name, office):
    def day():
        return chance.choice([None, (_TODAY + timedelta(days=chance.randint(-3, 3))).isoformat()])

    number, subject, sender = (
        f"มท ๐๒/ว {chance.randint(1, 30)}",
        chance.choice(["น้ำ", "ไฟ"]),
        chance.choice(_SENDERS),
    )
    secret = chance.random() < 0.2
    flags = {each: chance.random() < 0.5 for each in ("stamped", "owes", "answered")}
    flags |= {each: chance.random() < 0.15 for each in ("given_back", "ended")}
    row = {
        "level": "district", "asked": None, "answer_by": day(), "closes": day(), **flags,
        "urgency": chance.randint(0, 3), "issued_minute": chance.randint(1, 6), "sender": sender,
        "words": folded(f"{number}{subject}{sender}"),
        "bare_words": folded(f"{number}{sender}") if secret else None, "replaces": "",
    }  # fmt: skip
    return _Letter(office, name, row)


@pytest.fixture(scope="module")
def letters():
    """Letters that are often alike, of which one id begins with the other."""
    chance = random.Random(2564)  # noqa: S311 - the same ones each time
    names = [
        f"{stem}{end}" for stem in ("a", "flood", "fire") for end in ("", "-1", ".1", "_1", "1")
    ]
    return [_drawn(chance, name, office) for office in _OFFICES for name in names]


_FOUND_BY = ("sender", "words", "bare_words")


@pytest.fixture
def listed(either, letters):
    """The same letters in a ledger, with those of an office that nobody asks of.

    One office's letters went to that one too, in whose rows their words stand.
    """
    there = [replace(each, office="first") for each in letters if each.office == "moi"]
    with either.writing() as connection:
        rows = [
            tuple(_kept(each, at="first" if each.office == "moi" else each.office))
            for each in (*letters, *there)
        ]
        insert_rows(connection, ListedRow, LISTED_COLUMNS, rows)
    return either


def _kept(letter, *, at):
    """The values of its row, whose words stand in that of an office."""
    row = {**letter.row, "office": letter.office, "propagation": letter.propagation, "words_at": at}
    if at != letter.office:
        row |= dict.fromkeys(_FOUND_BY)
    return (row[name] for name in LISTED_COLUMNS)


def _ids(found):
    return [(each.office, each.propagation) for each in found]


def test_pages_stand_in_the_order_of_the_work(listed, letters):
    """In every order, of every kind of work, on every page; and each says its state and its day."""
    inbox = InboxList(listed, _OFFICES)
    counts = inbox.counts()
    assert counts == {state: Counter(each.state for each in letters)[state] for state in State}
    for sort in Sort:
        for state in (None, *State):
            meant = sorted(
                (each for each in letters if state in {None, each.state}),
                key=lambda each, sort=sort: each.sorted_by(sort),
            )
            found = [
                each
                for first in range(0, len(letters), 7)
                for each in inbox.page(counts, first, 7, state=state, sort=sort)
            ]
            assert _ids(found) == _ids(meant), (sort, state)
            assert [each.state for each in found] == [each.state for each in meant]
    days = [each.answer_by and each.answer_by.isoformat() for each in found]
    assert days == [each.row["answer_by"] for each in meant]


def test_one_office_is_listed_alone(listed, letters):
    """The usual case, whose statements are simpler."""
    for office, day in _OFFICES.items():
        inbox = InboxList(listed, {office: day})
        meant = sorted(
            (each for each in letters if each.office == office), key=lambda each: each.work
        )
        assert _ids(inbox.page(inbox.counts(), 0, 50)) == _ids(meant)


@pytest.mark.parametrize("sees_secrets", [True, False])
@pytest.mark.parametrize("query", ["", "มท", "ว ๑", "น้ำ", "a-MINISTRY ไฟ", "100%", "_", "'"])
def test_each_word_is_found_whatever_its_digits(listed, letters, query, sees_secrets):
    """In number, subject or sender; the subject of a secret letter only by who may read it."""
    inbox = InboxList(listed, _OFFICES, sees_secrets=sees_secrets, query=query)
    words = [folded(word) for word in query.split()]
    meant = [
        each
        for each in sorted(letters, key=lambda each: each.work)
        for text in [
            each.row["words"] if sees_secrets else each.row["bare_words"] or each.row["words"]
        ]
        if all(word in text for word in words)
    ]
    counts = inbox.counts()
    assert sum(counts.values()) == len(meant)
    assert _ids(inbox.page(counts, 0, len(letters))) == _ids(meant)


def _next(rows, address, state):
    """The letter to take up next, worked out by hand."""
    open_ = [each for each in rows if each.state is not State.DONE]
    alike = [each for each in open_ if state in {None, each.state}] or open_
    places = [place for place, each in enumerate(alike) if each.address == address]
    behind = alike[places[0] + 1 :] + alike[: places[0]] if places else alike
    return next((each for each in behind if each.address != address), None)


def test_the_next_letter_is_of_the_same_work(listed, letters):
    """The one behind, round to the first; of other work where none of the same is left."""
    inbox, rows = InboxList(listed, _OFFICES), sorted(letters, key=lambda each: each.work)
    for address in [*(each.address for each in letters), "gone"]:
        for state in (None, *State):
            found, meant = inbox.after(address, state), _next(rows, address, state)
            assert meant is not None
            assert found is not None
            assert (found.office, found.propagation) == (meant.office, meant.propagation)


def test_nothing_is_next_where_all_is_done(either):
    """Nor where there is nothing at all."""
    assert InboxList(either, _OFFICES).after("p") is None


def test_programs_turn_pages_by_the_last_letter(listed, letters):
    """The newest first, then by address; of one kind of work, too."""
    inbox = InboxList(listed, _OFFICES)
    for state in (None, *State):
        meant = sorted(
            (each for each in letters if state in {None, each.state}),
            key=lambda each: (-each.row["issued_minute"], each.address),
        )
        found, behind = [], None
        while page := inbox.newest(4, state=state, behind=behind):
            found += page
            last = next(each for each in letters if _ids([each]) == _ids(page[-1:]))
            behind = (page[-1].issued_minute, last.address)
        assert _ids(found) == _ids(meant)


def test_a_page_reads_only_its_own_rows(listed, statements):
    """An index finds them in their order; only those of one minute are sorted."""
    inbox = InboxList(listed, {"moi": _TODAY})
    assert inbox.page(inbox.counts(), 0, 50, state=State.DONE)
    steps = _plan(listed, statements[-1], {"office0": "moi", "state": 3, "limit": 50, "offset": 0})
    if listed.path is None:
        assert "Presorted Key: issued_minute" in steps
        assert re.search(r"Index Scan (Backward )?using ix_listed_letter_", steps)
    else:
        assert "USING INDEX ix_listed_letter_state (office=? AND state=?)" in steps
        assert "TEMP B-TREE FOR ORDER BY" not in steps


def _plan(ledger, asked, bound):
    """How the database finds what it was asked."""
    with ledger.reading() as connection:
        if ledger.path is not None:
            explained = connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {asked}", tuple(bound.values())
            )
        else:  # so few rows it would read and sort whole
            for way in ("seqscan", "bitmapscan", "sort"):
                connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")
            explained = connection.exec_driver_sql(f"EXPLAIN {asked}", bound)
        return "\n".join(row[-1] for row in explained)
