"""A drill in which a local body has no desk, but an e-mail address."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hierarchy.graph import Hierarchy
from wian.ledger.database import Ledger, open_ledger
from wian.propagation.plan import Plan

ADDRESS = "saraban@tambon.example"


@pytest.fixture(scope="session")
def mail_plan(living) -> Plan:
    """The drill with an enclosed file; its local body is reached by e-mail."""
    plan = living.plan(
        id="mail-drill-2573", enclosures=[living.enclosed("report.pdf", b"%PDF-1.4 report")]
    )
    known = plan.hierarchy
    offices = [
        replace(each, email=ADDRESS) if each.id == living.leaf else each for each in known.offices
    ]
    changed = Hierarchy.build(
        offices, known.lines, subject=known.name, jurisdiction=known.jurisdiction
    )
    return replace(plan, hierarchy=changed)


@pytest.fixture(scope="session")
def mail_database(living, mail_plan, tmp_path_factory) -> Path:
    """A ledger in which its letter waits in the outbox; only to be copied."""
    path = tmp_path_factory.mktemp("mail") / "mail.db"
    with open_ledger(f"sqlite:///{path}") as ledger:
        living.begin(ledger, mail_plan)
        living.reach(ledger, mail_plan, living.leaf)
    return path


@pytest.fixture
def mail_ledger(mail_database, tmp_path) -> Iterator[Ledger]:
    path = shutil.copy(mail_database, tmp_path / "mail.db")
    with open_ledger(f"sqlite:///{path}") as ledger:
        yield ledger
