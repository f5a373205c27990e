"""What hostile inputs are made of: a small live ledger, its desk, a sample of every input."""

from __future__ import annotations

import gzip
import io
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.faults.hostile.desk_visitor import DeskVisitor
from wian.jurisdictions.instant import Instant
from wian.propagation.plan import Plan

ROOT = Path(__file__).resolve().parents[3]
_NOW = Instant.of(datetime(2026, 12, 1, 9, 0, tzinfo=ZoneInfo("Asia/Bangkok")), ZoneInfo("UTC"))
_LATER = Instant(_NOW.minute + 60, _NOW.precision)
_CHAIN = ("opm", "moi", "dla", "phitsanulok", "phitsanulok.mueang-phitsanulok")
_LEAF = "la-5650103"
_POST = "เจ้าพนักงานธุรการ"
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636000000002000148afa4710000000049454e44ae426082"
)
"""A picture of one pixel."""
_LETTER = """ด่วนที่สุด
ที่ มท ๐๘๑๐.๗/ว ๕๑                              กรมส่งเสริมการปกครองท้องถิ่น
                                                ถนนนครราชสีมา กทม. ๑๐๓๐๐
                    ๑๑ มกราคม ๒๕๖๔
เรื่อง  การสำรวจถนน
เรียน  ผู้ว่าราชการจังหวัด ทุกจังหวัด
อ้างถึง  หนังสือกระทรวงมหาดไทย ที่ มท ๐๘๑๐.๔/ว ๑๗๘ ลงวันที่ ๕ มกราคม ๒๕๖๔
สิ่งที่ส่งมาด้วย  ๑. แบบสำรวจ จำนวน ๑ ชุด
          ๒. สำเนาหนังสือ จำนวน ๑ ฉบับ

          ตามหนังสือที่อ้างถึง กระทรวงมหาดไทยแจ้งว่า สำนักงานปลัดสำนักนายกรัฐมนตรี ได้กำหนดให้มีการสำรวจ
ตั้งแต่วันที่ ๑๙ มกราคม ๒๕๖๔ ถึงวันที่ ๒๖ กุมภาพันธ์ ๒๕๖๔ นั้น

          จึงเรียนมาเพื่อโปรดทราบ และขอให้แจ้งองค์กรปกครองส่วนท้องถิ่นในพื้นที่

                    ขอแสดงความนับถือ

                    (..........................)
                    รองอธิบดี ปฏิบัติราชการแทน
                    อธิบดีกรมส่งเสริมการปกครองท้องถิ่น
กองสาธารณสุข โทร. ๐ ๒๒๔๑ ๙๐๐๐

ศาลากลางจังหวัดพิษณุโลก
รับที่ ๕๔๔
วันที่ ๑๓ ม.ค. ๖๔
เวลา ๑๐.๓๐ น.
"""
_REGISTER = [
    ["ทะเบียนหนังสือรับ จังหวัดพิษณุโลก"],
    ["เลขทะเบียนรับ", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "วันที่รับ", "เวลา", "หมายเหตุ"],
    ["๕๔๔", "มท ๐๘๑๐.๗/ว ๕๑", "๑๑ ม.ค. ๖๔", "สถ.", "ผวจ.", "การสำรวจ", "13/1/2564", "10.30", ""],
    [
        "545",
        "ที่ ศธ 04093/ว 1234",
        "12 มกราคม 2564",
        "ศธจ.",
        "ผวจ.",
        "การอบรม",
        "13 ม.ค. 64",
        "",
        "ด่วน",
    ],
]
_MAPPING = """columns: {case: เลขเรื่อง, timestamp: วันเวลา, group: ฝ่าย, activity: ขั้นตอน}
time_zone: Asia/Bangkok
encoding: utf-8
end: [ปิดเรื่อง]
"""
_LOG = (
    "เลขเรื่อง,ขั้นตอน,วันเวลา,ฝ่าย\n1,รับเรื่อง,12 ม.ค. 2564 09.15,สารบรรณ\n"
    "1,ส่งต่อ,2021-01-13 10:00,การเงิน\n2,รับเรื่อง,13/1/2564,สารบรรณ\n2,ปิดเรื่อง,14/1/2564 15.29,นิติการ\n"
)
_SETTINGS = """WIAN_DESK_HOST=0.0.0.0
WIAN_DESK_PORT=8080
WIAN_DESK_BASE_URL=https://desk.example.go.th
WIAN_DESK_SECRET=k3J9xQ2mV8bN4tR7wL1zH6cY5pD0sF3gA9uE2iO7
WIAN_DESK_SESSION_HOURS=9
WIAN_DESK_LIMIT_STORAGE=redis://localhost:6379
WIAN_DESK_TRUSTED_PROXIES=10.0.0.0/8,127.0.0.1
WIAN_DESK_JURISDICTION=thailand
WIAN_CLOCK_MINUTES=5
WIAN_PREFECT_START_SECONDS=60.5
"""


