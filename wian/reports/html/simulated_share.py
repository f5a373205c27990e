"""How many of the hops behind a sentence were simulated, and the mark that says so."""

from __future__ import annotations

import polars as pl

from wian.delays.hop_record import Source
from wian.reports.bilingual import Words
from wian.reports.bottlenecks.overview import Bottlenecks

_ALL, _PARTLY = "all", "partly"


def mark(findings: Bottlenecks, sources: pl.Series) -> Words:
    """The mark of figures that come from hops of these sources; empty where none is simulated."""
    return _said(findings, _share(sources))


def mark_of_last(findings: Bottlenecks, sources: pl.Series) -> Words:
    """The mark of a figure from hops of ``sources`` that says who was last, or when.

    Who was last is told by all who could have been: a figure that was seen is only partly so where
    others' receptions are simulated.
    """
    own = _share(sources)
    others = _share(findings.hops["source"].filter(pl.Series(findings.waiting.can_be_last)))
    return _said(findings, _PARTLY if own is None and others is not None else own)


def _share(sources: pl.Series) -> str | None:
    simulated = (sources == Source.SIMULATED.value).fill_null(value=False)
    if not simulated.any():
        return None
    return _ALL if simulated.all() else _PARTLY


def _said(findings: Bottlenecks, share: str | None) -> Words:
    return findings.words.same("") if share is None else findings.words(f"simulated.{share}")
