"""``wian doctor`` over installations that are whole, empty, or broken in one way."""

from __future__ import annotations

import shutil
import sqlite3
import time
from contextlib import closing

import pytest

from wian.cli.doctor.doctor import CHECKS


def test_an_installation_that_is_whole_has_no_fault(doctor, lived):
    """Every check is there, in order; each that is not ok says how to mend it."""
    seen = doctor()
    assert (seen.code, seen.value["ok"], seen.value["faults"]) == (0, True, 0)
    assert list(dict.fromkeys(each["check"] for each in seen.value["checks"])) == list(CHECKS)
    assert {each["check"] for each in seen.value["checks"] if each["state"] != "ok"} == {
        "backup",
        "checkpoint",
    }
    for each in seen.value["checks"]:
        assert bool(each["remedy"]) == (each["state"] != "ok"), each


def test_nothing_is_made_and_a_person_can_read_it(wian, doctor, home):
    """Where there is no ledger it says so; the home is not made."""
    seen = doctor()
    assert (seen.code, seen.state("ledger")) == (0, "attention")
    told = wian("doctor")
    assert told.code == 0
    assert "is not there yet. wian propagate," in " ".join(told.out.split())
    assert told.out.rstrip().endswith("0 faults, 1 thing to attend to.")
    assert any("with --prefect it starts a server" in what for _, what in seen.of("prefect-api"))
    assert not home.exists()


def test_a_ledger_is_not_touched(doctor, lived):
    """Not a byte of it, and nothing beside it."""
    before = {each.name: each.read_bytes() for each in lived.iterdir()}
    doctor()
    assert {each.name: each.read_bytes() for each in lived.iterdir()} == before


@pytest.mark.parametrize(
    ("name", "mode", "state"),
    [
        ("desk.key", 0o644, "fault"),
        ("checkpoint.key", 0o640, "fault"),
        ("wian.db", 0o644, "fault"),
        (".", 0o755, "attention"),
        (".", 0o777, "fault"),
    ],
)
def test_what_others_may_read(doctor, lived, name, mode, state):
    """Keys, letters, and the folder that holds them."""
    path = lived / name
    if not path.exists():
        path.write_text("xK7-9vQ2mB4nL8pR5tW1yZ3cD6fG0hJ_aS7dF2gH")
    path.chmod(mode)
    seen = doctor()
    assert (seen.state("permissions"), seen.code) == (state, int(state == "fault"))


