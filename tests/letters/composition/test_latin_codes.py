"""Stories of digits in letters: which become the country's, and which stay."""

from __future__ import annotations

import pytest

from wian.jurisdictions.thailand.numerals import to_thai_digits
from wian.letters.composition.latin_codes import localised


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("โรค ICD-10 และฝุ่น PM2.5 ติดตามที่ @ddc1422", "โรค ICD-10 และฝุ่น PM2.5 ติดตามที่ @ddc1422"),
        ("COVID-19 ปี 2564 สาย H5N1 และ 5G", "COVID-19 ปี ๒๕๖๔ สาย H5N1 และ 5G"),
        ("สายด่วน #1422 ไลน์ @1422 โทร 1422", "สายด่วน #1422 ไลน์ @1422 โทร ๑๔๒๒"),
        ("ฝุ่น PM 2.5 กับPM 10 เกิน 37.5", "ฝุ่น PM 2.5 กับPM 10 เกิน ๓๗.๕"),
        ("ISO 9001:2015 ข้อ 3.2", "ISO 9001:2015 ข้อ ๓.๒"),
        ("ปี 2564-2565 ครั้งที่ 8/2563 เวลา 08.30 น.", "ปี ๒๕๖๔-๒๕๖๕ ครั้งที่ ๘/๒๕๖๓ เวลา ๐๘.๓๐ น."),
        ("Windows 11 จำนวน 20 เครื่อง", "Windows 11 จำนวน ๒๐ เครื่อง"),
        ("Windows Server 2019 กับ Word 365 ปี 2564", "Windows Server 2019 กับ Word 365 ปี ๒๕๖๔"),
        ("iOS 17.4 หรือ Android 14 ขึ้นไป 1 รุ่น", "iOS 17.4 หรือ Android 14 ขึ้นไป ๑ รุ่น"),
        ("GECC 3 แห่ง 1.ABC 1,000 บาท", "GECC ๓ แห่ง ๑.ABC ๑,๐๐๐ บาท"),
        ("ที่ psc1.go.th หรือ a1@b2.go.th ใน 3 วัน", "ที่ psc1.go.th หรือ a1@b2.go.th ใน ๓ วัน"),
        ("https://a1.go.th/v2?x=1 และ 02 590 3000", "https://a1.go.th/v2?x=1 และ ๐๒ ๕๙๐ ๓๐๐๐"),
        ("มท 0810.7/ว 51", "มท ๐๘๑๐.๗/ว ๕๑"),
        ("ไม่มีเลข", "ไม่มีเลข"),
    ],
)  # fmt: skip
def test_latin_codes_keep_their_digits(written, printed):
    """A code in other digits would name something else, or nothing."""
    assert localised(written, to_thai_digits) == printed
