"""Commands for scripts that act for an office: stamp, issue, correct, answer, forward alone."""

from __future__ import annotations

import csv
import io
import shutil

import pytest

from wian.followup.remind import follow_up
from wian.ledger.database import open_ledger
from wian.ledger.outbox.events import Event
from wian.notices import doorbell
from wian.propagation import runtime

_DISTRICT = "phitsanulok.mueang-phitsanulok"


@pytest.fixture
def act(wian, home, living, live_plan, live_database, monkeypatch):  # noqa: PLR0913, PLR0917 - fixtures
    """The commands, on an installation whose drill has reached one local body."""
    now = living.later(9 * 24 * 60)
    monkeypatch.setattr(runtime, "now", lambda: now)
    home.mkdir()
    shutil.copy(live_database, home / "wian.db")
    with open_ledger(f"sqlite:///{home / 'wian.db'}") as ledger:
        living.reach(ledger, live_plan, living.leaf)
        follow_up(ledger, live_plan, now=now)

    def run(command: str, *arguments: object):
        return wian(command, live_plan.id, *arguments)

    return run


def test_a_script_stamps_and_issues(act, live_plan):
    """The desk's register gives the number; running it again changes nothing."""
    other = "phitsanulok.wang-thong"
    first = act("receive", other, "--json").json
    assert (first["receipt_number"], first["last"], first["new"]) == ("1", True, True)
    assert act("receive", other, "--desk", "งานสารบรรณ", "--json").json["new"] is False
    refused = act("issue", other, "--signer", "ปลัดอำเภอ")
    assert (refused.code, "those who may are: นายอำเภอวังทอง" in refused.err) == (1, True)
    issued = act("issue", other, "--signer", "นายอำเภอวังทอง", "--json").json
    assert (issued["new"], len(issued["recipients"])) == (True, len(live_plan.sending(other)[1]))
    again = act("issue", other, "--json").json
    assert again == {**issued, "new": False}
    assert issued["number"] in act("issue", other).out


def test_a_letter_bears_the_number_that_it_was_given_elsewhere(act):
    """Typed as it stands on paper; one that is taken is refused in a sentence."""
    other = "phitsanulok.wang-thong"
    assert act("receive", other, "--confirm").code == 2
    stamped = act("receive", other, "--number", "๓๐", "--json").json
    assert (stamped["receipt_number"], stamped["typed"]["skipped"]) == (
        "30",
        {"first": 1, "last": 29},
    )
    slip = act("issue", other, "--number", 0)
    assert (slip.code, "number 0 is too small" in slip.err) == (1, True)
    slip = act("issue", other, "--number", 554)
    assert (slip.code, "If 554 was really given, add --confirm" in slip.err) == (1, True)
    done = act("issue", other, "--number", 554, "--confirm").out
    assert "/ว ๕๕๔" in done
    assert "1-553 count as given elsewhere" in done


@pytest.fixture
def rung(monkeypatch):
    """What the doorbell is rung for."""
    news = []
    monkeypatch.setattr(doorbell, "ring", news.extend)
    return lambda: [(each.event, each.about[0]) for each in news]


def test_every_command_of_an_office_rings_once(act, wian, live_plan, living, rung):
    """The same command again does nothing again, and rings for nothing."""
    thong, bodies = "phitsanulok.wang-thong", live_plan.sending(_DISTRICT)[1]
    other = next(each.recipient for each in bodies if each.recipient != living.leaf)
    listed = living.folder / "rung.csv"
    listed.write_text(f"office,answer\n{other},ดี\n", encoding="utf-8")
    stamped = [Event.RECEIVED, Event.READY]
    commands = (
        (("receive", thong), [(event, thong) for event in stamped]),
        (("forward-alone", thong), [(Event.READY, thong)]),
        (("issue", thong), [(Event.ISSUED, thong)]),
        (("receive", living.leaf), [(event, living.leaf) for event in stamped]),
        (("answer", living.leaf, "--text", "ดี"), [(Event.ANSWERED, living.leaf)]),
        (("answers", "--import", listed), [(Event.ANSWERED, other)]),
    )
    told = []
    for command, news in commands:
        run = wian if command[0] == "forward-alone" else act
        told += news
        for _ in range(2):
            assert run(*command).code == 0
            assert rung() == told


def test_a_stamp_tells_how_the_letter_goes_on(act, wian, live_plan):
    """By hand, automatically, or not any more, since it went on already."""
    other = "phitsanulok.wang-thong"
    told = act("receive", other).out
    assert f"wian issue {live_plan.id} {other} forwards it." in told
    wian("forward-alone", other)
    told = act("receive", other, "--desk", 0).out
    assert "it forwards automatically: the dispatcher or a sweep sends its letter." in told
    number = act("issue", other, "--json").json["number"]
    assert f"it has issued already, as {number}." in act("receive", other, "--desk", 0).out


