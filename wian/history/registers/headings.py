"""The headings of registers: which column holds what, in Thai or in English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wian.history.registers.cells import Cell, text_of
from wian.kit.errors import Fault
from wian.kit.faults import shown


class RegisterKind(StrEnum):
    """What a register numbers: letters received, or letters sent.

    Forms 13 and 14 of the Regulation of the Office of the Prime Minister on Correspondence
    B.E. 2526 (clauses 38.1 and 43.1).
    """

    RECEIVE = "receive"
    SEND = "send"


class Column(StrEnum):
    """What a column of a register holds."""

    NUMBER = "running number"
    LETTER_NUMBER = "letter number"
    LETTER_DATED = "date of the letter"
    ENTERED = "date of registration"
    CLOCK = "time of registration"
    SENDER = "sender"
    RECIPIENT = "recipient"
    SUBJECT = "subject"
    ACTION = "action"
    REMARK = "remark"


_RECEIVE, _SEND = RegisterKind.RECEIVE, RegisterKind.SEND
_NAMES: Mapping[tuple[Column | None, RegisterKind | None], str] = {
    (Column.NUMBER, _RECEIVE): """
        เลขทะเบียนรับ|เลขรับ|เลขที่รับ|รับที่|ทะเบียนรับ|ทะเบียนรับที่|ทะเบียนรับเลขที่|เลขที่ทะเบียนรับ
        เลขทะเบียนหนังสือรับ|เลขรับหนังสือ|receipt number|receipt no|receiving number
        receiving no|received no|reception number|incoming number|incoming no
    """,
    (Column.NUMBER, _SEND): """
        เลขทะเบียนส่ง|เลขส่ง|เลขที่ส่ง|ส่งที่|ทะเบียนส่ง|ทะเบียนส่งที่|ทะเบียนส่งเลขที่|เลขที่ทะเบียนส่ง
        เลขทะเบียนหนังสือส่ง|เลขส่งหนังสือ|dispatch number|dispatch no|sending number|sending no
        sent no|outgoing number|outgoing no
    """,
    (Column.NUMBER, None): """
        เลขทะเบียน|ทะเบียนเลขที่|เลขที่ทะเบียน|running number|register number|register no
        registration number|registration no|registry number|reg no
    """,
    (Column.LETTER_NUMBER, None): """
        ที่|ที่หนังสือ|หนังสือที่|เลขที่หนังสือ|เลขหนังสือ|เลขที่|ที่ของหนังสือ|letter number|letter no
        document number|document no|reference number|reference no|ref no|reference|ref|our ref
    """,
    (Column.LETTER_DATED, None): """
        ลงวันที่|หนังสือลงวันที่|วันที่หนังสือ|วันที่ของหนังสือ|วันที่ในหนังสือ|ลว|ลงวันที่หนังสือ
        letter date|letter dated|date of letter|date of the letter|dated|document date
    """,
    (Column.ENTERED, _RECEIVE): """
        วันที่รับ|รับวันที่|วันรับ|วันที่รับหนังสือ|วันเดือนปีที่รับ|วันเดือนปีรับ|วดปที่รับ|วดปรับ|วันที่ลงรับ
        date received|received|received on|received at|receipt date|date of receipt|received date
    """,
    (Column.ENTERED, _SEND): """
        วันที่ส่ง|ส่งวันที่|วันส่ง|วันที่ส่งหนังสือ|วันเดือนปีที่ส่ง|วันเดือนปีส่ง|วดปที่ส่ง|วดปส่ง|วันที่ส่งออก
        date sent|sent|sent on|sent at|date of dispatch|dispatch date|dispatched|sent date
    """,
    (Column.ENTERED, None): """
        วันที่|วันเดือนปี|วดป|วันที่ลงทะเบียน|วันเดือนปีที่ลงทะเบียน|date|date of registration
        registered|registered on|registration date|date registered
    """,
    (Column.CLOCK, None): """
        เวลา|เวลาที่รับ|เวลารับ|เวลาส่ง|เวลาที่ส่ง|time|time received|time of receipt|time sent
        time of registration
    """,
    (Column.SENDER, None): """
        จาก|ผู้ส่ง|หน่วยงานที่ส่ง|หน่วยงานผู้ส่ง|เจ้าของเรื่อง|from|sender|sent by
    """,
    (Column.RECIPIENT, None): """
        ถึง|เรียน|ผู้รับ|หน่วยงานที่รับ|หน่วยงานผู้รับ|to|recipient|addressee|sent to
    """,
    (Column.SUBJECT, None): "เรื่อง|ชื่อเรื่อง|subject|title|re",
    (Column.ACTION, None): """
        การปฏิบัติ|การดำเนินการ|การปฏิบัติงาน|ผู้ปฏิบัติ|ดำเนินการ|action|action taken|handled by
    """,
    (Column.REMARK, None): "หมายเหตุ|remark|remarks|note|notes|comment|comments",
    (None, None): "ลำดับ|ลำดับที่|ที่ลำดับ|no|item|line|reason|sheet",
}
"""Headings by what they head; the last are known and left out."""
_VARIES = re.compile(r"[\s.,:;_/\-'\"*()\[\]\u200b-\u200d\ufeff]+")
_SARA_AM = "\u0e4d\u0e32"
MOST_LINES = 60
"""Lines at the top of a file among which its heading is looked for."""
_LEAST = 3


def plain_heading(text: str) -> str:
    """A heading without what varies between typists."""
    return _VARIES.sub("", text.casefold()).replace(_SARA_AM, "ำ")


_KNOWN = {
    plain_heading(name): meaning
    for meaning, names in _NAMES.items()
    for name in re.split(r"[|\n]", names)
    if name.strip()
}


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a register's rows.

    Attributes:
        line: Its line (the last one, where it takes two).
        columns: Position of each column that is known.
        labels: All columns as they are headed.
        kinds: Kinds of register that its columns belong to.
        unknown: Headings that say nothing known; their cells are left out.
    """

    line: int
    columns: Mapping[Column, int]
    labels: tuple[str, ...]
    kinds: frozenset[RegisterKind]
    unknown: tuple[str, ...]

    def label(self, column: Column) -> str:
        """A column's heading as it stands in the file."""
        return self.labels[self.columns[column]]

    def repeated(self, cells: Sequence[Cell]) -> bool:
        """Whether a row is the heading once more, as on each page of a printed register."""
        width = range(len(self.labels))
        texts = (text_of(cells[at]) if at < len(cells) else "" for at in width)
        return all(map(str.__eq__, texts, self.labels))


