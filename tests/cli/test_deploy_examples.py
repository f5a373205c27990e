"""examples/deploy: units and a compose file that name only what there is."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
import yaml

from flows.server.prefect_server import TUNING
from wian.cli.app import app
from wian.desk.app.settings import DeskSettings
from wian.kit.settings import Settings
from wian.ledger.database import open_ledger
from wian.notices.alert_settings import AlertSettings
from wian.notices.mail_settings import MailSettings

DEPLOY = Path(__file__).resolve().parents[2] / "examples" / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
COMMANDS = set(app.commands)


@pytest.fixture(scope="module")
def services() -> dict:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]


@pytest.fixture(scope="module")
def variables() -> dict[str, str]:
    """The variables of wian.env, those that are commented out included."""
    text = (DEPLOY / "wian.env").read_text()
    return dict(re.findall(r"^#?([A-Z_]+)=(.*)$", text, re.MULTILINE))


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_starts_a_command_that_there_is_with_the_file_of_variables(unit):
    """Whoever copies it to /etc changes names and secrets, nothing else."""
    text = unit.read_text()
    assert "EnvironmentFile=/etc/wian.env" in text
    assert "User=wian" in text
    command = re.search(r"^ExecStart=/opt/wian/\.venv/bin/(.*)$", text, re.MULTILINE)[1].split()
    assert command[0] in {"wian", "prefect", "python"}
    if command[0] == "wian":
        assert command[1] in COMMANDS


def test_systemd_finds_no_fault_in_the_units(tmp_path):
    """Its own check, with the programs where this machine has one."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze")
    for unit in [*UNITS, *DEPLOY.glob("systemd/*.timer")]:
        text = re.sub(r"/opt/wian/\.venv/bin/\S+", sys.executable, unit.read_text())
        text = text.replace("WorkingDirectory=/opt/wian", "").replace("User=wian", "")
        (tmp_path / unit.name).write_text(text)
    names = [path for path in tmp_path.iterdir() if "@" not in path.name]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *names],
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if str(tmp_path) in line or "wian" in line]
    assert said == []


def test_units_wait_for_prefects_tables_and_may_open_enough_files():
    """At the first start they no longer race; a thousand browsers are no fault."""
    text = {unit.name: unit.read_text() for unit in UNITS}
    for name in ("prefect-api@.service", "prefect-services.service"):
        assert "After=network-online.target prefect-database.service" in text[name]
    for name in ("prefect-api@.service", "wian-desk.service", "wian-dispatcher.service"):
        assert re.search(r"^LimitNOFILE=\d{4,}$", text[name], re.MULTILINE)
    assert "LISTEN" in text["prefect-api@.service"]
    assert "WIAN_DESK_HOST" in text["wian-desk.service"]
    assert (DEPLOY / "systemd" / "wian-sweep.timer").exists()


def test_the_compose_file_has_every_piece_and_waits_for_what_it_needs(services):
    """The same pieces as the table of the guide."""
    pieces = {"postgres", "redis", "prefect-database", "prefect-services", "prefect-api"}
    pieces |= {"register", "worker", "dispatcher", "sweep", "desk", "proxy"}
    assert pieces <= set(services)
    for name, service in services.items():
        assert set(service.get("depends_on", ())) <= set(services), name
        found = re.match(r"wian (\S+)", str(service.get("command", "")))
        assert not found or found[1] in COMMANDS
        assert "max-size" in service["logging"]["options"]
    done = {"condition": "service_completed_successfully"}
    for name in ("prefect-api", "prefect-services"):
        assert services[name]["depends_on"]["prefect-database"] == done
    assert "ports" not in services["prefect-api"]
    assert "ports" not in services["desk"]
    assert "/health" in services["desk"]["healthcheck"]["test"][-1]
    assert services["proxy"]["depends_on"]["desk"] == {"condition": "service_healthy"}


def test_compose_itself_finds_no_fault(tmp_path):
    """Its own check, with the programs where this machine has one; no engine is needed."""
    compose = shutil.which("docker-compose")
    if compose is None:
        pytest.skip("no docker-compose (Debian's package docker-compose)")
    text = (DEPLOY / "compose.yaml").read_text()
    # Debian's compose is of before projects could be named in the file.
    (tmp_path / "compose.yaml").write_text(re.sub(r"^name:.*$", "", text, flags=re.MULTILINE))
    command = [compose, "--project-name", "wian", "-f", tmp_path / "compose.yaml", "config"]
    filled = re.sub(
        r"^#?(\w*(?:PASSWORD|SECRET|AUTH_STRING))=$",
        r"\1=filled",
        (DEPLOY / "compose.env").read_text(),
        flags=re.MULTILINE,
    )
    (tmp_path / ".env").write_text(filled)
    read = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert read.returncode == 0, read.stderr
    made = yaml.safe_load(read.stdout)
    assert set(made["services"]) == set(yaml.safe_load(text)["services"])
    assert "filled" in made["services"]["desk"]["environment"].values()


@pytest.mark.parametrize("tls", ["", "tls internal"])
def test_caddy_finds_no_fault_in_its_file(tmp_path, tls):
    """Its own check, with a public certificate authority and without."""
    caddy = shutil.which("caddy")
    if caddy is None:
        pytest.skip("no caddy (Debian's package caddy)")
    command = [caddy, "validate", "--config", DEPLOY / "Caddyfile", "--adapter", "caddyfile"]
    environment = {"HOME": str(tmp_path), "TLS": tls}
    read = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert read.returncode == 0, read.stderr


