"""Stories of issuing: a draft, edited by several, becomes one numbered letter."""

from __future__ import annotations

import pytest

from wian.kit.errors import InputFaults
from wian.ledger.acts import ActKind, Issued
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import acts, inbox
from wian.ledger.read.offices.own_letters import outgoing
from wian.ledger.records import IssuedLetter
from wian.office.actor import Acting
from wian.office.issue import draft, save_draft
from wian.office.joint_issue import issue
from wian.office.refusals import (
    AlreadyIssued,
    DraftChanged,
    ForwardsToNobody,
    NothingReceived,
    NotReady,
)

_BY = "phitsanulok จ่าจังหวัด"
_PROVINCE = "phitsanulok"
_STATEMENTS = 12


@pytest.fixture
def ready(live_ledger, live_plan, living):
    """The province's last desk has stamped; its letter is to be written."""
    living.reach(live_ledger, live_plan, _PROVINCE)
    living.stamp(live_ledger, live_plan, _PROVINCE)
    return live_ledger


def test_a_draft_says_what_the_letter_will_say(ready, live_plan, living):
    """As composed, dated today, without a number; twice the same."""
    now = living.later(60)
    first = draft(Acting(ready, live_plan, _PROVINCE, by="x", now=now))
    assert first == draft(Acting(ready, live_plan, _PROVINCE, by="x", now=now))
    assert (first.letter.number, first.revision) == ("", 0)
    done = issue(Acting(ready, live_plan, _PROVINCE, by=_BY, now=now))
    assert done.letter.letter.paragraphs == first.letter.paragraphs
    assert done.letter.letter.number == "พล ๐๐๒๓.๓/ว ๑"


def test_edited_paragraphs_go_out_as_edited(ready, live_plan, living):
    """In the digits of letters; the act says of which revision the letter is."""
    text = ["ด้วยจังหวัดได้กำหนดวันซักซ้อม 2 วัน", "", "จึงเรียนมาเพื่อทราบ"]
    now = living.later(60)
    saved = save_draft(Acting(ready, live_plan, _PROVINCE, by=_BY, now=now), text, revision=0)
    assert (saved.revision, saved.by) == (1, _BY)
    again = save_draft(Acting(ready, live_plan, _PROVINCE, by=_BY, now=now), text, revision=0)
    assert again.revision == 1
    done = issue(Acting(ready, live_plan, _PROVINCE, by=_BY, now=now), revision=1)
    said = ("ด้วยจังหวัดได้กำหนดวันซักซ้อม ๒ วัน", "จึงเรียนมาเพื่อทราบ")
    assert done.letter.letter.paragraphs == said
    (act,) = acts(ready, live_plan.id, office=_PROVINCE, kind=ActKind.ISSUED)
    assert act.body == Issued(revision=1)
    assert verify(ready).ok


def test_an_issued_letter_lies_in_every_inbox(ready, live_plan, living):
    """The recipients find it; the sender finds it among what it sent."""
    done = issue(Acting(ready, live_plan, _PROVINCE, by=_BY, now=living.later(60)))
    assert all(inbox(ready, office)[0].letter == done.letter for office in done.recipients)
    (sent,) = outgoing(ready, _PROVINCE)
    assert (sent.letter, sent.recipients, sent.received) == (done.letter, len(done.recipients), 0)


def test_issuing_twice_issues_once(ready, live_plan, living):
    """The second time the letter that is out is given back."""
    first = issue(Acting(ready, live_plan, _PROVINCE, by=_BY, now=living.later(60)))
    again = issue(Acting(ready, live_plan, _PROVINCE, by="somebody else", now=living.later(99)))
    assert (again.new, again.letter, again.recipients) == (False, first.letter, first.recipients)


def test_nobody_overwrites_what_somebody_else_wrote(ready, live_plan, living):
    """Two officers had the draft open; the second one is told to look again."""
    now = living.later(60)
    save_draft(Acting(ready, live_plan, _PROVINCE, by="a", now=now), ["หนึ่ง"], revision=0)
    with pytest.raises(DraftChanged, match="your text was not saved"):
        save_draft(Acting(ready, live_plan, _PROVINCE, by="b", now=now), ["สอง"], revision=0)
    with pytest.raises(DraftChanged):
        issue(Acting(ready, live_plan, _PROVINCE, by="b", now=now), revision=0)


def test_an_issued_letter_is_not_edited(ready, live_plan, living):
    """What is out is out."""
    now = living.later(60)
    issue(Acting(ready, live_plan, _PROVINCE, by=_BY, now=now))
    with pytest.raises(AlreadyIssued, match="พล ๐๐๒๓"):
        save_draft(Acting(ready, live_plan, _PROVINCE, by=_BY, now=now), ["ใหม่"], revision=0)
    with pytest.raises(AlreadyIssued):
        draft(Acting(ready, live_plan, _PROVINCE, by="x", now=now))


