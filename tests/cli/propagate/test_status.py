"""``wian status``: who has it, who is silent, who waits."""

from __future__ import annotations

import pytest

from wian.propagation import runtime
from wian.propagation.plan import record

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


def test_where_the_hops_come_from_is_said(read):
    """What was rehearsed is not what happened."""
    assert "Hops begun: 113 simulated, 2 observed." in read("status").out
    told = read("status", "--at", "2021-01-10", "--json").json
    assert told["sources"] == {"observed": 1, "simulated": 1}


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
    assert "1 office has not received it yet: " in ran.out
    assert "Phitsanulok (phitsanulok)" in ran.out
    (line,) = [line for line in ran.out.splitlines() if "has not received it yet  " in line]
    assert line.split()[-1] == "112"


def test_a_moment_is_shown_as_asked(read):
    """Who asks for an hour reads the hour."""
    assert "as of 2020-12-29T15:00" in read("status", "--at", "2020-12-29T15:00").out
    assert "as of 2020-12-29\n" in read("status", "--at", "2020-12-29").out


def test_before_the_first_letter_it_says_that_nothing_had_begun(read):
    """A table of nothing but waiting offices would look like silence."""
    ran = read("status", "--at", "2020-12-01")
    assert ran.code == 0
    said = " ".join(ran.out.split())
    assert "had not begun at 2020-12-01: its first letter was issued on 2020-12-22T11:36" in said
    assert read("status", "--at", "2020-12-01", "--json").json["begins"].startswith("2020-12-22")
    assert "has the letter" not in ran.out
    assert "has sent no letter yet" in ran.out
    assert "begins" not in read("status", "--at", "2020-12-22", "--json").json


@pytest.mark.parametrize("day", ["29 ธ.ค. 2563", "๒๙/๑๒/๒๕๖๓", "29/12/2020"])
def test_a_day_may_be_written_as_a_clerk_writes_it(read, day):
    """The same day, whoever types it: the figures are those of its ISO form."""
    assert read("status", "--at", day, "--json").json == (
        read("status", "--at", "2020-12-29", "--json").json
    )
    assert f"as of {day}\n" in read("status", "--at", day).out


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("yesterday", "'yesterday' is no date; write 2021-01-19, 19/1/2564"),
        ("2021-02-30", "there is no day 30 in month 2 of 2021"),
        ("2021-01-12T25:00", "is no time of day"),
        ("12/1/21", "of no certain era"),
    ],
)
def test_what_is_no_day_is_wrong_usage(read, day, said):
    """2, with the forms that are understood."""
    ran = read("status", "--at", day)
    assert (ran.code, ran.out) == (2, "")
    assert said in " ".join(ran.err.split())


@pytest.mark.parametrize(
    "command",
    [
        ("status", "--at"),
        ("report", "latency", "--as-of"),
        ("report", "bottlenecks", "--as-of"),
        ("report", "chart", "waterfall", "--out", "out.svg", "--as-of"),
        ("report", "html", "--out", "out.html", "--as-of"),
    ],
)
def test_a_buddhist_year_in_iso_form_is_refused_wherever_a_day_is_asked_for(read, command):
    """Else every figure would be as of five centuries later, and nobody would notice."""
    ran = read(*command, "2564-01-05")
    assert (ran.code, ran.out) == (2, "")
    said = "2564, which looks like a year of the Buddhist era; write 2021."
    assert said in " ".join(ran.err.replace("│", " ").split())


@pytest.mark.parametrize("command", ["status", "letters", "hops", "verify"])
def test_an_unknown_propagation_is_refused_with_those_that_there_are(read, gecc_plan, command):
    """One sentence on standard error, whatever the command."""
    ran = read(command, "gecc-9999", "--json")
    assert (ran.code, ran.out) == (1, "")
    assert gecc_plan.id in ran.err
    assert len(ran.err.splitlines()) == 1


def test_two_live_propagations_of_a_directive_are_told_apart_by_when_they_were_recorded(
    wian, home, living
):
    """One was a slip: its seed says nothing, as nothing is drawn for it, but its day does."""
    ledger = runtime.ledger(make=True)
    for minutes, changes in ((0, {}), (24 * 60, {"urgency": "most-urgent"})):
        record(ledger, living.plan(**changes), living.later(minutes), again=True)
    told = wian("status", "--list", "--json").json["propagations"]
    assert list(told[0])[:5] == ["propagation", "directive", "clock", "seed", "subject"]
    days = ["2026-12-02T09:00+07:00", "2026-12-01T09:00+07:00"]
    assert [each["recorded"] for each in told] == days
    shown = wian("status", "--list").out
    assert "2 propagations" in shown
    lines = [" ".join(line.split()) for line in shown.splitlines() if "flood-drill" in line]
    assert "live 2026-12-02 09:00 – " in lines[0]
    assert "live 2026-12-01 09:00 – " in lines[1]


def test_the_sender_sees_the_receipt_numbers_of_those_who_had_it_by_then(read):
    """Who had not received it by the day has no number there."""
    told = read("status", "--at", "2021-01-13", "--json").json["receipts"]
    numbers = {row["office"]: row["receipt_number"] for row in told}
    assert (numbers["dla"], numbers["phitsanulok"]) == ("67230", "544")
    assert not any(office.startswith("la-") for office in numbers)
    shown = read("status", "--receipts").out
    assert "Received under" in shown
    assert "67230" in shown


@pytest.mark.parametrize("asked", [("status", "--at"), ("outlook", "--as-of")])
def test_of_what_is_live_nothing_is_known_after_now(wian, home, living, asked):
    """Nobody has stamped in the year 2400, nor has anybody failed to."""
    record(runtime.ledger(make=True), living.plan(), living.later(0), again=True)
    command, option = asked
    ran = wian(command, option, "2400-01-01", "--json")
    assert (ran.code, ran.out) == (2, "")
    told = " ".join(ran.err.split())
    assert "is yet to come" in told
    assert "nothing is known" in told