def test_each_container_gets_the_secrets_that_it_needs_and_no_others(services):
    """Whoever breaks into one holds no key to the rest."""
    secrets = ("POSTGRES", "WIAN", "PREFECT")
    secrets = {f"{each}_PASSWORD" for each in secrets}
    secrets |= {"REDIS_PASSWORD", "PREFECT_AUTH_STRING", "WIAN_DESK_SECRET", "WIAN_MAIL_PASSWORD"}
    needed = {
        "postgres": {"POSTGRES_PASSWORD", "WIAN_PASSWORD", "PREFECT_PASSWORD"},
        "redis": {"REDIS_PASSWORD"},
        "register": {"PREFECT_AUTH_STRING"},
        "gateway": set(),
        "proxy": set(),
    }
    server = {"PREFECT_PASSWORD", "REDIS_PASSWORD", "PREFECT_AUTH_STRING"}
    needed |= dict.fromkeys(("prefect-database", "prefect-services", "prefect-api"), server)
    client = {"WIAN_PASSWORD", "PREFECT_AUTH_STRING"}
    needed |= dict.fromkeys(("worker", "sweep"), client)
    needed["dispatcher"] = client | {"WIAN_DESK_SECRET", "WIAN_MAIL_PASSWORD"}  # it sends e-mail
    needed["desk"] = client | {"WIAN_DESK_SECRET", "REDIS_PASSWORD"}
    for name, service in services.items():
        assert "env_file" not in service, name
        given = set(re.findall(r"\$\{(\w+)", str(service.get("environment", ""))))
        assert given & secrets == needed[name], name


def test_every_variable_of_the_compose_file_is_in_its_example():
    """And no secret has a value there."""
    text = (DEPLOY / "compose.env").read_text()
    there = dict(re.findall(r"^#?([A-Z_]+)=(.*)$", text, re.MULTILINE))
    asked = set(re.findall(r"(?<!\$)\$\{(\w+)", (DEPLOY / "compose.yaml").read_text()))
    assert set(there) == asked
    assert not any(
        value for name, value in there.items() if re.search("PASSWORD|SECRET|AUTH", name)
    )


def test_the_desk_believes_the_proxy_alone(services):
    """An address that nothing else has."""
    address = services["proxy"]["networks"]["front"]["ipv4_address"]
    assert services["desk"]["environment"]["WIAN_DESK_TRUSTED_PROXIES"] == address


def test_what_is_mounted_or_named_is_there(services):
    """Files beside the compose file, and volumes at its end."""
    made = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["volumes"]
    for service in services.values():
        for each in service.get("volumes", ()):
            source = each.partition(":")[0]
            assert (DEPLOY / source).exists() if source.startswith(".") else source in made


def test_secrets_stay_out_of_the_repository_and_of_the_image():
    """The file that the guide has you write is ignored by both."""
    root = DEPLOY.parents[1]
    assert ".env" in (root / ".gitignore").read_text().splitlines()
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    assert {"**/.env", ".git"} <= set(ignored)


def test_the_databases_belong_to_two_users_who_cannot_read_each_other(postgres_server, tmp_path):
    """Neither is a superuser; the ledger can be made, and Prefect's extensions too."""
    if shutil.which("psql") is None:
        pytest.skip("no psql")
    command = ["psql", "-v", "ON_ERROR_STOP=1", "-d", postgres_server]
    passwords = ["-v", "wian_password=one'1", "-v", "prefect_password=two"]
    text = (DEPLOY / "databases.sql").read_text()
    copy = tmp_path / "databases.sql"  # with other names: the tests' own server has its users
    copy.write_text(re.sub(r"\b(wian|prefect)\b", r"\1_tried", text))
    script = [*command, *passwords, "-q", "-f", copy]
    subprocess.run(script, check=True, capture_output=True)
    try:
        _look_at_the_databases(postgres_server)
    finally:
        for each in ("DATABASE wian", "DATABASE prefect", "ROLE wian", "ROLE prefect"):
            subprocess.run([*command, "-q", "-c", f"DROP {each}_tried"], check=True)


def _look_at_the_databases(server: str) -> None:
    parts = urlsplit(server)
    host = parts.netloc.rpartition("@")[2]

    def url(user: str, database: str) -> str:
        word = {"wian": "one%271", "prefect": "two"}[user]
        return urlunsplit(
            parts._replace(netloc=f"{user}_tried:{word}@{host}", path=f"/{database}_tried")
        )

    open_ledger(url("wian", "wian")).close()
    with psycopg.connect(url("prefect", "prefect")) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        roles = (
            "SELECT count(*) FROM pg_roles WHERE rolsuper AND rolname LIKE '%!_tried' ESCAPE '!'"
        )
        assert connection.execute(roles).fetchone() == (0,)
    for user, other in (("wian", "prefect"), ("prefect", "wian")):
        with pytest.raises(psycopg.OperationalError, match="permission denied"):
            psycopg.connect(url(user, other))


def test_the_variables_are_those_that_are_read(variables):
    """No misspelt one, which would be ignored without a word; the two auth strings agree."""
    fields = {f"WIAN_DESK_{name.upper()}" for name in DeskSettings.model_fields}
    fields |= {f"WIAN_MAIL_{name.upper()}" for name in MailSettings.model_fields}
    fields |= {f"WIAN_{name.upper()}" for name in Settings.model_fields}
    fields |= {"WIAN_NOTIFY_URL", "WIAN_NOTIFY_BLOCK"}
    fields |= {f"WIAN_ALERT_{name.upper()}" for name in AlertSettings.model_fields}
    assert {name for name in variables if name.startswith("WIAN_")} <= fields
    quick = {name: value for name, value in TUNING.items() if "SERVICES" in name}
    assert quick.items() <= variables.items()
    assert variables["PREFECT_API_AUTH_STRING"] == variables["PREFECT_SERVER_API_AUTH_STRING"]
