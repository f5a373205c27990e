"""The words of charts and pages in Thai and English: stages, levels, sources, dates."""

from __future__ import annotations

from dataclasses import dataclass

from wian.delays.hop_record import Source
from wian.delays.local_clock import DAY
from wian.reports.stages import HopStage


@dataclass(frozen=True, slots=True)
class Words:
    """The same thing said in Thai and in English."""

    th: str
    en: str

    def __str__(self) -> str:
        """Both, where there is room for one line only."""
        return f"{self.th} · {self.en}"


STAGES = {
    HopStage.TRANSIT: Words("ระหว่างทาง", "on the way"),
    HopStage.ROUTING: Words("เวียนในหน่วยงาน", "from desk to desk"),
    HopStage.HANDLING: Words("จัดทำหนังสือต่อ", "until its own letter"),
}
"""The parts of a hop."""
CAUSES = {
    "working": Words("เวลาราชการ", "office hours"),
    "night": Words("นอกเวลาราชการ", "nights"),
    "weekend": Words("วันเสาร์และอาทิตย์", "weekends"),
    "holiday": Words("วันหยุดราชการ", "holidays"),
}
"""What calendar time is made of."""
SOURCES = {
    Source.OBSERVED: Words("บันทึกจริงจากเอกสาร", "observed"),
    Source.IMPORTED: Words("นำเข้าจากทะเบียน", "imported"),
    Source.SIMULATED: Words("จำลอง", "simulated"),
    Source.LIVE: Words("ใช้งานจริง", "live"),
}
"""Where hops come from."""
_LEVELS = {
    "ministry": Words("กระทรวง", "ministry"),
    "department": Words("กรม", "department"),
    "province": Words("จังหวัด", "province"),
    "district": Words("อำเภอ", "district"),
    "local": Words("องค์กรปกครองส่วนท้องถิ่น", "local body"),
    "central": Words("ส่วนกลาง", "central"),
}
WEEKDAYS = tuple(
    Words(th, en)
    for th, en in (
        ("วันจันทร์", "Mondays"),
        ("วันอังคาร", "Tuesdays"),
        ("วันพุธ", "Wednesdays"),
        ("วันพฤหัสบดี", "Thursdays"),
        ("วันศุกร์", "Fridays"),
        ("วันเสาร์", "Saturdays"),
        ("วันอาทิตย์", "Sundays"),
    )
)
MONTHS = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)
_ERA = 543
_FEW = 72
"""Minutes that one decimal of a day would round to nothing."""


def level(name: str | None) -> Words:
    """A level of offices; its slug where nobody has named it."""
    return _LEVELS.get(name or "", Words(name or "–", name or "–"))


def month(text: str | None) -> str:
    """A month, ``2021-01``, as it stands in Thai: ``ม.ค. 2564``."""
    year, _, number = (text or "").partition("-")
    if not (year.isdigit() and number.isdigit() and 1 <= int(number) <= len(MONTHS)):
        return text or "–"
    return f"{MONTHS[int(number) - 1]} {int(year) + _ERA}"


def days(minutes: float) -> str:
    """Minutes as days with one decimal, whole ones without; a few minutes with two."""
    few = 0 < abs(minutes) < _FEW
    text = f"{minutes / DAY:,.{2 if few else 1}f}"
    return text.removesuffix(".0")
