"""``wian propagate``: the main job."""

from __future__ import annotations

import contextlib
import os
import pty
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from wian.jurisdictions.countries import jurisdiction
from wian.ledger.database import open_ledger
from wian.ledger.proof.verification import verify

KEYS = [
    "propagation",
    "directive",
    "offices",
    "letters",
    "hops",
    "receptions",
    "observed",
    "simulated",
    "waves",
    "seconds",
]


def test_json_is_the_contract_and_run_again_all_was_there(wian_on_server, gecc_plan, propagating):
    """Exactly these keys, on standard output alone; the next run says that all was there."""
    ran = wian_on_server("propagate", propagating.directive, "--json")
    assert (ran.code, ran.err) == (0, "")
    told = ran.json
    assert list(told) == KEYS
    assert told["propagation"] == gecc_plan.id
    figures = [told[key] for key in KEYS[2:8]]
    assert figures == [116, 13, 115, 117, 2, 113]
    assert told["waves"] == [
        {"wave": wave, "forwarders": senders, "recipients": recipients, "tasks": 1}
        for wave, senders, recipients in ((1, 1, 1), (2, 1, 1), (3, 1, 1), (4, 1, 12), (5, 9, 100))
    ]
    assert told["seconds"] > 0
    again = wian_on_server("propagate", propagating.directive)
    assert "(115 hops of them before this run)" in again.out.replace("\n", " ")
    last = wian_on_server("propagate", propagating.directive, "--json").json
    assert {**last, "seconds": 0} == {**told, "seconds": 0}


def test_the_screen_has_route_costs_forecast_and_what_comes_next(
    wian_on_server, gecc_plan, propagating, home
):
    """An operator sees all of it without asking further, in Thai where letters are Thai."""
    ran = wian_on_server("propagate", propagating.directive)
    assert ran.code == 0
    assert ran.err.splitlines() == [
        "Wave 1 of 5 is in the ledger: 1 of 115 hops.",
        "Wave 2 of 5 is in the ledger: 2 of 115 hops.",
        "Wave 3 of 5 is in the ledger: 3 of 115 hops.",
        "Wave 4 of 5 is in the ledger: 15 of 115 hops.",
        "Wave 5 of 5 is in the ledger: 115 of 115 hops.",
    ]
    assert not ran.out.startswith("\n")
    assert "การรับสมัครหน่วยบริการประชาชน" in ran.out
    assert "The route: 116 offices" in ran.out
    (total,) = [line for line in ran.out.splitlines() if "total observed" in line]
    assert total.split() == ["total", "observed", "2", "21", "13", "18", "11", "41", "observed"]
    assert "(30.5%)" in ran.out
    assert "(28.9%)" in ran.out
    assert "Arrival at 103 addressees (103 simulated)" in ran.out
    assert "ม.ค. ๒๕๖๔" in ran.out
    assert "Simulated figures are assumptions" in ran.out
    assert str(home / "wian.db") in ran.out.replace("\n", "")
    assert f"letters {gecc_plan.id} --office phitsanulok" in ran.out
    assert "\x1b" not in ran.out
    with open_ledger(f"sqlite:///{home}/wian.db") as ledger:
        assert verify(ledger).ok


