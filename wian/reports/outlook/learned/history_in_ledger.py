"""What the ledger shows of how long offices take: live, imported and observed hops."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import polars as pl

from wian.delays.hop_record import Source
from wian.delays.profile import DelayProfile
from wian.delays.working_time import WorkingTime, working_time
from wian.jurisdictions.instant import Instant
from wian.ledger.database import Ledger
from wian.ledger.read.propagation_facts import propagation_facts
from wian.reports.outlook.learned.hop_history import COLUMNS, hop_history
from wian.reports.outlook.learned.issued_between import ALWAYS, IssuedBetween
from wian.reports.outlook.learned.learned_profile import learned_profile
from wian.reports.scope.recorded_hops import recorded_hops


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned.

    Attributes:
        profile: The profile.
        hops: How many hops it was learned from.
        directives: Of how many propagations.
        left_out: How many simulated hops were left out.
    """

    profile: DelayProfile
    hops: int
    directives: int
    left_out: int


def learn(  # noqa: PLR0913 - most of them by name
    ledger: Ledger,
    jurisdiction: str,
    declared: DelayProfile,
    now: Instant,
    *,
    simulated: bool,
    issued: IssuedBetween = ALWAYS,
) -> Learned:
    """Learn the delays of a jurisdiction's offices from what a ledger holds.

    Hops that history observed stand in each rehearsal of their directive: they count once.

    Args:
        ledger: Where the hops are recorded.
        jurisdiction: Whose offices.
        declared: What holds where history shows too little.
        now: As of when live hops are open.
        simulated: Count simulated hops, too; what comes out is what went in.
        issued: Only hops whose letter was issued then.

    Raises:
        UnknownJurisdiction: There is none of that id.
    """
    history = history_of(ledger, jurisdiction, now, simulated=simulated, issued=issued)
    profile = history.profile(declared)
    hops = history.once
    return Learned(profile, hops.height, hops["propagation"].n_unique(), history.left_out)


@dataclass(frozen=True, slots=True)
class PastHops:
    """What happened in a jurisdiction.

    Attributes:
        hops: One row per hop that happened, as often as it stands in the ledger.
        working: Working time of the offices.
        left_out: How many simulated hops were left out.
    """

    hops: pl.DataFrame
    working: WorkingTime
    left_out: int

    @property
    def once(self) -> pl.DataFrame:
        """The hops, of which those that rehearsals observed stand there once for each directive."""
        observed = pl.col("source") == Source.OBSERVED.value
        once = self.hops.filter(observed).unique(
            ["directive", "recipient"], keep="last", maintain_order=True
        )
        return pl.concat([self.hops.filter(~observed), once])

    def of(self, propagations: Collection[str]) -> PastHops:
        """What happened in some propagations."""
        rows = self.hops.filter(pl.col("propagation").is_in(list(propagations)))
        return replace(self, hops=rows)

    def profile(self, declared: DelayProfile) -> DelayProfile:
        """The delays that it shows.

        Args:
            declared: What holds where it shows too little.
        """
        if self.hops.is_empty():
            return declared
        hops = self.once
        sources = dict(
            hops.group_by("propagation").agg(pl.col("source").mode().sort().first()).iter_rows()
        )
        return learned_profile(hop_history(hops, self.working), sources, declared, self.working)


def history_of(
    ledger: Ledger,
    jurisdiction: str,
    now: Instant,
    *,
    simulated: bool,
    issued: IssuedBetween = ALWAYS,
) -> PastHops:
    """What a ledger holds of what happened in a jurisdiction.

    Args:
        ledger: Where the hops are recorded.
        jurisdiction: Whose offices.
        now: As of when live hops are open.
        simulated: Simulated hops, too.
        issued: Only hops whose letter was issued then.

    Raises:
        UnknownJurisdiction: There is none of that id.
    """
    known = [each for each in propagation_facts(ledger) if each.jurisdiction == jurisdiction]
    found = issued.among(recorded_hops(ledger, known, (*COLUMNS, "directive"), now=now))
    happened = pl.lit(value=True) if simulated else pl.col("source") != Source.SIMULATED.value
    hops = found.filter(happened)
    return PastHops(hops, working_time(jurisdiction), found.height - hops.height)