def test_a_script_corrects_once(act, living, live_plan):
    """The same command twice is one correction, in whichever era it dates it."""
    at = living.later(20).local(live_plan.working.zone).strftime("%Y-%m-%d %H:%M")
    early = act("correct", _DISTRICT, "--desk", 0, "--at", at, "--reason", "x")
    assert (early.code, early.out) == (1, "")
    assert "is before" in early.err
    day = living.later(30).local(live_plan.working.zone)
    ways = (f"{day:%Y-%m-%d}", f"{day:%d/%m}/{day.year + 543}")
    made = [
        act("correct", _DISTRICT, "--desk", 0, "--at", at, "--reason", "x", "--json").json["new"]
        for at in ways
    ]
    assert made == [True, False]


def test_answers_are_recorded_listed_and_exported(act, living, tmp_path):
    """One by one, from a list, as a table and as CSV; a formula stays a text."""
    early = act("answer", living.leaf, "--text", "=1+1")
    assert (early.code, "has to stamp it first" in early.err) == (1, True)
    act("receive", living.leaf)
    for _ in range(2):
        said = act("answer", living.leaf, "--text", "=1+1", "--json").json
        assert (said["number"], said["answer_by"]) == (2, "2030-02-28")
    replaces = "This replaces the answer of"
    assert replaces not in act("answer", living.leaf, "--text", "=1+1").out
    assert replaces in act("answer", living.leaf, "--text", "=1+2").out
    listed = living.folder / "rung.csv"
    listed.write_text("office,answer\nla-5650104,ดี\n", encoding="utf-8")
    assert act("answers", "--import", listed, "--json").json["new"] == 1
    assert "0 answers recorded, 1 known already." in act("answers", "--import", listed).out
    rows = {row["office"]: row for row in csv.DictReader(
        io.StringIO(act("answers", "--under", _DISTRICT, "--format", "csv").out))}  # fmt: skip
    assert (rows[living.leaf]["answer"], rows["la-5650104"]["answer"]) == ("'=1+2", "ดี")
    assert rows[living.leaf]["standing"] == "in-time"
    assert "la-2650101" not in rows
    assert "in-time" in act("answers").out


def test_offices_are_set_to_forward_alone(wian, act):
    """Some, all, not any more; and without a name it only says which do."""
    some = wian("forward-alone", "dla", "moi", "--json").json
    assert some == {"changed": ["dla", "moi"], "forwarding_alone": ["dla", "moi"]}
    assert "1 office" in wian("forward-alone", "moi", "--off").out
    assert wian("forward-alone", "--json").json == {"changed": [], "forwarding_alone": ["dla"]}
    every = wian("forward-alone", "--all", "--json").json["changed"]
    assert _DISTRICT in every
    assert act("status", "--json").json["unreachable"] > 0


def test_only_what_changes_is_counted_of_offices_that_forward_alone(wian, act):
    """Who mistypes an office, or says it twice, is not told that something was done."""
    never = wian("forward-alone", "--off", "dla").out
    assert never.startswith("Nothing changed.\n1 office had automatic forwarding off.\n")
    wian("forward-alone", "dla")
    more = wian("forward-alone", "dla", "moi").out
    assert more.startswith(
        "Automatic forwarding turned on: 1 office.\n1 office already forwarded automatically.\n"
    )
    assert wian("forward-alone", "dla", "moi", "--json").json["changed"] == []


def test_status_says_who_is_late_and_who_was_reminded(act, living, live_plan):
    """New keys come after those of the contract; the reminder is a letter to be read."""
    told = act("status", "--json").json
    assert list(told)[:3] == ["propagation", "directive", "confirmed"]
    assert [each["office"] for each in told["first_level"]] == ["moi"]
    reminded = {(each["sender"], each["owed"]) for each in told["reminders"]}
    assert reminded == {("phitsanulok", "reception"), (_DISTRICT, "reception")}
    assert told["answers"]["asked"] == len(live_plan.answers_by)
    shown = act("letters", "--reminders", "--office", "phitsanulok").out
    assert "ขอติดตามการลงทะเบียนรับหนังสือ" in shown
    assert "2 reminders of" in act("letters", "--reminders").out
    assert "2 reminders;" in act("status").out