def test_without_a_server_it_needs_no_prefect(wian, home, gecc_plan, propagating):
    """Nobody waits for a server whose pages nobody opens: the ledger has all the same."""
    ran = wian("propagate", propagating.directive, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert [ran.json[key] for key in KEYS[2:8]] == [116, 13, 115, 117, 2, 113]
    again = wian("propagate", propagating.directive)
    assert "(115 hops of them before this run)" in again.out.replace("\n", " ")
    assert not (home / "prefect").exists()
    with open_ledger(f"sqlite:///{home}/wian.db") as ledger:
        assert verify(ledger).ok


def test_a_profile_may_replace_the_directives_own(wian, home, propagating, tmp_path):
    """One that is none is refused before anything is written."""
    bad = tmp_path / "bad.yaml"
    bad.write_text("name: bad\n", encoding="utf-8")
    ran = wian("propagate", propagating.directive, "--profile", bad)
    assert (ran.code, ran.out) == (1, "")
    assert "bad.yaml" in ran.err
    assert not (home / "wian.db").exists()
    missing = wian("propagate", propagating.directive, "--profile", tmp_path / "none.yaml")
    assert (missing.code, "none.yaml" in missing.err) == (1, True)
    usual = jurisdiction("thailand").profile
    same = wian("propagate", propagating.directive, "--profile", usual, "--json")
    assert same.json["propagation"] == propagating.prepare().id


def test_live_without_a_server_the_first_letter_goes_out_once(wian, living, home):
    """A sweep shows it in Prefect as soon as ``wian up`` runs."""
    path = living.directive(id="drill-alone")
    ran = wian("propagate", path, "--clock", "live")
    assert (ran.code, ran.err) == (0, "")
    assert "Office has issued นร ๐๑๐๖/๑ to Ministry of Interior." in ran.out
    again = wian("propagate", path, "--clock", "live", "--json")
    assert [again.json[key] for key in KEYS[2:8]] == [116, 1, 1, 0, 0, 0]
    assert not (home / "prefect").exists()


def test_live_an_earlier_directive_that_nobody_sent_here_is_noted(wian, living, home):
    """Its id may be mistyped, and no letter would cite it; one that is live is not noted."""
    wian("propagate", living.directive(id="drill-known"), "--clock", "live", "--json")
    names = {"references": ["drill-known", "drill-nobody"], "replaces": "drill-knwon"}
    path = living.directive(id="drill-citing", **names)
    ran = wian("propagate", path, "--clock", "live", "--json")
    assert ran.code == 0
    noted = [line.split(",")[0] for line in ran.err.splitlines() if line.startswith("Note: ")]
    assert noted == ["Note: replaces names drill-knwon", "Note: references names drill-nobody"]
    shown = " ".join(wian("propagate", path, "--clock", "live").out.split())
    assert "Note: replaces names drill-knwon, and no directive of that id is live" in shown


def test_limited_to_a_district_it_goes_there_alone(wian_on_server, propagating):
    """The four offices above, the district, and its own local bodies."""
    limit = ("--limit-to", "phitsanulok.wang-thong", "--seed", "9")
    told = wian_on_server("propagate", propagating.directive, *limit, "--json").json
    assert [wave["recipients"] for wave in told["waves"]][:4] == [1, 1, 1, 1]
    assert told["letters"] == 5


def test_live_it_issues_the_first_letter_and_says_who_acts_now(wian_on_server, living, home):
    """The operator learns the letter's number and what to start; a second time nothing goes out."""
    path = living.directive(id="drill-by-command")
    ran = wian_on_server("propagate", path, "--clock", "live")
    assert (ran.code, ran.err) == (0, "")
    assert "Office has issued นร ๐๑๐๖/๑ to Ministry of Interior." in ran.out
    assert " up\n" in ran.out
    again = wian_on_server("propagate", path, "--clock", "live")
    assert "Office had issued นร ๐๑๐๖/๑ to Ministry of Interior already, on 2" in " ".join(
        again.out.split()
    )
    told = wian_on_server("propagate", path, "--clock", "live", "--json").json
    assert list(told) == KEYS
    assert [told[key] for key in KEYS[2:8]] == [116, 1, 1, 0, 0, 0]
    with open_ledger(f"sqlite:///{home}/wian.db") as ledger:
        assert verify(ledger).ok


def test_live_a_slip_sends_no_second_letter(wian_on_server, living, home):
    """Two words changed: it names what is live, and goes on only where that is said."""
    path = living.directive(id="drill-slip")
    first = wian_on_server("propagate", path, "--clock", "live", "--json").json["propagation"]
    living.directive(id="drill-slip", subject="การซักซ้อมแผนเผชิญเหตุอุทกภัยและดินถล่ม")
    ran = wian_on_server("propagate", path, "--clock", "live")
    assert (ran.code, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 1
    assert first in ran.err
    assert "--again" in ran.err
    assert (
        wian_on_server("status", "--list", "--json").json["propagations"][0]["propagation"] == first
    )
    ran = wian_on_server("propagate", path, "--clock", "live", "--again", "--json")
    assert (ran.code, ran.json["letters"]) == (0, 1)
    assert ran.json["propagation"] != first


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--clock", "live", "--seed", "3"), "--seed draws simulated delays"),
        (("--clock", "live", "--seed", "1"), "leave --seed out"),
        (("--again",), "it goes with --clock live only"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(wian, home, living, options, words):
    """Whoever gives one expects something of it: a seed must not seem to begin another."""
    ran = wian("propagate", living.directive(), *options)
    assert (ran.code, ran.out) == (2, "")
    assert words in " ".join(ran.err.split())
    assert not (home / "wian.db").exists()


def test_what_was_observed_cannot_happen_again(wian_on_server, propagating):
    """A directive of the past is rehearsed, not sent."""
    ran = wian_on_server("propagate", propagating.directive, "--clock", "live")
    assert (ran.code, ran.out) == (1, "")
    assert "--clock virtual" in ran.err


def test_a_named_server_that_is_down_is_one_sentence(wian, home, monkeypatch, propagating):
    """It is not silently replaced by another one."""
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    ran = wian("propagate", propagating.directive, "--json")
    assert (ran.code, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 1
    assert "http://127.0.0.1:9/api does not answer" in ran.err


_FOR_MACHINES = ("PREFECT_", "CI", "GITHUB_", "GITLAB_", "DO_NOT_TRACK")
"""With one of them Prefect believes that nobody looks."""


def _on_a_terminal(program: list[str], **variables: str) -> str:
    """Run a program that ends well on a terminal of its own, where a person sits; what it said."""
    ours, theirs = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_FOR_MACHINES)}
    environment = {**kept, "TERM": "xterm", **variables}
    with subprocess.Popen(
        program, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    ) as ran:
        os.close(theirs)
        said = b""
        with contextlib.suppress(OSError):  # the terminal is gone when its last user is
            while read := os.read(ours, 1 << 16):
                said += read
    os.close(ours)
    assert ran.returncode == 0, said
    return said.decode()


def test_two_at_once_on_one_home_both_arrive(  # noqa: PLR0913, PLR0917 - fixtures
    process, prefect_api, used_home, propagating, tmp_path, monkeypatch
):
    """Two operators start at the same second, one with a Prefect server: both write one ledger.

    When they have ended, whoever copies ``wian.db``, and nothing beside it, has everything. At
    his terminal nobody reads of usage data: Prefect's client would ask its maker's server, and
    print a notice into the progress bar.
    """
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    one = process("propagate", propagating.directive, "--seed", "1", "--json")
    other = [sys.executable, "-m", "wian.cli.main", "propagate", str(propagating.directive)]
    named = {"PREFECT_API_URL": prefect_api.url, "PREFECT_HOME": str(used_home / "prefect")}
    said = _on_a_terminal([*other, "--seed", "2"], **named)
    assert "116" in said
    assert "usage" not in said
    assert "TRACK" not in said
    ended = one.communicate(timeout=600)
    assert (one.returncode, ended[1]) == (0, ""), ended
    assert [path.name for path in tmp_path.iterdir()] == [used_home.name]
    copy = shutil.copy(used_home / "wian.db", tmp_path / "copy.db")
    with open_ledger(f"sqlite:///{copy}") as ledger:
        found = verify(ledger)
        assert found.ok
        assert (found.checked["propagations"], found.checked["hops"]) == (2, 230)


def test_several_workers_want_a_server_that_lets_them_write(
    wian, home, monkeypatch, propagating, postgres_ledger_url
):
    """On a file, of a live directive, and without Prefect nobody could help; nothing is begun."""
    plan = ("propagate", propagating.directive, "--workers", "3")
    refused = wian(*plan)
    assert (refused.code, refused.out, home.exists()) == (1, "", False)
    assert "which one process at a time writes to; keep the ledger in PostgreSQL" in refused.err
    monkeypatch.setenv("WIAN_DATABASE_URL", postgres_ledger_url)
    refused = wian(*plan)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith("--workers 3 asks a Prefect server for helpers")


@pytest.mark.parametrize(
    "option", [("--workers", "0"), ("--clock", "sundial"), ("--seed", "-1"), ("--seed", "x")]
)
def test_wrong_usage_is_2(wian, propagating, option):
    """An option that makes no sense is the caller's slip, not the directive's fault."""
    ran = wian("propagate", propagating.directive, *option)
    assert (ran.code, ran.out) == (2, "")
    assert option[0] in ran.err


def test_started_as_a_module_it_prints_commands_that_run(wian_on_server, propagating):
    """``python -m wian`` has no program on the path to name."""

    def start() -> None:
        runpy.run_module("wian", run_name="__main__", alter_sys=True)  # as python -m does

    ran = wian_on_server("propagate", propagating.directive, start=start)
    assert ran.code == 0, ran.err
    assert f"{Path(sys.executable).name} -m wian verify" in ran.out
    assert "__main__" not in ran.out
