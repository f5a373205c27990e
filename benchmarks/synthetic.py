"""Synthetic hierarchies of any size, shaped like the real one, the same every time."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

_COLUMNS = (
    "id",
    "name",
    "name_en",
    "level",
    "kind",
    "parent",
    "channel",
    "letter_code",
    "address",
    "signatory",
    "addressee",
    "addressee_class",
)
_DISTRICTS = (9, 11, 12, 14)
_BODIES = (6, 7, 8, 9, 12)

Row = dict[str, str]


def offices(count: int) -> Iterator[Row]:
    """``count`` offices as rows of an office file, each below one that came before.

    A ministry and a department; under it provinces with 9 to 14 districts, and 6 to 12 local
    bodies under each district, as in the Department of Local Administration's hierarchy.

    Args:
        count: How many offices, at least five.
    """
    made = _offices()
    for _ in range(count):
        yield next(made)


def _offices() -> Iterator[Row]:
    yield _row("ministry", "ministry", "")
    yield _row("department", "department", "ministry")
    number = 0
    while True:
        number += 1
        yield from _province(number)


def _province(number: int) -> Iterator[Row]:
    province = f"province-{number}"
    yield _row(province, "province", "department")
    for district in range(1, _DISTRICTS[number % len(_DISTRICTS)] + 1):
        name = f"{province}.{district}"
        yield _row(name, "district", province)
        for body in range(1, _BODIES[(number + district) % len(_BODIES)] + 1):
            yield _row(f"{name}.{body}", "local", name)


def _row(office: str, level: str, parent: str) -> Row:
    name = f"สำนักงาน {office}"
    return {
        "id": office,
        "name": name,
        "name_en": f"Office {office}",
        "level": level,
        "kind": level,
        "parent": parent,
        "channel": "electronic" if level in {"province", "district"} else "post",
        "letter_code": "" if level == "local" else "มท ๐๐๒๓.๓",
        "address": f"ถนน {office}|มท ๖๕๐๐๐",
        "signatory": f"หัวหน้า{name}",
        "addressee": f"หัวหน้า{name}",
        "addressee_class": f"หัวหน้า{level}",
    }


def write(folder: Path, count: int) -> Path:
    """Write an office file and a directive to all its districts and local bodies.

    Args:
        folder: Where to.
        count: How many offices.

    Returns:
        Path of the directive, which names the office file beside it.
    """
    with (folder / "offices.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, _COLUMNS)
        table.writeheader()
        table.writerows(offices(count))
    directive = folder / "directive.yaml"
    directive.write_text(json.dumps(_DIRECTIVE, ensure_ascii=False), encoding="utf-8")
    return directive


_DIRECTIVE = {
    "id": "synthetic",
    "origin": "ministry",
    "hierarchy": "offices.csv",
    "issued": "2021-01-04",
    "subject": "การรับสมัครเข้ารับการรับรองมาตรฐาน ประจำปี พ.ศ. 2564",
    "decided": "ได้เปิดรับสมัครเข้ารับการรับรองมาตรฐาน ประจำปี พ.ศ. 2564",
    "purpose": "ให้ประชาชนได้รับบริการที่สะดวกและรวดเร็ว",
    "window": {"opens": "2021-01-01", "closes": "2021-02-28"},
    "asks": [{"to": {"levels": ["local"]}, "text": "ยื่นใบสมัครภายในกำหนดเวลาข้างต้น"}],
    "contact": {"unit": "กองกลาง", "phone": ["0 2000 0000"]},
    "addressees": [{"levels": ["district", "local"]}],
}
"""YAML holds JSON, so the standard library writes it."""
