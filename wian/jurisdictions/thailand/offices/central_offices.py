"""The three offices at the top: the Prime Minister's, the ministry, the department."""

from __future__ import annotations

from hierarchy.office import Channel, LetterForm, Line, Office, Signatory

OPM, MOI, DLA = "opm", "moi", "dla"
REGISTRY = ("งานสารบรรณ",)
"""The one desk of an office whose inner way of a letter is not known."""

CENTRAL_OFFICES = (
    Office(
        id=OPM,
        name="สำนักงานปลัดสำนักนายกรัฐมนตรี",
        name_en="Office of the Permanent Secretary, Prime Minister's Office",
        level="prime-minister",
        kind="permanent-secretary-office",
        letter_code="นร ๐๑๐๖",
        address=("ทำเนียบรัฐบาล", "ถนนพิษณุโลก เขตดุสิต กทม. ๑๐๓๐๐"),
        signatory=Signatory(post="ปลัดสำนักนายกรัฐมนตรี"),
        addressee="ปลัดสำนักนายกรัฐมนตรี",
        drafted_by=("ศูนย์บริการประชาชน",),
        phone="๐ ๒๒๘๓ ๔๔๗๕",
        desks=REGISTRY,
        note="Its letter code is assumed: the letter of 2563 was not observed.",
    ),
    Office(
        id=MOI,
        name="กระทรวงมหาดไทย",
        name_en="Ministry of Interior",
        level="ministry",
        kind="ministry",
        letter_code="มท ๐๒๑๘",
        address=("ถนนอัษฎางค์ เขตพระนคร กทม. ๑๐๒๐๐",),
        signatory=Signatory(post="ปลัดกระทรวงมหาดไทย"),
        addressee="ปลัดกระทรวงมหาดไทย",
        addressee_class="ปลัดกระทรวง",
        drafted_by=("สำนักงานปลัดกระทรวงมหาดไทย",),
        phone="๐ ๒๖๒๒ ๐๕๖๐",
        form=LetterForm.MEMO,
        desks=REGISTRY,
    ),
    Office(
        id=DLA,
        name="กรมส่งเสริมการปกครองท้องถิ่น",
        name_en="Department of Local Administration",
        level="department",
        kind="department",
        letter_code="มท ๐๘๑๐.๗",
        address=("กรมส่งเสริมการปกครองท้องถิ่น", "ถนนนครราชสีมา เขตดุสิต กทม. ๑๐๓๐๐"),
        signatory=Signatory(post="อธิบดีกรมส่งเสริมการปกครองท้องถิ่น"),
        addressee="อธิบดีกรมส่งเสริมการปกครองท้องถิ่น",
        addressee_class="อธิบดี",
        drafted_by=(
            "กองพัฒนาและส่งเสริมการบริหารงานท้องถิ่น",
            "กลุ่มงานส่งเสริมการบริหารกิจการบ้านเมืองที่ดีท้องถิ่น",
        ),
        phone="๐ ๒๒๔๑ ๙๐๐๐ ต่อ ๒๓๑๒, ๒๓๒๒",
        desks=(
            "งานสารบรรณกลาง",
            "กองพัฒนาและส่งเสริมการบริหารงานท้องถิ่น",
            "กลุ่มงานส่งเสริมการบริหารกิจการบ้านเมืองที่ดีท้องถิ่น",
        ),
    ),
)
"""Their letter codes, addresses and units as the letters of December 2563 to January 2564 show."""

CENTRAL_LINES = (
    Line(OPM, MOI, channel=Channel.ELECTRONIC),
    Line(MOI, DLA, channel=Channel.HAND),
)
