"""Which hops a report is made of: recorded ones and those still to come, or those of a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NotRequired, TypedDict

import polars as pl
import typer

from wian.cli.recorded import all_recorded
from wian.cli.report.tables.sources_line import said_of_sources
from wian.cli.terminal.console import complain
from wian.cli.terminal.titles import Named, named
from wian.cli.terminal.typed_moment import moment, period
from wian.jurisdictions.countries import DEFAULT_JURISDICTION, jurisdiction
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.counted import counted
from wian.kit.errors import WianError
from wian.kit.text_file import shown_name
from wian.ledger.records import Propagation
from wian.ledger.write.propagations import load_propagation
from wian.letters.directive import Directive
from wian.propagation import runtime
from wian.propagation.reported_hops import hops_of
from wian.reports.bottlenecks.overview import Bottlenecks, as_seen, find
from wian.reports.hop_frame import refuse_unreadable, scan, stray_rows
from wian.reports.scope.hop_filter import Choice, HopFilter, conditions
from wian.reports.scope.provenance import provenance
from wian.reports.unsent_hops import begun, recognised, sources


class NothingChosen(WianError):
    """No hop fits what was asked for.

    Args:
        among: How many hops there are.
        said: What they were to fit.
        unknown: What none of them has, and what to write instead.
    """

    def __init__(self, among: int, said: str, unknown: Sequence[str] = ()) -> None:
        remedy = ", and ".join(each.rstrip("?") for each in unknown) or "check the days and values"
        end = "?" if unknown and unknown[-1].endswith("?") else "."
        super().__init__(f"None of {counted(among, 'hop')} fits {said[:300]}; {remedy}{end}")


class HopOptions(TypedDict):
    """The options by which hops are chosen, as a command gets them: ``None`` where not given.

    A command takes them as ``**options``, so that no command lists and passes them on again. Those
    that export have no ``as_of``.
    """

    propagations: list[str] | None
    everything: bool
    source: Path | None
    since: str | None
    until: str | None
    where: list[str] | None
    as_of: NotRequired[str | None]


@dataclass(frozen=True, slots=True)
class HopRequest:
    """Which hops are asked for, as it was typed.

    Attributes:
        propagations: Ids; none: the latest.
        everything: All recorded propagations.
        file: Hops of this file instead of recorded ones.
        as_of: Day or minute as of which to look at the hops.
        since, until: Days between which their letters were issued.
        where: Conditions, ``KEY=VALUE``.
    """

    propagations: tuple[str, ...] = ()
    everything: bool = False
    file: Path | None = None
    as_of: str | None = None
    since: str | None = None
    until: str | None = None
    where: tuple[str, ...] = ()

    @classmethod
    def typed(cls, options: HopOptions) -> HopRequest:
        """What the options say."""
        return cls(
            propagations=tuple(options["propagations"] or ()),
            everything=options["everything"],
            file=options["source"],
            as_of=options.get("as_of"),
            since=options["since"],
            until=options["until"],
            where=tuple(options["where"] or ()),
        )

    def refuse(self) -> None:
        """Refuse what contradicts itself, before anything is read."""
        ways = (self.propagations, self.file, self.everything)
        if sum(bool(way) for way in ways) > 1:
            raise typer.BadParameter("Give propagations, --all or --from, not several of them.")

    def hop_filter(self, country: Jurisdiction) -> HopFilter:
        """Which hops fit, by the clock of their offices.

        Raises:
            typer.BadParameter: A day is none, or the first lies after the last.
        """
        since, until = period(self.since, self.until, country)
        said = [
            *([f"since {self.since}"] if self.since else []),
            *([f"until {self.until}"] if self.until else []),
            *self.where,
        ]
        return HopFilter(
            since=since,
            until=until,
            where=conditions(self.where),
            said=tuple(said),
        )


@dataclass(frozen=True, slots=True)
class Reported:
    """What is reported on.

    Attributes:
        hops: Of ``wian.reports.hop_frame.SCHEMA``.
        directives: What was sent, as far as the ledger knows it.
        as_of: UTC minute as of which to look at the hops; each as of its own where ``None``.
        country: Whose hops they are.
        of: Whose hops, for titles.
        scope: Which of them were chosen; empty where all are.
    """

    hops: pl.DataFrame
    directives: tuple[Directive, ...]
    as_of: int | None
    country: Jurisdiction
    of: Named
    scope: Choice = Choice()  # noqa: RUF009 - frozen

    def seen(self) -> pl.DataFrame:
        """The hops as they were known then."""
        return self.hops if self.as_of is None else as_seen(self.hops, self.as_of)

    def begun(self) -> Reported:
        """The same without the hops that nobody had written then."""
        return replace(self, hops=begun(self.seen()))

    def about(self) -> dict[str, object]:
        """What JSON says of the report besides its figures."""
        sent = self.begun().hops
        return {
            "scope": str(self.scope) or None,
            "made_by": provenance(self.country.id).as_json(),
            "sources": sources(sent),
            "not_begun": self.hops.height - sent.height,
            "recognised": recognised(sent),
        }

    def foot(self) -> list[str]:
        """What stands at the foot of its tables."""
        sent = self.begun().hops
        return [
            said_of_sources(sources(sent), self.hops.height - sent.height, recognised(sent)),
            " ".join(filter(None, (str(self.scope), str(provenance(self.country.id))))),
        ]

    def find(self) -> Bottlenecks:
        """The tables of them."""
        return find(self.hops, self.as_of)


def reported(asked: HopRequest) -> Reported:
    """Read the hops asked for, of live propagations with those whom they still wait for.

    Raises:
        WianError: There are none such, or the ledger or the file cannot be used.
    """
    asked.refuse()
    known = [] if asked.file else _known(asked)
    if asked.file:
        with refuse_unreadable(asked.file):
            hops = scan(asked.file).collect()
    else:
        hops = hops_of(runtime.ledger(), known, now=runtime.now())
        for stray in stray_rows(hops):
            complain(str(stray))
    country = country_of(hops.lazy())
    directives = {each.directive.id: each.directive for each in known}
    chosen = asked.hop_filter(country)
    kept = chosen.chosen(hops.lazy()).collect()
    refuse_or_warn(chosen, kept.height, hops.lazy(), hops.height)
    minute = moment(asked.as_of, country).minute if asked.as_of else None
    of = Named(shown_name(asked.file)) if asked.file else _titled([each.id for each in known])
    scope = chosen.choice(kept.height, hops.height)
    return Reported(kept, tuple(directives.values()), minute, country, of, scope)


def refuse_or_warn(chosen: HopFilter, kept: int, hops: pl.LazyFrame, among: int) -> None:
    """Refuse a choice that leaves nothing, and warn of each value in it that no hop has.

    Args:
        chosen: The choice.
        kept: How many hops it lets through.
        hops: Those that it was made among.
        among: How many these are.

    Raises:
        NothingChosen: No hop fits.
    """
    unknown = chosen.unknown(hops)
    if chosen and not kept:
        raise NothingChosen(among, ", ".join(chosen.said), unknown)
    for each in unknown:
        complain(f"{each[0].upper()}{each[1:]}{'' if each.endswith('?') else '.'}")


def country_of(hops: pl.LazyFrame) -> Jurisdiction:
    """Whose clock a typed moment is read by: that of the first hops that name a jurisdiction."""
    found = hops.select(pl.col("jurisdiction").drop_nulls().first()).collect().item()
    return jurisdiction(found or DEFAULT_JURISDICTION)


def _known(asked: HopRequest) -> list[Propagation]:
    ledger = runtime.ledger()
    if asked.everything:
        return list(all_recorded(ledger)[::-1])
    wanted: list[str] | list[None] = list(dict.fromkeys(asked.propagations)) or [None]
    return [load_propagation(ledger, each) for each in wanted]


def _titled(names: list[str]) -> Named:
    if len(names) != 1:
        return Named(counted(len(names), "propagation"))
    return named(load_propagation(runtime.ledger(), names[0]))
