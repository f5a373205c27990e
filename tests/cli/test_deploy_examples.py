"""examples/deploy: units and a compose file that name only what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from flows.server.prefect_server import TUNING
from wian.cli.app import app
from wian.desk.app.settings import DeskSettings
from wian.kit.settings import Settings

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


def test_the_compose_file_has_every_piece_and_waits_for_what_it_needs(services):
    """The same pieces as the table of the guide."""
    pieces = {"postgres", "redis", "prefect-services", "prefect-api", "register"}
    assert pieces | {"worker", "dispatcher", "desk", "proxy"} <= set(services)
    for name, service in services.items():
        assert set(service.get("depends_on", ())) <= set(services), name
        found = re.match(r"wian (\S+)", str(service.get("command", "")))
        assert not found or found[1] in COMMANDS
    assert "ports" not in services["prefect-api"]
    assert "ports" not in services["desk"]


def test_the_variables_are_those_that_are_read(variables):
    """No misspelt one, which would be ignored without a word; the two auth strings agree."""
    fields = {f"WIAN_DESK_{name.upper()}" for name in DeskSettings.model_fields}
    fields |= {f"WIAN_{name.upper()}" for name in Settings.model_fields} | {"WIAN_NOTIFY_URL"}
    assert {name for name in variables if name.startswith("WIAN_")} <= fields
    quick = {name: value for name, value in TUNING.items() if "SERVICES" in name}
    assert quick.items() <= variables.items()
    assert variables["PREFECT_API_AUTH_STRING"] == variables["PREFECT_SERVER_API_AUTH_STRING"]
