"""The words of templates and example are our own: no sentence of the real bundle is copied."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = ROOT.parent / "shared" / "case-2564" / "bundle.txt"
LONGEST = 40
NAMES = {"unit", "addressed_to", "number", "phone", "fax", "read", "to", "office", "desk"}
"""Fields that name offices, posts and numbers: facts, which must agree with the record."""


def _sentences(value, key=""):
    if isinstance(value, dict):
        for name, held in value.items():
            yield from _sentences(held, name)
    elif isinstance(value, list):
        for held in value:
            yield from _sentences(held, key)
    elif isinstance(value, str) and key not in NAMES:
        yield value


def _closed_up(text):
    arabic = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
    return re.sub(r"\s", "", text).translate(arabic)


def _ours():
    for path in sorted((ROOT / "examples" / "gecc-2564").glob("*.yaml")):
        if path.name != "offices.yaml":
            yield from _sentences(yaml.safe_load(path.read_text(encoding="utf-8")))
    for path in sorted((ROOT / "jurisdictions" / "thailand" / "templates").glob("*.j2")):
        yield from re.split(r"\{[{%#].*?[}%#]\}", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_no_long_run_of_the_bundle_is_in_our_texts():
    """Forty characters in a row are no coincidence."""
    if not BUNDLE.exists():
        pytest.skip("the real bundle is not beside the project")
    theirs = _closed_up(BUNDLE.read_text(encoding="utf-8"))
    assert _closed_up("รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย") in theirs
    for ours in map(_closed_up, _ours()):
        runs = (ours[at : at + LONGEST] for at in range(len(ours) - LONGEST + 1))
        assert [run for run in runs if run in theirs] == []
