"""The summary of a report in words, in Thai and in English."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from wian.delays.hop_record import Source
from wian.reports.bottlenecks.overview import Bottlenecks
from wian.reports.charts.words import CAUSES, SOURCES, STAGES, WEEKDAYS, Words, days
from wian.reports.html.simulated_share import mark, mark_of_last
from wian.reports.stages import HopStage


def summary(findings: Bottlenecks) -> list[Words]:
    """Paragraphs, the most important first."""
    if findings.hops.is_empty():
        return [Words("ยังไม่มีหนังสือฉบับใดออก", "No letter has gone yet.")]
    return [
        *_last(findings),
        *_window(findings),
        *_worst(findings),
        _scope(findings),
        *_patterns(findings),
    ]


def causes(findings: Bottlenecks) -> list[tuple[Words, int, float]]:
    """The calendar time of all critical chains by cause: words, minutes, and share."""
    totals = {name: int(findings.totals[f"{name}_minutes"].sum()) for name in CAUSES}
    whole = sum(totals.values())
    return [
        (CAUSES[name], minutes, minutes / whole if whole else 0.0)
        for name, minutes in totals.items()
    ]


def _named(row: dict[str, Any], name: str) -> Words:
    """An office in both languages."""
    own = row.get(f"{name}_name") or row[name]
    return Words(own, row.get(f"{name}_name_en") or own)


def _office(row: dict[str, Any]) -> Words:
    """The office of a row of batching or load."""
    own = row["name"] or row["office"]
    return Words(own, row["name_en"] or own)


def _scope(findings: Bottlenecks) -> Words:
    propagations, hops = findings.hops["propagation"].n_unique(), sum(findings.sources.values())
    rest = findings.not_begun
    more = Words("", "")
    if rest:
        more = Words(f" ยังไม่ได้ออกหนังสือถึงอีก {rest:,} ราย", f", and of {rest:,} not yet begun")
    counts = [(SOURCES[Source(name)], count) for name, count in findings.sources.items()]
    th = ", ".join(f"{words.th} {count:,}" for words, count in counts)
    en = ", ".join(f"{count:,} {words.en}" for words, count in counts)
    return Words(
        f"รายงานนี้มาจากการเวียน {propagations:,} ครั้ง หนังสือถึงผู้รับ {hops:,} ราย ({th}){more.th}",
        f"The report is of {_count(propagations, 'propagation')} and {_count(hops, 'hop')} ({en})"
        f"{more.en}.",
    )


def _last(findings: Bottlenecks) -> Iterator[Words]:
    yield from _missing(findings)
    if findings.totals.is_empty():
        return
    said = _one(findings) if findings.totals.height == 1 else _several(findings)
    simulated = mark_of_last(findings, findings.chains["source"])
    yield Words(f"{said.th}{simulated.th}", f"{said.en}{simulated.en}.")


def _missing(findings: Bottlenecks) -> Iterator[Words]:
    waits = pl.Series(findings.waiting.waits)
    if waiting := int(waits.sum()):
        simulated = mark(findings.hops.filter(waits)["source"])
        yield Words(
            f"ยังไม่ถึงผู้รับอีก {waiting:,} ราย{simulated.th} เวลานับถึงวันที่ทำรายงาน จึงจะนานกว่านี้",
            f"{_count(waiting, 'office')} {'does' if waiting == 1 else 'do'} not have it yet"
            f"{simulated.en}; their time is counted so far only, and will be longer.",
        )


def _one(findings: Bottlenecks) -> Words:
    """Who was last of one propagation."""
    row = findings.totals.row(0, named=True)
    office, split = _named(row, "last"), _split(row)
    where = (
        Words(f"ขณะนี้ค้างอยู่ที่{office.th} นับแล้ว", f"It now stands at {office.en}, after")
        if row["open"]
        else Words(f"{office.th}ได้รับเป็นรายสุดท้าย หลังหนังสือฉบับแรก", f"{office.en} had it last, after")
    )
    return Words(
        f"{where.th} {days(row['minutes'])} วัน: {split.th}",
        f"{where.en} {days(row['minutes'])} days: {split.en}",
    )


def _several(findings: Bottlenecks) -> Words:
    """How long it took until the last of each of several propagations had it."""
    middle = findings.totals["minutes"].median()
    most = findings.totals.sort("minutes", descending=True).row(0, named=True)
    which = most["directive"] or most["propagation"]
    return Words(
        f"รายสุดท้ายของแต่ละครั้งได้รับหลังหนังสือฉบับแรก {days(middle)} วัน (มัธยฐาน) "  # type: ignore[arg-type]  # of whole numbers
        f"นานที่สุด {days(most['minutes'])} วัน ({which})",
        f"The last office had it after {days(middle)} days (median); the slowest propagation "  # type: ignore[arg-type]
        f"took {days(most['minutes'])} days ({which})",
    )


def _window(findings: Bottlenecks) -> Iterator[Words]:
    """How many addressees had it within the window, where there is one."""
    hops = findings.hops.filter(pl.col("window_closes").is_not_null() & pl.col("addressed"))
    if hops.is_empty():
        return
    ready = hops["ready_minute"]
    day = findings.working.local_days(ready.fill_null(0).to_numpy())
    had = ready.is_not_null().to_numpy()
    in_time = int((had & (day <= hops["window_closes"].to_numpy())).sum())
    late, missing = int(had.sum()) - in_time, int((~had).sum())
    simulated = mark(hops["source"])
    yield Words(
        f"ผู้รับปลายทาง {hops.height:,} ราย ได้รับภายในกรอบเวลา {in_time:,} ราย "
        f"หลังกรอบเวลา {late:,} ราย ยังไม่ได้รับ {missing:,} ราย{simulated.th}",
        f"Of {_count(hops.height, 'addressee')} {in_time:,} had it within the window, "
        f"{late:,} after it, and {missing:,} not yet{simulated.en}.",
    )


def _split(row: dict[str, Any]) -> Words:
    parts = [(words, row[f"{name}_minutes"]) for name, words in CAUSES.items()]
    shown = [(words, minutes) for words, minutes in parts if minutes]
    return Words(
        " ".join(f"{words.th} {days(minutes)} วัน" for words, minutes in shown),
        ", ".join(f"{days(minutes)} of {words.en}" for words, minutes in shown),
    )


def _worst(findings: Bottlenecks) -> Iterator[Words]:
    """The part that held up most, over all hops."""
    worst = findings.parts.sort("office_minutes", descending=True, maintain_order=True).head(1)
    for row in worst.filter(pl.col("office_minutes") > 0).iter_rows(named=True):
        office, stage = _named(row, "recipient"), STAGES[HopStage(row["stage"])]
        sure = Words("แล้วอย่างน้อย ", "at least ") if row["open"] else Words("", "")
        held, waited = row["offices_held"], days(row["office_minutes"])
        last, saved = days(row["halving_last_minutes"]), days(row["halving_office_minutes"])
        source = pl.Series([row["source"]])
        own, then = mark(source), mark_of_last(findings, source)
        yield Words(
            f"ช่วงที่ทำให้รอมากที่สุดคือ {stage.th} ที่{office.th} {sure.th}{days(row['minutes'])} วัน"
            f"{own.th} มี {held:,} หน่วยงานรออยู่ รวม {waited} วัน-หน่วยงาน หากใช้เวลาครึ่งเดียว "
            f"รายสุดท้ายจะได้รับเร็วขึ้น {last} วัน และประหยัดได้ {saved} วัน-หน่วยงาน{then.th}",
            f"Most waiting came of one part: {office.en}, {stage.en}, {sure.en}"
            f"{days(row['minutes'])} days{own.en}, for which {_count(held, 'office')} waited: "
            f"{waited} office-days. Half of it would have brought the last office its letter "
            f"{last} days earlier, and saved {saved} office-days{then.en}.",
        )


def _patterns(findings: Bottlenecks) -> Iterator[Words]:
    """Batching and load, where they are marked, and whether they could be tested at all."""
    marked = findings.batching.filter("marked")
    for row in marked.head(3).iter_rows(named=True):
        office = _office(row)
        peak = _peak(row)
        own = mark(findings.hops.filter(pl.col("sender") == row["office"])["source"])
        yield Words(
            f"หนังสือของ{office.th}ออก{peak.th}บ่อยกว่าที่จะเป็นโดยบังเอิญ "
            f"({row['peak_letters']:,} จาก {row['letters']:,} ฉบับ){own.th}",
            f"The letters of {office.en} leave {peak.en} more often than chance would have it "
            f"({row['peak_letters']:,} of {row['letters']:,}){own.en}.",
        )
    for row in findings.load.filter("marked").head(3).iter_rows(named=True):
        office = _office(row)
        more = row["correlation"] > 0
        own = mark(findings.hops.filter(pl.col("recipient") == row["office"])["source"])
        yield Words(
            f"{office.th}ใช้เวลาต่อฉบับ{'นาน' if more else 'สั้น'}ลงในวันที่มีหนังสือมาก{own.th}",
            f"{office.en} takes {'longer' if more else 'less'} over a letter on busy days{own.en}.",
        )
    if marked.is_empty():
        yield _unmarked(findings)


def _unmarked(findings: Bottlenecks) -> Words:
    """That no office is marked, and whether any could be tested."""
    tested = findings.batching.filter(pl.col("p_value").is_not_null())["office"].n_unique()
    if not tested:
        return Words(
            "หนังสือของแต่ละหน่วยงานยังน้อยเกินกว่าจะทดสอบว่าออกหนังสือเป็นรอบหรือไม่",
            "No office has enough letters to say whether it sends them in batches.",
        )
    simulated = mark(findings.hops["source"])
    return Words(
        f"ทดสอบการออกหนังสือเป็นรอบ {tested:,} หน่วยงาน ไม่พบเกินกว่าที่จะเป็นโดยบังเอิญ{simulated.th}",
        f"{_count(tested, 'office')} tested for letters that leave in batches; none beyond chance"
        f"{simulated.en}.",
    )


def _peak(row: dict[str, Any]) -> Words:
    if row["by"] == "weekday":
        day = WEEKDAYS[row["peak"] - 1]
        return Words(f"ใน{day.th}", f"on {day.en}")
    return Words(f"ในชั่วโมง {row['peak']:02}.00 น.", f"in the hour from {row['peak']:02}:00")


def _count(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
