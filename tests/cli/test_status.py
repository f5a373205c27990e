"""``wian status``: who has it, who is silent, who waits."""

from __future__ import annotations

import pytest

CONTRACT = ["propagation", "directive", "confirmed", "silent", "unreachable", "waves"]


@pytest.mark.parametrize(
    ("at", "standing"),
    [
        ((), (115, 0, 0)),
        (("--at", "2020-12-01"), (0, 0, 115)),
        (("--at", "2021-01-12"), (2, 1, 112)),
        (("--at", "2021-01-13"), (3, 0, 112)),
        (("--at", "2021-01-10"), (2, 0, 113)),
        (("--at", "2020-12-29T15:00"), (2, 0, 113)),
        (("--at", "2030-01-01"), (115, 0, 0)),
    ],
)
def test_on_a_day_so_many_had_it(read, at, standing):
    """The department wrote on 11 January; Phitsanulok stamped on the 13th and wrote on the 19th."""
    told = read("status", *at, "--json").json
    assert tuple(told[key] for key in ("confirmed", "silent", "unreachable")) == standing


def test_json_is_the_contract(read, gecc_plan):
    """These keys first; what comes after them may grow."""
    told = read("status", gecc_plan.id, "--json").json
    assert list(told)[: len(CONTRACT)] == CONTRACT
    assert told["waves"][3] == {
        "wave": 4,
        "forwarders": 1,
        "recipients": 12,
        "confirmed": 12,
        "silent": 0,
        "unreachable": 0,
    }
    for key in ("confirmed", "silent", "unreachable"):
        assert sum(wave[key] for wave in told["waves"]) == told[key]


def test_the_silent_office_is_named_and_who_waits_behind_it(read):
    """On 12 January one telephone call would have helped, and the screen says to whom."""
    ran = read("status", "--at", "2021-01-12")
    assert (ran.code, ran.err) == (0, "")
    assert "1 silent" in ran.out
    assert "Phitsanulok (phitsanulok)" in ran.out
    (line,) = [line for line in ran.out.splitlines() if "is silent" in line]
    assert line.split()[-1] == "112"


def test_a_moment_is_shown_as_asked(read):
    """Who asks for an hour reads the hour."""
    assert "as of 2020-12-29T15:00" in read("status", "--at", "2020-12-29T15:00").out
    assert "as of 2020-12-29\n" in read("status", "--at", "2020-12-29").out


@pytest.mark.parametrize("day", ["yesterday", "2021-02-30", "2564-01-12T25:00"])
def test_what_is_no_day_is_wrong_usage(read, day):
    """2, with the form that is understood."""
    ran = read("status", "--at", day)
    assert (ran.code, ran.out) == (2, "")
    assert "neither 2021-01-19 nor 2021-01-19T15:30" in ran.err


@pytest.mark.parametrize("command", ["status", "letters", "hops", "verify"])
def test_an_unknown_propagation_is_refused_with_those_that_there_are(read, gecc_plan, command):
    """One sentence on standard error, whatever the command."""
    ran = read(command, "gecc-9999", "--json")
    assert (ran.code, ran.out) == (1, "")
    assert gecc_plan.id in ran.err
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize("command", ["status", "letters", "hops"])
def test_in_an_empty_ledger_there_is_nothing_to_read(wian, command):
    """And the sentence says what to run."""
    ran = wian(command)
    assert (ran.code, ran.out) == (1, "")
    assert "wian propagate" in ran.err
