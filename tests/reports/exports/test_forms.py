"""Every form is written under its name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from wian.reports.exports.forms import write

_BEGINS = {"csv": b"\xef\xbb\xbfpropagation,", "parquet": b"PAR1", "xes": b"<?xml", "ocel": b"{"}


@pytest.mark.parametrize("form", _BEGINS)
def test_a_form_is_written(form: str, gecc_sent: Any, tmp_path: Path) -> None:
    """Each begins as files of its kind do, and tells of every hop written."""
    counts: list[int] = []
    write(form, tmp_path / "out", gecc_sent.ledger, [gecc_sent.plan.id], counts.append)
    assert (tmp_path / "out").read_bytes().startswith(_BEGINS[form])
    assert sum(counts) == 115
