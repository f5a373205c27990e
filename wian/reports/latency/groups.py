"""The groups that hops fall into, in the order in which they are shown."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wian.delays.hop_record import Source
from wian.kit.errors import WianError
from wian.kit.pydantic_faults import shown
from wian.reports.group_by import UNITS, By

NAMES = {
    By.OFFICE: ("recipient_name", "recipient_name_en"),
    By.PROVINCE: ("province_name",),
    By.SENDER: ("sender_name", "sender_name_en"),
}
"""Columns that name a group for a person, by what it is grouped by."""

_COUNTED = 20_000_000
"""Up to so many possible groups are counted one by one."""
_SPARSE = 32
"""A table of codes with more places than this for each code takes longer than sorting them."""
_LONG = 4
"""Texts that stand in runs of this many rows on average are looked up once a run."""


class UnknownSource(WianError):
    """Hops come from nowhere that wian knows.

    Args:
        found: What stands where the source should.
    """

    def __init__(self, found: Collection[str | None]) -> None:
        named = ", ".join(sorted(shown(each or "") for each in found)[:5])
        known = ", ".join(each.value for each in Source)
        super().__init__(f"Hops have the source {named}; write one of: {known}.")


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of some hops.

    Attributes:
        keys: A row a group: its keys, named as ``By`` names them, in ascending order.
        of: Group of each hop, from 0; shape (hops,).
    """

    keys: pl.DataFrame
    of: NDArray[np.int64]

    @classmethod
    def of_frame(cls, frame: pl.DataFrame, by: Sequence[By]) -> Groups:
        """The groups of hops that differ in one of ``by``; one group of all where it is empty."""
        codes = np.zeros(len(frame), dtype=np.int64)
        values = []
        for each in by:
            code, known = coded(frame[each.column])
            codes *= len(known)
            codes += code
            values.append(known)
        sizes = [len(each) for each in values]
        possible = math.prod(sizes)
        if possible <= _COUNTED:
            filled = np.zeros(possible, dtype=np.bool_)
            filled[codes] = True
            found, numbers = np.flatnonzero(filled), (np.cumsum(filled) - 1)[codes]
        else:
            found, numbers = np.unique(codes, return_inverse=True)
        places = np.unravel_index(found, sizes) if sizes else ()
        keys = pl.DataFrame(
            {
                str(each): known.gather(place)
                for each, known, place in zip(by, values, places, strict=True)
            }
        )
        return cls(keys, numbers)

    def __len__(self) -> int:
        return int(self.of.max(initial=-1)) + 1

    def sources(self, source: pl.Series, begun: NDArray[np.bool_]) -> dict[str, NDArray[np.int64]]:
        """How many hops of each group come from each source, of those that have begun.

        Raises:
            UnknownSource: A hop comes from nowhere that wian knows.
        """
        names = [each.value for each in Source]
        code, found = coded(source)
        if strange := set(found) - set(names):
            raise UnknownSource(strange)
        place = np.array([names.index(each) for each in found], dtype=np.int64)
        places = (self.of * len(names) + place[code])[begun]
        counts = np.bincount(places, minlength=len(self) * len(names))
        return dict(zip(names, counts.reshape(-1, len(names)).T, strict=True))


def peers(frame: pl.DataFrame, groups: Groups, by: Sequence[By]) -> NDArray[np.int64]:
    """The groups that may lend each other what they know, by number from 0; -1 is like no other.

    An office that has sent three letters is judged in the light of the other offices of its level.
    A wave or a level is like no other: a letter that took five minutes from a ministry says nothing
    of those that local bodies wait for. Neither are hops outside every province like a province.

    Args:
        frame: Hops with the column ``level``.
        groups: Their groups.
        by: What these are.
    """
    if not UNITS.intersection(by):
        return np.full(len(groups), -1, dtype=np.int64)
    alike = np.zeros(len(groups), dtype=np.int64)
    for each in by:
        if each not in UNITS:
            code, known = coded(groups.keys[str(each)])
            alike = alike * len(known) + code
    if By.OFFICE in by:
        level, levels = coded(frame["level"])
        lowest = np.full(len(groups), len(levels), dtype=np.int64)
        np.minimum.at(lowest, groups.of, level)
        alike = alike * (len(levels) + 1) + lowest
    named = groups.keys.select(
        pl.all_horizontal(pl.col(str(each)).is_not_null() for each in by if each in UNITS)
    ).to_series()
    found = np.full(len(groups), -1, dtype=np.int64)
    found[named] = numbered(alike[named])[1]
    return found


def numbered(codes: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The different codes in ascending order, and the place of each among them.

    A table of all possible codes tells where that is small, sorting them where it is not.

    Args:
        codes: Whole numbers from 0.
    """
    most = int(codes.max(initial=-1)) + 1
    if most > min(_COUNTED, _SPARSE * len(codes)):
        column = pl.Series(codes)
        place = column.rank("dense").cast(pl.Int64).to_numpy() - 1  # half of numpy's work
        return column.unique().sort().to_numpy(), place
    seen = np.zeros(most, dtype=np.bool_)
    seen[codes] = True
    return np.flatnonzero(seen), (np.cumsum(seen) - 1)[codes]


def coded(column: pl.Series) -> tuple[NDArray[np.int64], pl.Series]:
    """Each value as its place among the column's values in ascending order, the unknown last."""
    if column.dtype == pl.String:
        return _coded_texts(column)
    values = column.unique().sort(nulls_last=True)
    return np.searchsorted(values.to_numpy(), column.to_numpy()).astype(np.int64), values


def _coded_texts(column: pl.Series) -> tuple[NDArray[np.int64], pl.Series]:
    """Codes of texts; those of one letter mostly stand together, and are looked up once."""
    runs = column.rle().struct
    lengths, texts = runs.field("len"), runs.field("value")
    if together := len(texts) * _LONG <= len(column):
        column = texts
    values = column.unique().sort(nulls_last=True)
    known = values.drop_nulls()
    code = column.cast(pl.Enum(known)).to_physical().cast(pl.Int64).fill_null(len(known)).to_numpy()
    return np.repeat(code, lengths.to_numpy()) if together else code, values