def test_the_variables_of_services_that_others_may_read(doctor, lived, tmp_path, monkeypatch):
    """They hold every password."""
    variables = tmp_path / "wian.env"
    variables.write_text("WIAN_DATABASE_URL=postgresql://wian:x@db/wian")
    variables.chmod(0o644)
    monkeypatch.setenv("WIAN_DOCTOR_ENV_FILE", str(variables))
    assert doctor().state("permissions") == "fault"
    variables.chmod(0o600)
    assert doctor().state("permissions") == "ok"


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"WIAN_DESK_SECRET": "change-me-change-me-change-me-change-me"}, ("desk-secret", "fault")),
        ({"WIAN_DESK_SECRET": "short"}, ("settings", "fault")),
        ({"PREFECT_API_AUTH_STRING": "wian:change-me-too"}, ("passwords", "fault")),
        ({"PREFECT_API_AUTH_STRING": "wian:short"}, ("passwords", "attention")),
        (
            {
                "PREFECT_API_AUTH_STRING": "wian:J8fK2mQ9vL4xN7pB",
                "PREFECT_SERVER_API_AUTH_STRING": "wian:R5tW1yZ3cD6fG0hJ",
            },
            ("passwords", "fault"),
        ),
        (
            {"PREFECT_SERVER_DATABASE_CONNECTION_URL": "postgresql+asyncpg://p:change-me@db/p"},
            ("passwords", "fault"),
        ),
        ({"WIAN_DESK_BASE_URL": "http://desk.example.org"}, ("proxy", "attention")),
        ({"WIAN_DESK_BASE_URL": "https://desk.example.org"}, ("proxy", "attention")),
        ({"WIAN_DESK_TRUSTED_PROXIES": "0.0.0.0/0"}, ("proxy", "fault")),
        ({"WIAN_DESK_TRUSTED_PROXIES": "10.0.0.0/8"}, ("proxy", "attention")),
        (
            {
                "WIAN_DESK_BASE_URL": "https://desk.example.org",
                "WIAN_DESK_TRUSTED_PROXIES": "127.0.0.1",
            },
            ("proxy", "ok"),
        ),
        ({"WIAN_DESK_PORT": "x"}, ("settings", "fault")),
        ({"WIAN_DOCTOR_FREE_MB": "1000000000"}, ("disk", "fault")),
        ({"WIAN_DESK_LIMIT_STORAGE": "redis://127.0.0.1:9/0"}, ("redis", "attention")),
        ({"PREFECT_API_URL": "http://127.0.0.1:9/api"}, ("prefect-api", "fault")),
        ({"WIAN_MAIL_HOST": "smtp.example.org"}, ("settings", "fault")),
        (
            {
                "WIAN_MAIL_HOST": "127.0.0.1",
                "WIAN_MAIL_PORT": "9",
                "WIAN_MAIL_SENDER": "wian@ministry.example",
                "WIAN_DESK_BASE_URL": "https://desk.ministry.example",
            },
            ("mail", "fault"),
        ),
    ],
)  # fmt: skip
def test_a_setting_that_is_wrong(doctor, lived, monkeypatch, variables, expected):
    """Each is named; a fault makes the exit status 1, and no secret is repeated."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    seen, (check, state) = doctor(), expected
    assert seen.state(check) == state, seen.of(check)
    assert seen.code == int(seen.value["faults"] > 0)
    assert "change-me" not in " ".join(what for _, what in seen.of(check))


def test_a_ledger_of_another_version(doctor, lived):
    """An older one asks for care, a newer one is a fault."""
    for version, state in (("0001", "attention"), ("9999", "fault")):
        with closing(sqlite3.connect(lived / "wian.db")) as ledger:
            ledger.execute("UPDATE ledger_version SET version_num = ?", (version,))
            ledger.commit()
        assert doctor().state("schema") == state


def test_what_is_no_ledger(doctor, lived):
    """A file that was overwritten."""
    (lived / "wian.db").write_bytes(b"no database" * 500)
    seen = doctor()
    assert (seen.code, seen.state("ledger")) == (1, "fault")


def test_backups(wian, doctor, lived, tmp_path, monkeypatch):
    """None yet, one that opens, an old one, and one that was cut short."""
    folder = tmp_path / "backups"
    folder.mkdir()
    monkeypatch.setenv("WIAN_DOCTOR_BACKUPS", str(folder))
    assert doctor().state("backup") == "fault"
    assert wian("backup", folder / "monday.db").code == 0
    ((state, what),) = doctor().of("backup")
    assert (state, "opens, and is 0 hours old" in what) == ("ok", True)
    assert sorted(each.name for each in folder.iterdir()) == ["monday.db"]
    monkeypatch.setenv("WIAN_DOCTOR_BACKUP_HOURS", "0.000001")
    assert doctor().state("backup") == "attention"
    whole = (folder / "monday.db").read_bytes()
    (folder / "tuesday.db").write_bytes(whole[: len(whole) // 3])
    assert doctor().state("backup") == "fault"
    (folder / "tuesday.db").write_bytes(b"PGDMP and no more")
    if shutil.which("pg_restore"):
        assert doctor().state("backup") == "fault"


def test_a_checkpoint_that_somebody_else_holds(wian, doctor, lived, tmp_path, monkeypatch):
    """In a folder elsewhere, of late or long ago; and the sweep that makes them."""
    assert len(doctor().of("checkpoint")) == 2  # nobody holds one, and no sweep made one
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setenv("WIAN_DOCTOR_CHECKPOINTS", str(elsewhere))
    assert wian("checkpoint", "--out", elsewhere / "today.txt").code == 0
    ((state, what),) = doctor().of("checkpoint")
    assert (state, what) == ("ok", "The last checkpoint that is held elsewhere is 0 hours old.")
    monkeypatch.setenv("WIAN_DOCTOR_CHECKPOINT_DAYS", "0.0000001")
    assert doctor().state("checkpoint") == "attention"


def test_a_webhook_that_takes_checkpoints_holds_them(wian, doctor, lived, monkeypatch):
    """One that has accepted none yet does not count."""
    monkeypatch.setenv("WIAN_WEBHOOK_ALLOW_PRIVATE", "1")
    added = wian(
        "webhooks", "add", "opm", "http://127.0.0.1:9/", "--event", "wian.ledger.checkpoint"
    )
    assert added.code == 0, added.err
    assert wian("checkpoint").code == 0
    ((state, what),) = doctor().of("checkpoint")
    assert (state, "has accepted none yet" in what) == ("attention", True)
    with closing(sqlite3.connect(lived / "wian.db")) as ledger:
        taken = "UPDATE message SET state = 'delivered', due_second = ?"
        ledger.execute(taken, (int(time.time()),))
        ledger.commit()
    ((state, _),) = doctor().of("checkpoint")
    assert state == "ok"


def test_a_ledger_on_a_server(doctor, home, postgres_ledger_url, monkeypatch):
    """It is read there; Prefect's file beside it will not do; one that is down is a fault."""
    monkeypatch.setenv("WIAN_DATABASE_URL", postgres_ledger_url)
    seen = doctor()
    assert [seen.state(each) for each in ("ledger", "schema", "clocks")] == ["ok"] * 3
    assert seen.state("prefect-database") == "attention"
    monkeypatch.setenv("WIAN_DATABASE_URL", "postgresql://wian:J8fK2mQ9vL4xN7pB@127.0.0.1:9/wian")
    seen = doctor()
    assert (seen.code, seen.state("ledger")) == (1, "fault")
    assert {seen.state(each) for each in ("schema", "checkpoint", "clocks")} == {"attention"}
    assert "J8fK2mQ9vL4xN7pB" not in str(seen.value)


def test_a_mail_server_that_takes_mail(doctor, lived, postbox):
    """It is asked, and nothing is sent."""
    assert doctor().state("mail") == "ok"
    assert postbox.got == []