def test_reminders_are_written_to_files(act, tmp_path):
    """A file a reminder, and none where nobody was reminded."""
    out = tmp_path / "reminders"
    done = act("letters", "--reminders", "--out", out, "--format", "text", "--json").json
    assert (done["reminders"], len(list(out.iterdir()))) == (2, 2)
    none = act("letters", "--reminders", "--office", "moi")
    assert (none.code, "neither written nor been sent" in none.err) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("receive", "nowhere"), 1, "There is no office"),
        (("receive", "la-5650103", "--desk", "x"), 1, "has no desk 'x'"),
        (("receive", "la-5650103", "--desk", "9"), 1, "has no desk 9"),
        (("receive", "la-5650103", "--at", "soon"), 1, "is no date"),
        (("receive", "la-5650103", "--at", "2569-12-01"), 1, "Buddhist era; write 2026"),
        (("receive", "la-5650103", "--at", "31/2/2569"), 1, "is no day 31 in month 2 of 2569"),
        (("receive", "la-5650103", "--at", "1/12/26"), 1, "of no certain era"),
        (("receive", "la-5650103", "--at", "2026-12-01T10:00Z"), 1, "carries a time zone"),
        (("receive", "la-5650103", "--at", "2400-01-01"), 1, "is yet to come"),
        (("receive", "la-5650103", "--at", "2026-12-02"), 1, "only now (--reason)."),
        (
            ("correct", _DISTRICT, "--desk", "0", "--at", "2026-12-02", "--reason", " "),
            1,
            "is wrong (--reason).",
        ),
        (("receive", "la-5650501"), 1, "was sent to la-5650501 yet"),
        (("issue", "la-5650103"), 1, "forwards this directive to nobody"),
        (("answer", "phitsanulok", "--text", "x"), 1, "asks phitsanulok for no answer"),
        (("answer", "la-5650103", "--text", "<b>x</b>"), 1, "holds markup"),
        (("answer", "la-5650103"), 2, "--text"),
        (("answers", "--import", "/no/such/file"), 1, "does not exist"),
        (("answers", "--under", "nowhere"), 1, "There is no office"),
        (("letters", "--reminders", "--wave", "1"), 2, "Reminders take"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(act, arguments, code, said):
    """1 where it cannot be carried out, 2 where it is used wrongly; never a traceback."""
    command, *rest = arguments
    ran = act(command, *rest)
    assert (ran.code, ran.out) == (code, "")
    assert said in " ".join(ran.err.split())
    assert "defect" not in ran.err


def test_forwarding_alone_of_unknown_offices_is_refused(wian, act):
    """All of them are named; nothing is set."""
    ran = wian("forward-alone", "dla", "nope", "nor-this")
    assert (ran.code, "nope" in ran.err, "nor-this" in ran.err) == (1, True, True)
    assert wian("forward-alone", "--json").json["forwarding_alone"] == []
    assert wian("forward-alone", "dla", "--all").code == 2
    assert act("status").code == 0


def test_a_script_is_told_of_several_letters(wian, home, living, several_plan, monkeypatch):
    """Each with its recipients; of several, one is chosen with --part or all are written."""
    now = living.later(60)
    monkeypatch.setattr(runtime, "now", lambda: now)
    home.mkdir()
    with open_ledger(f"sqlite:///{home / 'wian.db'}") as ledger:
        living.begin(ledger, several_plan)
        living.reach(ledger, several_plan, "phitsanulok")
        living.stamp(ledger, several_plan, "phitsanulok")
    of = (several_plan.id, "phitsanulok")
    told = wian("issue", *of, "--json").json
    assert [len(each["recipients"]) for each in told["letters"]] in ([11, 1], [1, 11])
    assert "to 11 offices" in wian("issue", *of).out
    one = ("letters", several_plan.id, "--office", "phitsanulok")
    assert wian(*one).out.count("ขอแสดงความนับถือ") == 1
    assert wian(*one).out.count("ขอนมัสการด้วยความเคารพ") == 1
    assert [each["part"] for each in wian(*one, "--json").json["letters"]] == [0, 1]
    assert wian(*one, "--part", "1", "--json").json["letters"][0]["part"] == 1
    refused = wian(*one, "--format", "html")
    assert (refused.code, "choose one with --part" in " ".join(refused.err.split())) == (2, True)
    listed = wian("letters", several_plan.id).out
    assert listed.splitlines()[1].split()[:4] == ["wave", "office", "part", "number"]
    assert "--part 1" in listed.splitlines()[-1]
    assert "the last is --part 1" in wian(*one, "--part", "2").err
    assert "add --office" in wian("letters", several_plan.id, "--part", "1").err
    wian(*one, "--format", "text", "--out", home / "out")
    written = sorted(path.name for path in (home / "out").iterdir())
    assert written == ["04-phitsanulok+1.txt", "04-phitsanulok.txt"]
