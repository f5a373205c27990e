"""All tables of a report of bottlenecks, made of the same hops as of one moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from wian.delays.working_time import WorkingTime, working_time
from wian.jurisdictions.countries import DEFAULT_JURISDICTION, jurisdiction
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.reports.bilingual import Bilingual, Words
from wian.reports.bottlenecks.batching import batching
from wian.reports.bottlenecks.critical_chains import chain_totals, critical_chains
from wian.reports.bottlenecks.load import load
from wian.reports.bottlenecks.report import HOP_COLUMNS, costs, named
from wian.reports.bottlenecks.tree import Waiting
from wian.reports.hop_frame import INSTANTS
from wian.reports.latency.report import SeveralJurisdictions
from wian.reports.scope.hop_filter import Choice
from wian.reports.unsent_hops import begun, begun_count, recognised, sources

_AS_LEVELS = 12
"""Most offices that a chart shows in the place of levels."""


@dataclass(frozen=True, slots=True)
class Bottlenecks:
    """The tables of a report of bottlenecks.

    Attributes:
        hops: What they are made of: hops of ``wian.reports.hop_frame.SCHEMA`` as they were seen.
        costs: What every part of every hop cost, the costliest first, with the hop's row.
        chains: The parts of the critical chains.
        totals: Critical chains as a whole, one a propagation.
        batching: Offices by the weekdays and hours at which their letters leave.
        load: Offices by the letters that they handle.
        waiting: The hops as a tree.
        working: Working time of their offices.
        country: Whose offices they are.
    """

    hops: pl.DataFrame
    costs: pl.DataFrame
    chains: pl.DataFrame
    totals: pl.DataFrame
    batching: pl.DataFrame
    load: pl.DataFrame
    waiting: Waiting
    working: WorkingTime
    country: Jurisdiction

    @property
    def parts(self) -> pl.DataFrame:
        """Every part of every hop with the hop's names, the costliest first: a large table."""
        return self.named(self.costs)

    def named(self, parts: pl.DataFrame, columns: Sequence[str] = HOP_COLUMNS) -> pl.DataFrame:
        """Some parts with what says of which hop each is."""
        return named(parts, self.hops, columns)

    @property
    def words(self) -> Bilingual:
        """What reports of them say."""
        return Bilingual(self.country)

    def level(self, slug: str | None) -> Words:
        """A level in words: the noun of its offices' kind where they are all of one."""
        if slug is None:
            return self.words.level(None)
        kinds = self.hops["kind"].filter(self.hops["level"] == slug)
        return self.words.level(slug, kinds.unique())

    def in_levels(self) -> Bottlenecks:
        """These for charts: where no hop has a level, a dozen offices at most are a level each."""
        offices = self.hops["recipient"].n_unique()
        if self.hops["level"].is_not_null().any() or offices > _AS_LEVELS:
            return self
        name = pl.coalesce("recipient_name", "recipient").alias("level")
        of_itself = pl.lit(None, dtype=pl.String).alias("kind")  # no noun stands for an office
        hops = self.hops.with_columns(name, of_itself)
        return replace(self, hops=hops, chains=self.chains.with_columns(name))

    def chosen(self, scope: Choice) -> Words | None:
        """Which hops these are, in words; ``None`` where they are all."""
        if not scope:
            return None
        words = self.words
        among = words("count.hops", count=scope.among)
        said = ", ".join(scope.said)
        return words("report.scope", count=scope.kept, among=among, said=said)

    @property
    def sources(self) -> dict[str, int]:
        """How many hops that have begun come from each source."""
        return sources(self._begun("source"))

    @property
    def recognised(self) -> int:
        """How many of those rest on a letter that was recognised from a picture."""
        return recognised(self._begun("recognised"))

    def _begun(self, column: str) -> pl.DataFrame:
        """A column of the hops that have begun: the whole table is a large one."""
        known = (f"{name}_minute" for name in INSTANTS)
        return begun(self.hops.select(column, *known))

    @property
    def come_again(self) -> frozenset[str]:
        """Propagations in which an office receives more than once, as a case that comes back."""
        counted = self.hops.group_by("propagation").agg(
            again=pl.col("recipient").n_unique() < pl.len()
        )
        return frozenset(counted.filter("again")["propagation"])

    @property
    def circles_cut(self) -> int:
        """How many hops begin a way anew, as their case had been sent in a circle."""
        return int(self.waiting.cut.sum())

    @property
    def not_begun(self) -> int:
        """How many hops nobody has written yet."""
        return self.hops.height - begun_count(self.hops)


def find(frame: pl.DataFrame, as_of: int | None = None) -> Bottlenecks:
    """The tables of some hops.

    Args:
        frame: Hops of ``wian.reports.hop_frame.SCHEMA``.
        as_of: Look at all of them as of this UTC minute; each as of its own where ``None``.

    Raises:
        SeveralJurisdictions: They are not of one jurisdiction.
        OutsideCalendarError: An instant lies outside the working calendar.
    """
    hops = frame if as_of is None else as_seen(frame, as_of)
    country = _country(hops)
    working = working_time(country.id)
    waiting = Waiting(hops, working)
    parts = costs(hops, waiting, working.minutes_a_day)
    chains = critical_chains(named(parts.filter("critical"), hops))
    return Bottlenecks(
        hops,
        parts,
        chains,
        chain_totals(chains),
        batching(hops, working),
        load(hops, waiting, working),
        waiting,
        working,
        country,
    )


def as_seen(frame: pl.DataFrame, as_of: int) -> pl.DataFrame:
    """Hops as they were known at a UTC minute: what came later is not known."""
    later = {name: pl.col(f"{name}_minute") > as_of for name in INSTANTS}
    exact = pl.any_horizontal(pl.col(f"{name}_second").is_not_null().any() for name in INSTANTS)
    return frame.with_columns(
        *(
            pl.when(~late).then(pl.col(f"{name}_{part}")).alias(f"{name}_{part}")
            for name, late in later.items()
            for part in ("minute", "second")
        ),
        as_of_minute=pl.lit(as_of, dtype=pl.Int64),
        as_of_dated=pl.lit(False),
        as_of_second=pl.when(exact).then(60.0),  # of a minute that was named, its end
    )


def _country(hops: pl.DataFrame) -> Jurisdiction:
    found = hops["jurisdiction"].drop_nulls().unique().sort().to_list()
    if len(found) > 1:
        raise SeveralJurisdictions(found)
    return jurisdiction(found[0] if found else DEFAULT_JURISDICTION)
