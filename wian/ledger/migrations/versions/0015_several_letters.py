"""An office may have several letters in a propagation: ``part`` tells them apart.

What stands there are first letters: part 0. No digest changes, as part 0 is in none.
"""
# ruff: noqa: S608 - SQL put together from constants

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0015"
down_revision = "0014"
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_LETTER = ["letter.propagation", "letter.office", "letter.part"]
_ANEW = "_of_parts"
_Parts = Sequence[SchemaItem]
_RECOGNISED = (
    "EXISTS (SELECT 1 FROM original o WHERE o.propagation = v.propagation AND o.medium = 'ocr'"
)
_LETTERS = (
    *("propagation", "directive", "office", "wave", "form", "number", "source", "issued_at"),
    *("month", "register_year", "register_number", "recipients", "received"),
)


def upgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    if postgresql:
        _alter()
    else:
        for view in (*views(postgresql=False), "propagations", "office_acts"):
            op.execute(f"DROP VIEW {view}")
        _rebuild()
        clocks = import_module("wian.ledger.migrations.versions.0008_local_time")
        texts = clocks.views(postgresql=False)
        for view in ("propagations", "office_acts"):
            op.execute(f"CREATE VIEW {view} AS {texts[view]}")
    for view, text in views(postgresql=postgresql).items():
        if postgresql:  # what is granted stays granted
            op.execute(f"CREATE OR REPLACE VIEW {view} AS {text}")
        else:
            op.execute(f"CREATE VIEW {view} AS {text}")


def _alter() -> None:
    """PostgreSQL takes keys apart in place."""
    for table, referred in (("hop", "letter"), ("original", "letter")):
        op.drop_constraint(f"fk_{table}_{referred}", table, type_="foreignkey")
    for table in ("letter", "hop", "original"):
        op.add_column(table, sa.Column("part", sa.Integer(), nullable=False, server_default="0"))
        op.alter_column(table, "part", server_default=None)
    for table, key in (
        ("letter", ["propagation", "office", "part"]),
        ("original", ["propagation", "office", "part", "file"]),
    ):
        op.drop_constraint(f"pk_{table}", table, type_="primary")
        op.create_primary_key(f"pk_{table}", table, key)
    letter = ["propagation", "office", "part"]
    for table, own in (("hop", "sender"), ("original", "office")):
        columns = ["propagation", own, "part"]
        op.create_foreign_key(f"fk_{table}_letter", table, "letter", columns, letter)


def _rebuild() -> None:
    """SQLite makes keys with the table alone: each anew, its rows copied, children first dropped.

    Renaming a table has the keys that refer to it follow.
    """
    for table, made in _TABLES.items():
        name = f"{table}{_ANEW}"
        op.create_table(name, *made(), sqlite_with_rowid=table == "letter")
        names = [each.name for each in made() if isinstance(each, sa.Column)]
        values = ", ".join("0" if each == "part" else f'"{each}"' for each in names)
        columns = ", ".join(f'"{each}"' for each in names)
        op.execute(f"INSERT INTO {name} ({columns}) SELECT {values} FROM {table}")
    for table in reversed(_TABLES):
        op.drop_table(table)
    for table in _TABLES:
        op.rename_table(f"{table}{_ANEW}", table)
    op.create_index("ix_letter_office", "letter", ["office", "issued_minute", "propagation"])
    op.create_index("ix_hop_recipient", "hop", ["recipient"])
    op.create_index("ix_hop_sender", "hop", ["sender", "propagation"])


def _texts(*names: str, nullable: bool = False) -> _Parts:
    return [sa.Column(name, _TEXT, nullable=nullable) for name in names]


def _numbers(*names: str, nullable: bool = False) -> _Parts:
    return [sa.Column(name, sa.BigInteger(), nullable=nullable) for name in names]


def _small(*names: str, nullable: bool = False) -> _Parts:
    return [sa.Column(name, sa.Integer(), nullable=nullable) for name in names]


def _letter() -> _Parts:
    return [
        *_texts("propagation", "office"),
        *_small("part", "wave"),
        *_texts("form", "number"),
        *_small("register_year", nullable=True),
        *_numbers("register_number", nullable=True),
        *_numbers("issued_minute"),
        *_texts("issued_precision", "source", "content", "content_digest"),
        sa.ForeignKeyConstraint(["propagation"], ["propagation.id"], name="fk_letter_propagation"),
        sa.PrimaryKeyConstraint("propagation", "office", "part", name="pk_letter"),
    ]


