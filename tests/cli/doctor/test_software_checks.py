"""Versions that break wian are named; those that the project declares are the ones that work."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from wian.cli.doctor.diagnosis import Verdict
from wian.cli.doctor.software_checks import SUPPORTED, Supported, judged, parsed

ROOT = Path(__file__).resolve().parents[3]


def test_what_is_supported_is_what_the_project_declares():
    """The table of doctor and the dependencies cannot drift apart."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = {re.match(r"[\w-]+", each)[0]: each for each in project["dependencies"]}
    for package, least, below, _ in SUPPORTED:
        lowest = re.search(r">=([\d.]+)", declared[package])
        assert parsed(lowest[1]) == least, package
        if highest := re.search(r"<([\d.]+)", declared[package]):
            assert parsed(highest[1]) == below, package


@pytest.mark.parametrize(
    ("found", "said"),
    [("3.8.8", "is too old"), ("3.10.0", "is too new"), ("3.9.1", None), ("3.9.9.dev1", None)],
)
def test_a_version_is_judged(found, said):
    """Too old, too new, or fine."""
    made = judged(Supported("prefect", (3, 9, 1), (3, 10), "flows do not run"), found)
    assert (made is None) == (said is None)
    if made:
        assert made.verdict is Verdict.FAULT
        assert said in made.what
