"""What the comparing reports share: their options, the hops they compare, and where they go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Unpack

import polars as pl

from wian.cli.report.hop_choice import HopOptions, HopRequest, Reported, reported
from wian.cli.report.options import TableFormat
from wian.cli.report.tables.plain_table import Columns, Output, put


@dataclass(frozen=True)
class Comparison:
    """What every comparing report is asked.

    Attributes:
        asked: Which hops.
        output: Where its table goes.
    """

    asked: HopRequest
    output: Output

    @cached_property
    def found(self) -> Reported:
        """The hops, read when they are first wanted.

        Raises:
            WianError: There are none such, or the ledger or the file cannot be used.
        """
        return reported(self.asked)

    @property
    def for_reading(self) -> bool:
        """Whether a person reads the table, not a program."""
        return self.output.form is TableFormat.TABLE

    def put(
        self,
        made: pl.DataFrame,
        columns: Columns,
        *,
        title: str,
        about: Mapping[str, Any],
        said: Sequence[str] = (),
    ) -> None:
        """Print or write the report's table, with where its hops come from.

        Args:
            made: The table.
            columns: What of it is shown for reading.
            title: Above it.
            about: What the report was asked, for JSON.
            said: Sentences below it.

        Raises:
            UnwritableFile: The file cannot be written; what was there stays.
        """
        whole = {**about, "as_of": self.asked.as_of, **self.found.about()}
        foot = [*said, *self.found.foot()]
        put(made, columns, self.output, title=title, about=whole, said=foot)


def comparison(
    form: TableFormat,
    out: Path | None,
    *,
    raw: bool,
    json: bool,
    **options: Unpack[HopOptions],
) -> Comparison:
    """What was typed; contradictions are refused before anything is read."""
    output = Output(TableFormat.JSON if json else form, out, raw)
    output.refuse()
    return Comparison(HopRequest.typed(options), output)
