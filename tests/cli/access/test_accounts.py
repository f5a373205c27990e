"""``wian accounts``: who may sign in at the desk of an office."""

from __future__ import annotations

import csv
import stat
from pathlib import Path

import pytest

from wian.desk.app.passwords import is_password
from wian.ledger.access.accounts import find_account, list_accounts
from wian.ledger.access.permissions import Role
from wian.ledger.database import open_ledger
from wian.ledger.write.propagations import list_propagations

POST = "งานสารบรรณ"


@pytest.fixture
def ledger(ready_home: Path):
    with open_ledger(f"sqlite:///{ready_home / 'wian.db'}") as opened:
        yield opened


@pytest.fixture
def rows(tmp_path: Path):
    """Write a list of accounts."""

    def write(*lines: str, header: str = "office,post,roles,group") -> Path:
        path = tmp_path / "accounts.csv"
        path.write_text("\n".join((header, *lines)), encoding="utf-8")
        return path

    return write


def _passwords(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_one_account_is_added_with_a_password_shown_once(wian, ledger):
    """The password fits, must be changed, and is not in the list."""
    ran = wian("accounts", "add", "north", "--post", POST, "--role", "officer", "--role", "clerk")
    assert (ran.code, ran.err) == (0, "")
    account = find_account(ledger, "north", POST)
    password = ran.out.split("shown only now: ")[1].split()[0]
    assert is_password(account.password_hash, password)
    assert account.must_change
    assert account.roles == (Role.CLERK, Role.OFFICER)
    listed = wian("accounts", "list")
    assert POST in listed.out
    assert password not in listed.out


def test_json_is_one_object_with_the_password(wian, ledger):
    """For a program that hands it on."""
    options = ("--post", POST, "--role", "clerk", "--group", "ฝ่ายอำนวยการ", "--json")
    told = wian("accounts", "add", "north", *options).json
    password = told.pop("password")
    assert told == {
        "office": "north",
        "post": POST,
        "roles": ["clerk"],
        "group": "ฝ่ายอำนวยการ",
        "disabled": False,
        "must_change": True,
    }
    assert is_password(find_account(ledger, "north", POST).password_hash, password)
    assert wian("accounts", "list", "--json").json == {"accounts": [told]}
    assert wian("accounts", "list", "--office", "south", "--json").json == {"accounts": []}


def test_the_same_post_again_is_refused_and_keeps_its_password(wian, ledger):
    """Adding is not resetting."""
    wian("accounts", "add", "north", "--post", POST, "--role", "clerk")
    before = find_account(ledger, "north", POST)
    ran = wian("accounts", "add", "north", "--post", POST, "--role", "observer")
    assert (ran.code, ran.out) == (1, "")
    assert "There is an account already: north งานสารบรรณ." in ran.err
    assert find_account(ledger, "north", POST) == before


@pytest.mark.parametrize(
    ("office", "post", "said"),
    [
        ("The North", POST, "office 'The North' has a form that is not allowed"),
        ("north", "", "post is empty"),
        ("north", "a\nb", "post holds a line break"),
        ("north", "<b>x</b>", "post holds markup"),
        ("north", "x" * 301, "is longer than 300 characters"),
        ("-", "", "The account has 2 faults"),
    ],
)
def test_what_is_no_office_or_post_is_refused(wian, ledger, office, post, said):
    """All of it at once."""
    ran = wian("accounts", "add", "--post", post, "--role", "clerk", "--", office)
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
    assert list_accounts(ledger) == []


@pytest.mark.parametrize("options", [(), ("--role", "king")])
def test_a_role_is_needed_and_must_be_one(wian, options):
    """Wrong usage, with the roles there are."""
    ran = wian("accounts", "add", "north", "--post", POST, *options)
    assert (ran.code, ran.out) == (2, "")
    assert "observer" in ran.err


def test_an_account_is_disabled_enabled_reset_and_given_roles(wian, ledger):
    """Each begins a new epoch, so that its sessions end."""
    who = ("north", "--post", POST)
    wian("accounts", "add", *who, "--role", "clerk")
    old = find_account(ledger, "north", POST)
    assert "disabled" in wian("accounts", "disable", *who).out
    assert find_account(ledger, "north", POST).disabled
    assert not wian("accounts", "enable", *who, "--json").json["disabled"]
    told = wian("accounts", "reset", *who, "--json").json
    account = find_account(ledger, "north", POST)
    assert is_password(account.password_hash, told["password"])
    assert account.password_hash != old.password_hash
    told = wian("accounts", "roles", *who, "--role", "observer", "--group", "g", "--json").json
    assert (told["roles"], told["group"]) == (["observer"], "g")
    assert find_account(ledger, "north", POST).epoch == 4


@pytest.mark.parametrize("command", ["disable", "enable", "reset"])
def test_an_account_that_is_not_there_is_a_sentence(wian, command):
    """With the posts that the office has."""
    wian("accounts", "add", "north", "--post", POST, "--role", "clerk")
    ran = wian("accounts", command, "north", "--post", "นายก")
    assert (ran.code, ran.out) == (1, "")
    assert f"no account for the post 'นายก'; it has {POST}." in ran.err


def test_a_list_is_imported_with_a_file_of_passwords_for_its_owner(wian, ledger, rows, tmp_path):
    """Several roles in a cell, a post that a spreadsheet would take for a formula."""
    path = rows("north,งานสารบรรณ,clerk officer,", "south,=post,officer|observer,ฝ่าย")
    ran = wian("accounts", "import", path, "--json")
    kept = tmp_path / "accounts.passwords.csv"
    assert ran.json == {"accounts": 2, "passwords": str(kept)}
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    north, south = _passwords(kept)
    assert (south["post"], south["roles"], south["group"]) == ("'=post", "officer observer", "ฝ่าย")
    account = find_account(ledger, "north", POST)
    assert account.must_change
    assert is_password(account.password_hash, north["password"])
    assert is_password(find_account(ledger, "south", "=post").password_hash, south["password"])
    assert sorted(each.name for each in tmp_path.glob("*acc*")) == [
        "accounts.csv",
        "accounts.passwords.csv",
    ]


def test_one_imported_account_is_told_of_as_one(wian, rows):
    """A list of a single line is what most try first."""
    ran = wian("accounts", "import", rows("north,งานสารบรรณ,clerk,"))
    assert "1 account added. Its one-time password is in" in ran.out
    assert "hand it to the office" in ran.out


def test_roles_that_are_separated_otherwise_are_told_how(wian, rows):
    """A semicolon is what a spreadsheet's user writes."""
    ran = wian("accounts", "import", rows("north,p,clerk;officer,"))
    assert "'clerk;officer' is no role; use" in ran.err
    assert "with a space between several" in ran.err
    assert "roles.0" not in ran.err


def test_all_faults_of_a_list_are_reported_and_nothing_is_kept(wian, ledger, rows, tmp_path):
    """Each with its line; no account, no file of passwords."""
    wian("accounts", "add", "known", "--post", "p", "--role", "clerk")
    path = rows(
        "North,p,clerk,",
        "north,,clerk,",
        "north,p,king,",
        "north,p,,",
        "known,p,clerk,",
        "north,p,clerk,",
        "north,p,observer,",
        "north,p,clerk,g,more",
        "north,{{p}},clerk,",
    )
    ran = wian("accounts", "import", path)
    assert (ran.code, ran.out) == (1, "")
    lines = ran.err.splitlines()
    assert "accounts.csv has 8 faults:" in lines[0]
    for line, (number, said) in zip(
        lines[1:],
        [
            (2, "office 'North' has a form"),
            (3, "post is empty"),
            (
                4,
                "'king' is no role; use clerk, officer, observer, administrator, manager, with a",
            ),
            (5, "has no role; give clerk, officer, observer, administrator, manager"),
            (6, "known has an account for the post 'p' already; remove the line"),
            (8, "repeats the post 'p' of north, line 7"),
            (9, "has 5 cells where the header has 4 columns"),
            (10, "post holds template syntax"),
        ],
        strict=True,
    ):
        assert f"accounts.csv line {number}: " in line
        assert said in line
    assert [each.office for each in list_accounts(ledger)] == ["known"]
    assert not (tmp_path / "accounts.passwords.csv").exists()


@pytest.mark.parametrize(
    ("header", "lines", "said"),
    [
        ("office,post", ("north,p",), "the column roles is missing"),
        ("office;post;roles", ("north;p;clerk",), "is separated by ';'"),
        ("office,post,roles,password", ("n,p,clerk,x",), "the column 'password' is not known"),
        ("office,post,roles", (), "has no rows; write a line for each account"),
    ],
)
def test_a_file_that_is_no_list_is_refused(wian, rows, header, lines, said):
    """By its header already."""
    ran = wian("accounts", "import", rows(*lines, header=header))
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err


def test_passwords_that_were_handed_out_before_are_not_overwritten(wian, ledger, rows, tmp_path):
    """Refused before any work; another name is accepted."""
    path = rows("north,p,clerk,")
    out = tmp_path / "out.csv"
    out.write_text("dear")
    ran = wian("accounts", "import", path, "--out", out)
    assert (ran.code, ran.out) == (1, "")
    assert "exists, and may hold passwords that stand nowhere else" in ran.err
    assert out.read_text() == "dear"
    ran = wian("accounts", "import", path, "--out", tmp_path / "nowhere" / "out.csv")
    assert "no account was added; name another file with --out" in ran.err
    assert list_accounts(ledger) == []
    assert wian("accounts", "import", path, "--out", tmp_path / "other.csv").code == 0


@pytest.fixture
def live(living, ledger):
    """An installation in which the drill goes down to one local body only."""
    plan = living.plan(limit_to=(living.leaf,))
    living.begin(ledger, plan)
    return plan


def test_a_whole_administration_is_seeded(wian, ledger, live, tmp_path):
    """Every office of the route gets its first desk as a post, unless it has an account."""
    wian("accounts", "add", "moi", "--post", "ผู้ดูแล", "--role", "observer")
    out = tmp_path / "passwords.csv"
    told = wian("accounts", "seed", "--out", out, "--json").json
    offices = {live.route.origin, *(hop.recipient for hop in live.route.hops)}
    assert told == {
        "propagation": live.id,
        "accounts": len(offices) - 1,
        "passwords": str(out),
    }
    made = _passwords(out)
    assert {each["office"] for each in made} == offices - {"moi"}
    first = next(each for each in made if each["office"] == "phitsanulok")
    assert first["post"] == live.hierarchy.office("phitsanulok").desks[0]
    account = find_account(ledger, "phitsanulok", first["post"])
    assert account.roles == (Role.CLERK, Role.OFFICER)
    assert is_password(account.password_hash, first["password"])
    again = wian("accounts", "seed", live.id, "--out", tmp_path / "more.csv")
    assert (again.code, again.out) == (0, "Every office on the route has an account already.\n")
    assert not (tmp_path / "more.csv").exists()


@pytest.mark.usefixtures("live")
def test_only_a_live_propagation_is_seeded(wian, ledger, gecc_plan, propagating, tmp_path):
    """A rehearsal needs no passwords; an unknown one is named as such."""
    propagating.send(ledger, gecc_plan)
    out = ("--out", tmp_path / "p.csv")
    assert f"{gecc_plan.id} is not live" in wian("accounts", "seed", gecc_plan.id, *out).err
    ran = wian("accounts", "seed", "nothing", *out)
    assert f"{list_propagations(ledger)[0].id}" in ran.err
    assert list_accounts(ledger) == []


def test_without_a_live_propagation_there_is_nothing_to_seed(wian, ledger):
    """The sentence says what begins one."""
    ran = wian("accounts", "seed")
    assert (ran.code, ran.out) == (1, "")
    assert "wian propagate DIRECTIVE --clock live" in ran.err


def test_an_office_on_no_live_route_is_added_with_a_note(wian, ledger, live, rows):
    """It may be for the next directive, or a slip."""
    ran = wian("accounts", "add", "phitsanulokk", "--post", POST, "--role", "clerk")
    assert ran.code == 0
    assert "One-time password" in ran.out
    assert ran.err.startswith("Added. Note: no live propagation reaches phitsanulokk yet;")
    ran = wian("accounts", "add", "phitsanulok", "--post", POST, "--role", "clerk")
    assert (ran.code, ran.err) == (0, "")
    ran = wian("accounts", "import", rows("dla,p,clerk,", "x1,p,clerk,", "x2,p,clerk,"))
    assert "Added. Note: no live propagation reaches x1, x2 yet;" in ran.err
