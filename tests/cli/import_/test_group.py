"""``wian import register``: registers of offices into the ledger."""

from __future__ import annotations

from pathlib import Path

import pytest

REGISTER = """ทะเบียนหนังสือรับ จังหวัดพิษณุโลก
เลขทะเบียนรับ,ที่,ลงวันที่,จาก,วันที่รับ
๕๔๔,มท ๐๘๑๐.๗/ว ๕๑,๑๑ ม.ค. ๖๔,สถ.,๑๓ ม.ค. ๖๔
545,กษ 1/1,1/1/64,กรมอื่น,13/1/64
x,กษ 1/2,1/1/64,กรมอื่น,13/1/64
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.csv"
    path.write_text(REGISTER, encoding="utf-8")
    return path


def test_json_says_what_became_of_each_file(wian, register: Path) -> None:
    """One object, the counts of each file, and where the rejected rows lie."""
    ran = wian("import", "register", register, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.json == {
        "files": [
            {
                "file": str(register),
                "office": "phitsanulok",
                "kind": "receive",
                "desk": "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด",
                "rows": 3,
                "new": 2,
                "known": 0,
                "differing": 0,
                "matched": 0,
                "unmatched": 2,
                "receptions": 0,
                "rejected": 1,
                "rejected_file": f"{register}.rejected.csv",
                "disagreements": [],
                "notes": [],
                "opened": [],
                "corrected": 0,
            }
        ]
    }
    again = wian("import", "register", register, "--json").json["files"][0]
    assert (again["new"], again["known"]) == (0, 2)
    register.write_text(REGISTER.replace("กรมอื่น", "กรมใหม่"), encoding="utf-8")
    refused = wian("import", "register", register, "--correct", " ")
    assert "--correct" in refused.err
    assert "gives no reason" in refused.err
    mended = wian("import", "register", register, "--correct", "Sender mistyped", "--json").json
    assert [mended["files"][0][name] for name in ("corrected", "known")] == [1, 1]


def test_the_table_is_for_reading(wian, register: Path) -> None:
    """Counts, the rejected rows' file, and what does not agree with the ledger."""
    wian("import", "register", register)
    register.write_text(REGISTER.replace("กรมอื่น", "กรมใหม่"), encoding="cp874")
    ran = wian("import", "register", register)
    assert (ran.code, ran.err) == (0, "")
    lines = " ".join(ran.out.split())
    assert "register.csv phitsanulok receive 3 0 1 1 0 0 1 1" in lines
    assert "register.csv is in Windows-874, not UTF-8, and was read as such." in lines
    assert f"1 rejected, each with its reasons: {register}.rejected.csv" in lines
    assert "1 rows do not agree" not in lines
    assert (
        "1 row does not agree with the ledger or the calendar; no letter or stamp was changed"
        in lines
    )
    assert "number 545 of 2564 was imported with another content: register.csv line 4" in lines
    assert "import the file again with --correct REASON." in lines


def test_a_file_that_cannot_be_read_is_a_sentence(wian, register: Path, tmp_path: Path) -> None:
    """Nothing of any file is kept, and the exit status says so."""
    ran = wian("import", "register", register, tmp_path / "nowhere.xlsx")
    assert ran.code == 1
    assert ran.out == ""
    assert "nowhere.xlsx: does not exist; check the path" in ran.err
    assert wian("import", "register", register, "--json").json["files"][0]["new"] == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--office", "nobody"), "there is no office 'nobody'"),
        (("--desk", "attic"), "phitsanulok has no desk 'attic'; say which with --desk"),
        (("--kind", "send"), "has columns of another kind of register than send"),
        (("--rejected", "/nowhere/at/all"), "name another folder with --rejected"),
    ],
)
def test_a_wrong_option_is_a_sentence(
    wian, register: Path, options: tuple[str, ...], said: str
) -> None:
    """Each names its remedy."""
    ran = wian("import", "register", register, *options)
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err


def test_rejected_rows_go_where_asked(wian, register: Path, tmp_path: Path) -> None:
    """A folder of one's own, where the register's cannot be written to."""
    folder = tmp_path / "rejected"
    folder.mkdir()
    ran = wian("import", "register", register, "--rejected", folder, "--json")
    assert ran.json["files"][0]["rejected_file"] == str(folder / "register.csv.rejected.csv")
    assert not Path(f"{register}.rejected.csv").exists()


def test_the_ledger_proves_itself_afterwards(wian, register: Path) -> None:
    """``wian verify`` counts what was imported."""
    wian("import", "register", register)
    found = wian("verify", "--json").json
    assert found["ok"]
    assert (found["checked"]["imports"], found["checked"]["imported entries"]) == (1, 2)
