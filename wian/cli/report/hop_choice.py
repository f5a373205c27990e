"""Which hops a report is made of: recorded ones and those still to come."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
import typer

from wian.cli.recorded import all_recorded
from wian.cli.terminal.console import complain
from wian.cli.terminal.typed_moment import moment
from wian.ledger.write.propagations import load_propagation
from wian.letters.directive import Directive
from wian.propagation import runtime
from wian.propagation.reported_hops import country_of, hops_of
from wian.reports.bottlenecks.overview import Bottlenecks, as_seen, find
from wian.reports.hop_frame import stray_rows


@dataclass(frozen=True, slots=True)
class Reported:
    """What is reported on.

    Attributes:
        hops: Of ``wian.reports.hop_frame.SCHEMA``.
        directives: What was sent.
        as_of: UTC minute as of which to look at the hops; each as of its own where ``None``.
    """

    hops: pl.DataFrame
    directives: tuple[Directive, ...]
    as_of: int | None

    def seen(self) -> pl.DataFrame:
        """The hops as they were known then."""
        return self.hops if self.as_of is None else as_seen(self.hops, self.as_of)

    def find(self) -> Bottlenecks:
        """The tables of them."""
        return find(self.hops, self.as_of)


def reported(propagations: list[str] | None, as_of: str | None, *, everything: bool) -> Reported:
    """Read the hops of propagations, those of live ones with whom they still wait for.

    Raises:
        WianError: There is none of such an id, or the ledger cannot be used.
    """
    if everything and propagations:
        raise typer.BadParameter("Give propagations or --all, not both.")
    ledger = runtime.ledger()
    if everything:
        known = all_recorded(ledger)[::-1]
    else:
        wanted: list[str] | list[None] = list(dict.fromkeys(propagations or [])) or [None]
        known = [load_propagation(ledger, each) for each in wanted]
    minute = moment(as_of, country_of(known)).minute if as_of else None
    hops = hops_of(ledger, known, now=runtime.now())
    for stray in stray_rows(hops):
        complain(str(stray))
    directives = {each.directive.id: each.directive for each in known}
    return Reported(hops, tuple(directives.values()), minute)
