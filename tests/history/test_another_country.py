"""What comes in is read as the jurisdiction says: no word, digit or era of another one."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from hierarchy.graph import Hierarchy
from hierarchy.office import Line, Office
from wian.history.bundle import read_bundle
from wian.history.logs.csv_log import csv_events
from wian.history.logs.event_log import EventReader
from wian.history.logs.mapping import LogMapping
from wian.history.registers.headings import register_vocabulary
from wian.history.registers.recogniser import Recogniser, Register, RegisterHints
from wian.history.registers.register_file import RegisterReading, read_register
from wian.jurisdictions.column_words import RegisterKind
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.errors import InputFaults

EAST = Office("east", "Office of the East", "office", "office", letter_code="OZ-7")
TOP = Office("top", "Office of Gauges", "office", "office", letter_code="OZ")
HEADING = "tpiecer,letter number,dated,from,to,subject,date received"
BUNDLE = """\
Rebmun: OZ/12
Date: 19/1/2021
From: Office of Gauges
To: Office of the East
Subject: Water gauges

Please read the gauges.
Signed: Keeper of Gauges
Office of the East received: 17 on 20/1/2021 10:30
"""


def read(country: Jurisdiction, path: Path) -> RegisterReading:
    recogniser = Recogniser([EAST, TOP], register_vocabulary(country.headings.registers))
    return read_register(path, recogniser, country, RegisterHints())


def test_a_register_is_read_in_its_countrys_words(erewhon: Jurisdiction, write) -> None:
    """Heading and title as there, dates without an era."""
    title = "Deviecer: Office of the East,,,,,,\n"
    row = "17,OZ/12,19/1/2021,Office of Gauges,,Water gauges,20/1/2021 10:30\n"
    reading = read(erewhon, write("r.csv", f"{title}{HEADING}\n{row}"))
    assert reading.register == Register("east", RegisterKind.RECEIVE, "registry")
    (entry,) = reading.rows
    assert (entry.number, entry.letter_number) == (17, "OZ/12")
    assert (entry.letter_dated, entry.entered) == (
        date(2021, 1, 19),
        datetime(2021, 1, 20, 10, 30),  # noqa: DTZ001 - the office's clock
    )


@pytest.mark.parametrize("text", ["19 ม.ค. 2564", "19/1/2564", "19/1/64"])
def test_the_dates_of_another_country_are_rejected(erewhon, write, text: str) -> None:
    """They are not guessed, and the remedy is written as the country writes days."""
    path = write("r.csv", f"east register,,,,,,\n{HEADING}\n17,OZ/12,{text},,,,20/1/2021\n")
    (row,) = read(erewhon, path).rejected
    assert "is no date; write 2021-01-19 or 19/1/2021" in row.reasons[0]


def test_the_headings_of_another_country_are_not_known(erewhon: Jurisdiction, write) -> None:
    """What would do instead is told in the country's words, else in English."""
    with pytest.raises(InputFaults) as refused:
        read(erewhon, write("r.csv", "เลขทะเบียนรับ,ที่,ลงวันที่,จาก,ถึง\n1,2,3,4,5\n"))
    assert "write one such as tpiecer, letter number, letter date, from, to, subject" in str(
        refused.value
    )


def test_an_old_encoding_is_the_countrys(erewhon: Jurisdiction, write) -> None:
    """Greek letters here, and a file in another encoding is refused by the names of these."""
    row = "17,OZ/12,19/1/2021,Αρχή,,,20/1/2021\n"
    reading = read(erewhon, write("g.csv", f"east\n{HEADING}\n{row}".encode("cp1253")))
    assert reading.rows[0].sender == "Αρχή"
    assert "is in Windows-1253, not UTF-8" in reading.notes[0]
    with pytest.raises(InputFaults, match="is neither in UTF-8 nor in Windows-1253"):
        read(erewhon, write("t.csv", b"east\n" + HEADING.encode() + b"\n\x80\x81\x82,1\n"))


def test_a_letter_is_read_with_its_stamp(erewhon: Jurisdiction, write) -> None:
    """By its labels; the sender, the addressee and the stamp are offices of the hierarchy."""
    offices = Hierarchy.build([TOP, EAST], [Line("top", "east")], subject="two offices")
    bundle = read_bundle([write("b.txt", BUNDLE)], erewhon, offices)
    (letter,) = bundle.letters
    assert (letter.office, letter.number.value) == ("top", "OZ/12")
    assert [(stamp.office, stamp.receipt_number.value) for stamp in letter.stamps] == [
        ("east", "17")
    ]
    assert letter.stamps[0].inferred == datetime(2021, 1, 20, 10, 30)  # noqa: DTZ001 - the same
    assert not any("Thai" in finding.what for finding in bundle.findings)


def test_a_log_is_on_its_countrys_clock(erewhon: Jurisdiction, write) -> None:
    """A moment without a zone is of Kathmandu there, and of Bangkok in Thailand."""
    path = write("log.csv", "case,when,who\n1,20/1/2021 10:30,ann\n")
    columns = {"case": "case", "timestamp": "when", "resource": "who"}
    mapping = LogMapping(columns=columns)
    (event,) = csv_events(path, EventReader(path, mapping, erewhon, 0, 40_000_000))
    moment = datetime.fromisoformat("2021-01-20T10:30+05:45")
    assert event.minute * 60 == moment.timestamp()
