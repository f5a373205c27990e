"""The table of frozen rehearsals: their letters, hops and stamps as Parquet files."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from wian.ledger.tables import Base


class FrozenRow(Base):
    """A rehearsal whose rows stand in three Parquet files; the other tables have none of them.

    ``letters`` and ``hops`` count its own, and ``digest`` is that of the files.
    """

    __tablename__ = "frozen_propagation"
    propagation: Mapped[str] = mapped_column(ForeignKey("propagation.id"), primary_key=True)
    letters: Mapped[int]
    hops: Mapped[int]
    digest: Mapped[str]
    letter: Mapped[bytes] = mapped_column(LargeBinary)
    hop: Mapped[bytes] = mapped_column(LargeBinary)
    reception: Mapped[bytes] = mapped_column(LargeBinary)
