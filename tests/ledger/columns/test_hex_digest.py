"""A digest comes back as it went in, and half of its size is held."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, create_engine, func, insert, select

from wian.ledger.columns.hex_digest import HexDigest


@pytest.mark.parametrize("digest", [None, hashlib.sha256(b"letter").hexdigest()])
def test_a_digest_comes_back(digest):
    """32 bytes of it are held; where there is none, nothing is."""
    table = Table(
        "held", MetaData(), Column("id", Integer, primary_key=True), Column("of", HexDigest)
    )
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        table.create(connection)
        connection.execute(insert(table), {"of": digest})
        assert connection.scalar(select(table.c.of)) == digest
        assert connection.scalar(select(func.length(table.c.of))) == (digest and 32)
    engine.dispose()