@dataclass
class Scene:
    """A folder with an installation in it: offices, a live directive, a ledger, a desk, samples.

    Attributes:
        folder: Where everything lies.
    """

    folder: Path

    def __post_init__(self) -> None:
        from wian.api import load_directive, load_offices  # noqa: PLC0415 - only workers load it
        from wian.jurisdictions.countries import jurisdiction  # noqa: PLC0415

        self.country = jurisdiction("thailand")
        self.hierarchy = load_offices(ROOT / "examples" / "gecc-2564" / "offices.yaml")
        self.offices = [self.hierarchy.office(each) for each in self.hierarchy.graph]
        self._directive = ROOT / "examples" / "water-gauges" / "directive.yaml"
        load_directive(self._directive)
        self.log_columns = {"case": "เลขเรื่อง", "timestamp": "วันเวลา", "group": "ฝ่าย"}
        self._live()
        self._hierarchies()
        self._settings()
        self._papers()
        self._tables()
        self._administration()
        self.desk = DeskVisitor(self.ledger, self.plan, _LEAF, self._token, _LATER)

    def file(
        self, name: str, read: Callable[..., object], *more: object
    ) -> Callable[[bytes], object]:
        """A reader of bytes that writes them into a file of that name first."""
        path = self.folder / name

        def reading(data: bytes) -> object:
            path.write_bytes(data)
            return read(path, *more)

        return reading

    def _live(self) -> None:
        """Send a directive live, down to a province, whose desk is open and has a token."""
        from wian.delays.clock_choice import ClockChoice  # noqa: PLC0415
        from wian.ledger.access.permissions import Scope  # noqa: PLC0415
        from wian.ledger.access.tokens import add_token  # noqa: PLC0415
        from wian.ledger.checkpoints.checkpoint_files import make_checkpoint, public_key  # noqa: PLC0415
        from wian.ledger.database import open_ledger  # noqa: PLC0415
        from wian.office.actor import Acting  # noqa: PLC0415
        from wian.office.joint_issue import issue  # noqa: PLC0415
        from wian.office.stamp import receive  # noqa: PLC0415
        from wian.propagation.plan import record  # noqa: PLC0415
        from wian.propagation.prepare import prepare  # noqa: PLC0415
        from wian.propagation.request import PropagationRequest  # noqa: PLC0415

        request = PropagationRequest(directive=str(self._directive), clock=ClockChoice.LIVE)
        self.plan: Plan = prepare(request)
        self.ledger = open_ledger(f"sqlite:///{self.folder / 'wian.db'}")
        record(self.ledger, self.plan, _NOW)
        for office in _CHAIN:
            acting = Acting(self.ledger, self.plan, office, by=f"{office} {_POST}", now=_NOW)
            if office != _CHAIN[0]:
                for position in range(len(self.plan.hierarchy.office(office).desks)):
                    receive(acting, position=position)
            issue(acting)
        self.acting = Acting(self.ledger, self.plan, "opm", by="opm x", now=_LATER)
        _, self.note = make_checkpoint(self.ledger, self.folder)
        found = public_key(self.folder)
        self.key = str(found)
        self.notes = [self.note.encode()]
        self._token = add_token(self.ledger, _LEAF, "x", tuple(Scope), now=_NOW)[1]

    def _hierarchies(self) -> None:
        example = ROOT / "examples" / "gecc-2564"
        shutil.copy(example / "local-bodies.csv", self.folder)  # which the offices name
        self.offices_yaml = [(example / "offices.yaml").read_bytes()]
        self.offices_csv = [
            "id,name,level,kind,parent,channel,letter_code,address,signatory\n"
            "ministry,กระทรวง,ministry,ministry,,,มท ๐๑,ถนน | กทม.,ปลัด\n"
            "p.1,จังหวัดหนึ่ง,province,province,ministry,electronic,พล ๐๐๒๓,,ผู้ว่าราชการจังหวัด\n".encode()
        ]
        self.offices_json = [self.plan.hierarchy.to_json()]
        self.local_bodies = [
            "จังหวัด,อำเภอ,รหัส อปท.,ประเภท อปท.,อปท.\n"
            "พิษณุโลก,เมืองพิษณุโลก,3650102,เทศบาลนคร,พิษณุโลก\nพิษณุโลก,บางระกำ,6650412,อบต.,ท่านางงาม\n".encode()
        ]

    def _settings(self) -> None:
        """What an installation is set up with."""
        example = ROOT / "examples" / "gecc-2564"
        thailand = ROOT / "wian" / "jurisdictions" / "thailand"
        self.directives = [self._directive.read_bytes(), (example / "directive.yaml").read_bytes()]
        self.profiles = [(thailand / "delays.yaml").read_bytes()]
        self.targets = [(thailand / "targets.yaml").read_bytes()]
        self.mappings = [_MAPPING.encode()]
        self.settings = [_SETTINGS.encode()]

    def _papers(self) -> None:
        """Letters and what stands on them."""
        import json  # noqa: PLC0415

        self.documents = {"txt": [_LETTER.encode()], "pdf": [self._pdf()], "docx": [self._docx()]}
        self.attached = [json.dumps(self._letter_json(), ensure_ascii=False).encode()]
        self.emblems = [
            _PNG,
            b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9z'/></svg>",
        ]
        moments = (
            "13 ม.ค. 2564 10.30 น.",
            "๑๓/๑/๒๕๖๔",
            "2021-01-13T10:30",
            "วันที่ ๑๑ มกราคม พ.ศ. ๒๕๖๔",
        )
        self.moments = [each.encode() for each in moments]

    def _tables(self) -> None:
        """Registers, logs and hops."""
        rows = "\n".join(",".join(row) for row in _REGISTER)
        self.registers = {"csv": [rows.encode()], "xlsx": [_workbook(_REGISTER)]}
        log = _LOG.encode()
        self.logs = {"csv": [log], "csv.gz": [gzip.compress(log)], "xes": [self._xes()]}
        self.hops = self._hops()

    def _administration(self) -> None:
        """What those who run an installation hand in, and answers of offices."""
        self.accounts = [
            "office,post,roles,group\ndla,นักจัดการ,clerk officer,\nmoi,ปลัด,observer,ก\n".encode()
        ]
        self.answers = [
            f"office,answered,answer,reason\n{_LEAF},1/12/2569 09.30,สำรวจแล้ว ๓ แห่ง,\n".encode()
        ]
        self.backups = [self._backup()]
        self.addresses = [
            b"https://registry.example.go.th:8443/wian?x=1",
            b"https://[2606:4700::1]/",
        ]

    def _pdf(self) -> bytes:
        from wian.letters.pages.letter_pdf import letter_pdf  # noqa: PLC0415

        return letter_pdf(self._letter, self.country)

    @cached_property
    def _letter(self) -> Any:
        from wian.ledger.read.recorded import letter  # noqa: PLC0415

        found = letter(self.ledger, self.plan.id, "dla")
        if found is None:
            raise AssertionError("the department has issued")
        return found.letter

    def _letter_json(self) -> dict[str, Any]:
        from wian.letters.letter import as_json  # noqa: PLC0415

        return {"wian": 1, "letter": as_json(self._letter), "stamps": []}

    def _docx(self) -> bytes:
        import docx  # noqa: PLC0415

        word, data = docx.Document(), io.BytesIO()
        for line in _LETTER.splitlines():
            word.add_paragraph(line)
        word.add_table(2, 2).cell(0, 0).text = "รับที่ ๕๔๔"
        word.save(data)
        return data.getvalue()

    def _xes(self) -> bytes:
        from wian.reports.exports.event_stream import tales  # noqa: PLC0415
        from wian.reports.exports.xes import write_xes  # noqa: PLC0415

        path = self.folder / "sample.xes"
        write_xes(path, tales(self.ledger, [self.plan.id]), lambda _: None)
        text = path.read_bytes()
        ends = text.split(b"</trace>", 3)
        return b"</trace>".join(ends[:3]) + b"</trace></log>" if len(ends) > 3 else text

    def _hops(self) -> dict[str, Sequence[bytes]]:
        from wian.ledger.write.propagations import load_propagation  # noqa: PLC0415
        from wian.propagation.reported_hops import hops_of  # noqa: PLC0415
        from wian.reports.hop_frame import write_parquet  # noqa: PLC0415

        found = hops_of(self.ledger, [load_propagation(self.ledger, self.plan.id)], now=_NOW).head(
            5
        )
        path = self.folder / "sample.parquet"
        write_parquet(found, path)
        return {"parquet": [path.read_bytes()], "csv": [found.write_csv().encode()]}

    def _backup(self) -> bytes:
        from wian.ledger.backup.ledger_backup import back_up  # noqa: PLC0415

        path = self.folder / "sample.db"
        back_up(f"sqlite:///{self.folder / 'wian.db'}", path)
        return path.read_bytes()


def _workbook(rows: Sequence[Sequence[str]]) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415

    book, data = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(list(row))
    book.save(data)
    return data.getvalue()