def find_heading(lines: Sequence[tuple[int, Sequence[Cell]]]) -> Heading | None:
    """The first heading among the top lines of a file: one line, or two where cells are joined.

    A heading has at least three columns that are known, one of them the running number.
    """
    for (line, upper), (next_line, lower) in zip(lines, [*lines[1:], (0, ())], strict=False):
        alone = _heading(line, [text_of(cell) for cell in upper])
        joined = _heading(next_line, _joined(upper, lower))
        more = len(joined.columns) > len(alone.columns) > 0 and _headings_only(lower)
        found = joined if more else alone
        if Column.NUMBER in found.columns and len(found.columns) >= _LEAST:
            return found
    return None


def heading_faults(where: str, heading: Heading) -> list[Fault]:
    """What makes a heading ambiguous: a column that stands twice."""
    known = [
        _KNOWN[plain_heading(label)][0]
        for label in heading.labels
        if plain_heading(label) in _KNOWN
    ]
    return [
        Fault(f"{where} line {heading.line}", f"has two columns for the {column.value}", _KEEP)
        for column in Column
        if known.count(column) > 1
    ]


_KEEP = "keep one, or name the other one differently"


def kinds_in(labels: Sequence[str]) -> frozenset[RegisterKind]:
    """The kinds of register that headings speak of."""
    kinds = (_KNOWN[plain_heading(label)][1] for label in labels if plain_heading(label) in _KNOWN)
    return frozenset(kind for kind in kinds if kind)


def named(labels: Sequence[str]) -> str:
    """Headings for a message."""
    return ", ".join(shown(label) for label in labels)


def _heading(line: int, labels: Sequence[str]) -> Heading:
    while labels and not labels[-1]:
        labels = labels[:-1]
    columns: dict[Column, int] = {}
    for at, label in enumerate(labels):
        column, _ = _KNOWN.get(plain_heading(label), (None, None))
        if column:
            columns.setdefault(column, at)
    unknown = tuple(label for label in labels if label and plain_heading(label) not in _KNOWN)
    return Heading(line, columns, tuple(labels), kinds_in(labels), unknown)


def _joined(above: Sequence[Cell], below: Sequence[Cell]) -> list[str]:
    """Two lines as one: the lower cell where it has text, else the one above it."""
    width = max(len(above), len(below))
    upper, lower = ([*map(text_of, cells), *[""] * width][:width] for cells in (above, below))
    return [low or high for high, low in zip(upper, lower, strict=True)]


def _headings_only(cells: Sequence[Cell]) -> bool:
    return all(plain_heading(text) in _KNOWN for text in map(text_of, cells) if text)