def _hop() -> _Parts:
    return [
        *_texts("propagation", "recipient", "sender"),
        *_small("part", "wave"),
        *_texts("channel"),
        *_small("desks"),
        sa.Column("addressed", sa.Boolean(), nullable=False),
        sa.Column("forwards", sa.Boolean(), nullable=False),
        *_texts("source"),
        sa.ForeignKeyConstraint(
            ["propagation", "sender", "part"], _new(_LETTER), name="fk_hop_letter"
        ),
        sa.PrimaryKeyConstraint("propagation", "recipient", name="pk_hop"),
    ]


def _reception() -> _Parts:
    return [
        *_texts("propagation", "recipient"),
        *_small("position"),
        *_texts("desk", "receipt_number"),
        *_small("register_year", nullable=True),
        *_numbers("register_number", nullable=True),
        *_numbers("at_minute"),
        *_texts("at_precision", "source"),
        *_texts("read", "inference", nullable=True),
        *_texts("content_digest"),
        sa.ForeignKeyConstraint(
            ["propagation", "recipient"],
            _new(["hop.propagation", "hop.recipient"]),
            name="fk_reception_hop",
        ),
        sa.PrimaryKeyConstraint("propagation", "recipient", "position", name="pk_reception"),
    ]


def _original() -> _Parts:
    return [
        *_texts("propagation", "office"),
        *_small("part"),
        *_texts("file", "name", "medium"),
        *_numbers("first_line", "last_line", nullable=True),
        *_texts("transcript", "content_digest"),
        sa.ForeignKeyConstraint(
            ["propagation", "office", "part"], _new(_LETTER), name="fk_original_letter"
        ),
        sa.ForeignKeyConstraint(["file"], ["snapshot.digest"], name="fk_original_snapshot"),
        sa.PrimaryKeyConstraint("propagation", "office", "part", "file", name="pk_original"),
    ]


def _new(columns: Sequence[str]) -> list[str]:
    """Columns of tables that are being made anew, under the name that these have meanwhile."""
    return [each.replace(".", f"{_ANEW}.") for each in columns]


_TABLES = {"letter": _letter, "hop": _hop, "reception": _reception, "original": _original}


def views(*, postgresql: bool) -> dict[str, str]:
    """Letters and hops with their part; what was recognised is told by it."""
    clocks = import_module("wian.ledger.migrations.versions.0008_local_time")
    numbers = import_module("wian.ledger.migrations.versions.0010_receipt_numbers")
    texts = clocks.views(postgresql=postgresql)
    brought = "o.office = h.sender AND o.part = h.part"
    here = "h.propagation = v.propagation AND h.recipient = v.recipient"
    return {
        "letters": (
            f"SELECT {', '.join(f'v.{name}' for name in _LETTERS)}, "
            f"{_RECOGNISED} AND o.office = v.office AND o.part = v.part) AS recognised, "
            f"v.part AS part FROM ({_letters(texts['letters'])}) v"
        ),
        "receptions": (
            f"SELECT v.*, {_RECOGNISED} AND {brought}) AS recognised "
            f"FROM ({texts['receptions']}) v LEFT JOIN hop h ON {here}"
        ),
        "hops": (
            f"SELECT v.*, {_RECOGNISED} AND ({brought} OR o.office = v.recipient)) AS recognised, "
            f"h.part AS part FROM ({_hops(numbers.hops(postgresql=postgresql))}) v "
            f"LEFT JOIN hop h ON {here}"
        ),
    }


def _letters(text: str) -> str:
    text = _with(text, "h.sender = l.office", "h.sender = l.office AND h.part = l.part")
    return _with(text, "AS received", "AS received, l.part AS part")


def _hops(text: str) -> str:
    """Each hop beside the letter that brought it; it ends with its recipient's first letter."""
    text = _with(text, "s.office = h.sender", "s.office = h.sender AND s.part = h.part")
    return _with(text, "o.office = h.recipient", "o.office = h.recipient AND o.part = 0")


def _with(text: str, old: str, new: str) -> str:
    """A text with a piece replaced that stands there.

    Raises:
        ValueError: It does not.
    """
    if old not in text:
        raise ValueError(old)
    return text.replace(old, new)
