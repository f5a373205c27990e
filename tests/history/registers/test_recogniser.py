"""Which register a file is: by options, title and headings; what is asked where none says it."""

from __future__ import annotations

import pytest

from hierarchy.office import Office
from wian.history.registers.headings import Heading, register_vocabulary
from wian.history.registers.recogniser import Recogniser, Register, RegisterHints
from wian.jurisdictions.column_words import RegisterKind
from wian.jurisdictions.countries import jurisdiction

WORDS = register_vocabulary(jurisdiction("thailand").headings.registers)

OFFICES = [
    Office("dla", "กรมส่งเสริมการปกครองท้องถิ่น", "department", "department",
           name_en="Department of Local Administration", desks=("central registry", "กองคลัง")),
    Office("phitsanulok", "จังหวัดพิษณุโลก", "province", "province", name_en="Phitsanulok"),
    Office("one", "อำเภอเฉลิมพระเกียรติ", "district", "district"),
    Office("two", "อำเภอเฉลิมพระเกียรติ", "district", "district"),
]  # fmt: skip
RECEIVE, SEND = RegisterKind.RECEIVE, RegisterKind.SEND


def heading(*labels: str) -> Heading:
    found = WORDS.find_heading([(3, labels)])
    assert found is not None
    return found


RECEIPTS = heading("เลขทะเบียนรับ", "ที่", "จาก")
SILENT = heading("เลขทะเบียน", "ที่", "จาก")


def recognise(title: str, columns: Heading, given: RegisterHints) -> Register | str:
    found = Recogniser(OFFICES, WORDS).recognise("r.csv", title, columns, given)
    return found if isinstance(found, Register) else "; ".join(map(str, found))


@pytest.mark.parametrize(
    ("title", "columns", "given", "register"),
    [
        ("ทะเบียนหนังสือรับ จังหวัดพิษณุโลก ปี ๒๕๖๔", RECEIPTS, RegisterHints(),
         Register("phitsanulok", RECEIVE, "registry")),
        ("ทะเบียนหนังสือรับจังหวัดพิษณุโลก", SILENT, RegisterHints(),
         Register("phitsanulok", RECEIVE, "registry")),
        ("ทะเบียนหนังสือส่ง จังหวัดพิษณุโลก", SILENT, RegisterHints(), Register("phitsanulok", SEND, "")),
        ("Register of letters received, Department of Local Administration, กองคลัง", SILENT,
         RegisterHints(), Register("dla", RECEIVE, "กองคลัง")),
        ("Phitsanulok", RECEIPTS, RegisterHints(), Register("phitsanulok", RECEIVE, "registry")),
        ("", RECEIPTS, RegisterHints("dla", RECEIVE, "central registry"),
         Register("dla", RECEIVE, "central registry")),
        ("", SILENT, RegisterHints("phitsanulok", SEND, "circulars"),
         Register("phitsanulok", SEND, "circulars")),
        ("ทะเบียนหนังสือรับ จังหวัดพิษณุโลก", RECEIPTS, RegisterHints(office="one"),
         Register("one", RECEIVE, "registry")),
    ],
)  # fmt: skip
def test_a_register_says_whose_it_is(
    title: str, columns: Heading, given: RegisterHints, register: Register
) -> None:
    """Title and headings tell, and options go before them."""
    assert recognise(title, columns, given) == register


@pytest.mark.parametrize(
    ("title", "columns", "given", "said"),
    [
        ("", SILENT, RegisterHints("phitsanulok"), "say so with --kind receive or --kind send"),
        (
            "",
            RECEIPTS,
            RegisterHints("phitsanulok", SEND),
            "has columns of another kind of register than send",
        ),
        (
            "",
            RECEIPTS,
            RegisterHints(),
            "does not name the office that kept it; say which with --office",
        ),
        ("สำนักงานเกษตรจังหวัดพิษณุโลก", RECEIPTS, RegisterHints(), "does not name the office"),
        ("อำเภอเฉลิมพระเกียรติ", RECEIPTS, RegisterHints(), "there is more than once (one, two)"),
        ("", RECEIPTS, RegisterHints("phitsanulk"), "there is no office 'phitsanulk'; "),
        ("", RECEIPTS, RegisterHints("dla"), "--desk: 'central registry', 'กองคลัง'"),
        ("", RECEIPTS, RegisterHints("dla", desk="attic"), "dla has no desk 'attic'"),
        ("", SILENT, RegisterHints(), "received or sent"),
    ],
)
def test_what_is_not_said_is_asked(
    title: str, columns: Heading, given: RegisterHints, said: str
) -> None:
    """An office whose name is only the tail of another one's is not taken for it."""
    found = recognise(title, columns, given)
    assert isinstance(found, str)
    assert said in found


def test_everything_missing_is_asked_at_once() -> None:
    """Kind and office in one report."""
    found = recognise("", SILENT, RegisterHints())
    assert isinstance(found, str)
    assert "--kind" in found
    assert "--office" in found
