"""``wian answers``: which propagation was looked in, where an office is not in it."""

from __future__ import annotations

import pytest

from wian.propagation import runtime

_OFFICES = """id,name,level,kind,parent
opm,สำนักงานปลัด,prime-minister,office,
moi,กระทรวงมหาดไทย,ministry,ministry,opm
la-1,เทศบาลหนึ่ง,local,town,moi
"""


@pytest.fixture
def two(home, living, live_plan, tmp_path):
    """An installation whose latest live propagation goes to other offices than the drill."""
    (tmp_path / "offices.csv").write_text(_OFFICES, encoding="utf-8")
    other = living.plan(id="drill-elsewhere", hierarchy=str(tmp_path / "offices.csv"))
    ledger = runtime.ledger(make=True)
    for plan in (live_plan, other):
        living.begin(ledger, plan)
    return live_plan, other


_LATEST = "the latest (another may be named: wian status --list)"


@pytest.mark.parametrize(
    "command",
    [
        ("answers", "--under"),
        ("letters", "--office"),
        ("letters", "--reminders", "--office"),
        ("letters", "--format", "site", "--out", "out", "--office"),
    ],
)
def test_an_office_of_another_propagation_than_the_latest_is_not_blamed(wian, two, command):
    """The id is right, and correcting it would help nobody: another propagation was meant."""
    _, other = two
    ran = wian(*command, "phitsanulok.wat-bot")
    assert (ran.code, ran.out) == (1, "")
    said = f"There is no office 'phitsanulok.wat-bot' in propagation {other.id}, {_LATEST}; to list"
    assert said in ran.err


def test_a_propagation_that_was_named_is_named_again_and_not_called_the_latest(wian, two):
    """Whoever named it knows that others may be named."""
    drill, _ = two
    for command in (("receive", drill.id, "la-1"), ("letters", drill.id, "--office", "la-1")):
        assert f"no office 'la-1' in propagation {drill.id}; " in wian(*command).err


def test_a_list_of_answers_says_which_propagation_it_was_held_against(wian, two, tmp_path):
    """Else all its rows are blamed, one by one, for the propagation that was left out."""
    drill, other = two
    listed = tmp_path / "answers.csv"
    listed.write_text("office,answer\nla-5650103,ดี\nla-5650104,ดี\n", encoding="utf-8")
    ran = wian("answers", "--import", listed)
    assert (ran.code, ran.out) == (1, "")
    assert f"held against propagation {other.id}, {_LATEST}, has 2 faults:" in ran.err
    assert (
        f"held against propagation {drill.id}"
        not in wian("answers", drill.id, "--import", listed).err
    )


def test_the_help_of_one_answer_names_the_list(wian):
    """Whoever has a hundred answers does not type a hundred commands."""
    assert "wian answers --import FILE" in wian("answer", "--help").out
