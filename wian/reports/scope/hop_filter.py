"""Which hops a report covers: those of a period, of some offices, levels, kinds and so on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from wian.kit.counted import counted, number
from wian.kit.errors import WianError
from wian.kit.likeness import close_to
from wian.reports.group_by import HopKey

_FEW = 6
"""Values that a refusal lists."""


class FilterKey(HopKey):
    """What hops can be chosen by; level, kind and province are the recipient's."""

    OFFICE = "office"
    SENDER = "sender"
    LEVEL = "level"
    KIND = "kind"
    CHANNEL = "channel"
    DIRECTIVE = "directive"
    PROVINCE = "province"
    SOURCE = "source"


class BadCondition(WianError):
    """A condition chooses by nothing that hops have.

    Args:
        text: What was typed.
    """

    def __init__(self, text: str) -> None:
        known = ", ".join(FilterKey)
        super().__init__(
            f"The condition {text[:80]!r} chooses nothing; write KEY=VALUE, or "
            f"KEY=VALUE,VALUE for any of several, with a KEY of {known}."
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """Which hops a report is made of, for whoever reads it; empty where it is all of them.

    Attributes:
        kept: How many were chosen.
        among: Of how many.
        said: By what, as it was typed.
    """

    kept: int = 0
    among: int = 0
    said: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.said)

    def __str__(self) -> str:
        if not self:
            return ""
        return f"{number(self.kept)} of {counted(self.among, 'hop')}: {', '.join(self.said)}."


@dataclass(frozen=True, slots=True)
class HopFilter:
    """Which hops a report covers; all of them where nothing is said.

    Attributes:
        since, until: First and last UTC minute of the letters' issue, both included.
        where: What a hop must be one of, by key.
        said: The same as it was typed, for whoever reads the report.
    """

    since: int | None = None
    until: int | None = None
    where: Mapping[FilterKey, frozenset[str]] = field(default_factory=dict)
    said: tuple[str, ...] = ()

    def chosen(self, hops: pl.LazyFrame) -> pl.LazyFrame:
        """The hops that it lets through; those of no known issue only where no period is asked.

        Args:
            hops: A frame of ``wian.reports.hop_frame.SCHEMA``.
        """
        conditions = [
            pl.col(key.column).is_in(sorted(values)) for key, values in self.where.items()
        ]
        if self.since is not None:
            conditions.append(pl.col("issued_minute") >= self.since)
        if self.until is not None:
            conditions.append(pl.col("issued_minute") <= self.until)
        return hops.filter(*conditions) if conditions else hops

    def choice(self, kept: int, among: int) -> Choice:
        """What a report of the hops that it lets through says of them."""
        return Choice(kept, among, self.said) if self else Choice()

    def unknown(self, hops: pl.LazyFrame) -> list[str]:
        """What no hop has, each with the value that was probably meant: ``there is no ...``."""
        return [
            f"there is no {key} {value[:80]!r}; {_remedy(key, value, known)}"
            for key, values in self.where.items()
            for known in [_known(hops, key)]
            for value in sorted(values.difference(known))
        ]

    def __bool__(self) -> bool:
        return bool(self.said)


def _known(hops: pl.LazyFrame, key: FilterKey) -> list[str]:
    found = hops.select(pl.col(key.column).drop_nulls().cast(pl.String).unique().sort()).collect()
    return found.to_series().to_list()


def _remedy(key: FilterKey, value: str, known: Sequence[str]) -> str:
    """The values spelt alike, else the first of those that there are."""
    if not known:
        return f"the hops name no {key}"
    if (near := close_to(value, known)).endswith("?"):
        return near
    return f"the hops have {', '.join(known[:_FEW])}{' and more' if len(known) > _FEW else ''}"


def conditions(texts: Iterable[str]) -> dict[FilterKey, frozenset[str]]:
    """Conditions as they are typed, ``level=district,province``; all of them must hold.

    Raises:
        BadCondition: One is none.
    """
    found: dict[FilterKey, frozenset[str]] = {}
    for text in texts:
        name, mark, values = text.partition("=")
        wanted = frozenset(each.strip() for each in values.split(",") if each.strip())
        if not mark or name.strip() not in set(FilterKey) or not wanted:
            raise BadCondition(text)
        key = FilterKey(name.strip())
        found[key] = found[key] & wanted if key in found else wanted
    return found