def test_who_may_not_issue_yet_is_told_why(live_ledger, live_plan, living):
    """Nothing received, not stamped to the end, or nobody below."""
    living.reach(live_ledger, live_plan, "dla")
    now = living.later(60)
    cases = [
        (NothingReceived, "was sent to phitsanulok yet", _PROVINCE),
        (NotReady, "before งานสารบรรณกลาง has stamped", "dla"),
    ]
    for kind, said, office in cases:
        with pytest.raises(kind, match=said):
            issue(Acting(live_ledger, live_plan, office, by=_BY, now=now))
    living.reach(live_ledger, live_plan, living.leaf)
    living.stamp(live_ledger, live_plan, living.leaf)
    with pytest.raises(ForwardsToNobody):
        issue(Acting(live_ledger, live_plan, living.leaf, by=_BY, now=now))


@pytest.mark.parametrize(
    "text", [[], [" "], ["x" * 4001], ["<script>"], ["{{ x }}"], ["ก"] * 41, ["✓"], ["\ue000"]]
)
def test_what_is_no_text_of_a_letter_is_not_kept(ready, live_plan, living, text):
    """Empty, endless, markup or template, or no page could show it once the letter is out."""
    with pytest.raises(InputFaults, match="paragraphs"):
        save_draft(
            Acting(ready, live_plan, _PROVINCE, by=_BY, now=living.later(60)), text, revision=0
        )


def test_a_letter_is_never_earlier_than_the_stamp_before_it(ready, live_plan, living):
    """Two machines differ by a few minutes."""
    done = issue(Acting(ready, live_plan, _PROVINCE, by=_BY, now=living.later(29)))
    assert done.letter.issued == living.later(30)
    assert verify(ready).ok


def test_officers_who_issue_at_once_issue_one_letter(either, living, live_plan, at_once):
    """One number is drawn, and everyone sees that letter."""
    living.begin(either, live_plan)
    living.stamp(either, live_plan, "moi")

    def work(number: int):
        return issue(
            Acting(either, live_plan, "moi", by=f"officer {number}", now=living.later(60 + number))
        )

    found = at_once(work, 6)
    assert sum(each.new for each in found) == 1
    letters: list[IssuedLetter] = [each.letter for each in found]
    assert all(each == letters[0] for each in letters)
    assert letters[0].entry is not None
    assert letters[0].entry.number == 1
    assert verify(either).ok


def test_officers_who_edit_at_once_keep_one_text(either, living, live_plan, at_once):
    """The others are told that the draft has changed, and can look at it."""
    living.begin(either, live_plan)
    living.stamp(either, live_plan, "moi")

    def work(number: int):
        now = living.later(60 + number)
        text = [f"ข้อความ {number}"]
        return save_draft(
            Acting(either, live_plan, "moi", by=str(number), now=now), text, revision=0
        )

    found = at_once(work, 5)
    kept = [each for each in found if not isinstance(each, Exception)]
    assert len(kept) == 1
    assert all(isinstance(each, DraftChanged) for each in found if each not in kept)
    assert draft(Acting(either, live_plan, "moi", by="x", now=living.later(90))).by == kept[0].by
    assert verify(either).ok


@pytest.mark.parametrize("first", ["edit", "issue"])
def test_a_draft_saved_while_it_is_issued_goes_out_or_is_refused(
    server_ledger, queued, living, live_plan, first
):
    """Both saw the draft as composed and no letter; no edit is kept without effect."""
    living.begin(server_ledger, live_plan)
    living.stamp(server_ledger, live_plan, "moi")
    now = living.later(90)

    def edit():
        return save_draft(
            Acting(server_ledger, live_plan, "moi", by="a", now=now), ["ข้อความใหม่"], revision=0
        )

    def send():
        return issue(Acting(server_ledger, live_plan, "moi", by="b", now=now))

    works = (edit, send) if first == "edit" else (send, edit)
    found = queued(live_plan, "moi", *works)
    kept = acts(server_ledger, live_plan.id, office="moi", kind=ActKind.DRAFTED)
    letter = outgoing(server_ledger, "moi")[0].letter.letter
    if first == "edit":
        assert (len(kept), letter.paragraphs) == (1, ("ข้อความใหม่",))
    else:
        assert isinstance(found[1], AlreadyIssued)
        assert kept == []
    assert verify(server_ledger).ok


def test_an_issue_asks_no_more_statements_than_it_did(ready, live_plan, living, statements):
    """Raise the number only on purpose: users wait for each."""
    issue(Acting(ready, live_plan, _PROVINCE, by=_BY, now=living.later(60)))
    assert len(statements) <= _STATEMENTS, "\n".join(statements)
