"""A digest is that of the compact JSON of what a row holds, so that any tool can compute it."""

from __future__ import annotations

import json
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from wian.ledger.contents import digest

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
_VALUES = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | _TEXTS


@given(st.lists(_VALUES | st.tuples(_VALUES, _VALUES)))
def test_a_digest_is_that_of_pythons_json(values: list[object]) -> None:
    """What Python's own encoder writes, byte for byte: ledgers of today were made with it."""
    said = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    assert digest(values) == sha256(said.encode()).hexdigest()
