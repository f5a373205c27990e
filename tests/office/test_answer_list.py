"""Stories of answers in a file: taken as a whole, once, or refused with every fault."""

from __future__ import annotations

import pytest

from wian.kit.errors import InputFaults
from wian.ledger.acts import ActKind, Answered
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import acts
from wian.office import answer_list
from wian.office.actor import Acting
from wian.office.answer_list import FROM_A_LIST, import_answers
from wian.office.refusals import NotLive

_DISTRICT = "phitsanulok.mueang-phitsanulok"


@pytest.fixture(scope="module")
def asked(live_plan) -> list[str]:
    """The local bodies of one district, which are asked for an answer."""
    return sorted(hop.recipient for hop in live_plan.sending(_DISTRICT)[1])


@pytest.fixture
def reached(live_ledger, live_plan, living):
    """A ledger in which the letter lies in the inbox of every local body of the district."""
    living.reach(live_ledger, live_plan, living.leaf)
    return live_ledger


@pytest.fixture
def take(live_plan, living, reached):
    """Import a text, or bytes; an hour after everyone wrote on."""

    def run(text: str | bytes, name: str = "คำตอบ.csv", under: str = "opm"):
        data = text.encode() if isinstance(text, str) else text
        now = living.later(90)
        acting = Acting(reached, live_plan, under, by="x", now=now)
        return import_answers(acting, data, name)

    return run


def _answers(ledger, plan) -> dict[str, Answered]:
    return {act.office: act.body for act in acts(ledger, plan.id, kind=ActKind.ANSWERED)}


def test_a_row_an_office_is_an_answer_an_office(take, reached, live_plan, living, asked):
    """Without a moment it is given now; with one it says why it comes only now."""
    rows = [
        f"{asked[0]},,ซักซ้อมแล้ว,",
        f'{asked[1]},2026-12-01,"ยัง, ไม่ได้",ป่วย',
        f"{asked[2]},2026-12-01 09:40,เสร็จ,",
    ]
    done = take("office,answered,answer,reason\n" + "\n".join(rows))
    assert (len(done.acts), done.known) == (3, 0)
    found = _answers(reached, live_plan)
    assert found[asked[0]].answered.instant == living.later(90)
    assert (found[asked[1]].text, found[asked[1]].reason) == ("ยัง, ไม่ได้", "ป่วย")
    assert found[asked[2]].reason == FROM_A_LIST
    assert verify(reached, live_plan.id).ok


@pytest.mark.parametrize(
    "day", ["1/12/2569", "1/12/2026", "๑ ธ.ค. ๒๕๖๙", "1 ธันวาคม 2569", "1 ธค 69"]
)
def test_an_answer_is_dated_as_a_clerk_dates_it(take, reached, live_plan, asked, day):
    """With the time or without, in the ways that registers are dated."""
    take(f"office,answered,answer\n{asked[0]},{day},ดี\n{asked[1]},{day} 9.40 น.,ดี\n")
    found, zone = _answers(reached, live_plan), live_plan.jurisdiction.calendar.zone
    told = [found[office].answered.instant.isoformat(zone) for office in asked[:2]]
    assert told == ["2026-12-01", "2026-12-01T09:40+07:00"]


@pytest.mark.parametrize(
    "head",
    [
        "สำนักงาน,วันที่ตอบ,คำตอบ,เหตุผล",
        " หน่วยงาน , วันที่ ตอบ,คำตอบ,เหตุผล:",
        "Office,ANSWERED,Answer,reason",
    ],
)
def test_columns_are_headed_in_thai_or_in_english(take, reached, live_plan, asked, head):
    """As registers are; a space, a colon or a capital makes no other column.

    And the same file under other headings brings nothing new.
    """
    row = f"{asked[0]},2026-12-01,เสร็จ,ป่วย\n"
    take(f"{head}\n{row}")
    found = _answers(reached, live_plan)[asked[0]]
    assert (found.text, found.reason) == ("เสร็จ", "ป่วย")
    assert take(f"office,answered,answer,reason\n{row}").known == 1


def test_faults_name_a_column_as_the_file_heads_it(take, asked):
    """A reader looks for it under that heading; one column under two headings stands twice."""
    with pytest.raises(InputFaults, match=r"line 2: วันที่ตอบ 'เมื่อวาน' is no date"):
        take(f"หน่วยงาน,คำตอบ,วันที่ตอบ\n{asked[0]},ดี,เมื่อวาน\n")
    with pytest.raises(InputFaults, match="the column 'office' stands twice"):
        take("สำนักงาน,office,คำตอบ\na,b,c\n")
    with pytest.raises(InputFaults, match="the column 'สี' is not known"):
        take("สำนักงาน,สี,คำตอบ\na,b,c\n")


def test_the_same_file_again_changes_nothing(take, reached, live_plan, asked):
    """And a file with one more row brings that row."""
    head = "office,answer\n"
    rows = [f"{office},เสร็จ {place}\n" for place, office in enumerate(asked)]
    assert len(take(head + "".join(rows[:3])).acts) == 3
    again = take(head + "".join(rows[:3]))
    assert (again.acts, again.known) == ((), 3)
    more = take(head + "".join(rows[:4]))
    assert (len(more.acts), more.known) == (1, 3)
    assert len(_answers(reached, live_plan)) == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874"])
def test_what_a_spreadsheet_saves_is_read(take, reached, live_plan, asked, encoding):
    """With a byte order mark, and in the Thai encoding of Windows."""
    take(f"office,answer\n{asked[0]},ซักซ้อมแล้ว ๑ ครั้ง\n".encode(encoding))
    assert _answers(reached, live_plan)[asked[0]].text == "ซักซ้อมแล้ว ๑ ครั้ง"


def test_all_faults_are_told_at_once_and_nothing_is_written(take, reached, live_plan, asked):
    """With the line of each; the sound row is not taken either."""
    rows = [
        f"{asked[0]},,ดี,",
        "nowhere,,ดี,",
        "phitsanulok,,ดี,",
        "la-5650501,,ดี,",
        f"{asked[1]},2569-12-01,ดี,",
        f"{asked[2]},2026-12-31,ดี,",
        f"{asked[3]},2026-11-30,ดี,",
        f"{asked[4]},,,",
        f"{asked[5]},,{{{{ x }}}},",
        f"{asked[0]},,อีกครั้ง,",
        f"{asked[6]},,{'ก' * 4001},",
        f"{asked[7]},,ดี,<b>x</b>",
        f"{asked[8]},ดี",
    ]
    with pytest.raises(InputFaults) as caught:
        take("office,answered,answer,reason\n" + "\n".join(rows))
    told = {fault.where.rpartition(" ")[2]: fault.what for fault in caught.value.faults}
    said = {
        "3": "does not exist",
        "4": "asks phitsanulok for no answer",
        "5": "was sent to la-5650501 yet",
        "6": "Buddhist era",
        "7": "is yet to come",
        "8": "is before the letter",
        "9": "answer is empty",
        "10": "template syntax",
        "11": "again, after line 2",
        "12": "longer than 4000",
        "13": "reason holds markup",
        "14": "2 cells where the header has 4",
    }
    assert list(told) == list(said)
    assert all(said[line] in what for line, what in told.items())
    assert acts(reached, live_plan.id, kind=ActKind.ANSWERED) == []


def test_a_cell_that_is_no_date_is_quoted_so_that_a_terminal_can_show_it(take, asked):
    """A mark that turns the direction of writing would have the sentence read otherwise."""
    with pytest.raises(InputFaults, match=r"answered '2026\\u202e' is no date"):
        take(f"office,answered,answer\n{asked[0]},2026\u202e,ดี\n")


def test_an_office_answers_for_those_below_it_only(take, asked):
    """A district's list holds its own local bodies, and no neighbour's."""
    assert take(f"office,answer\n{asked[0]},ดี\n", under=_DISTRICT).acts
    with pytest.raises(InputFaults, match=r"is not below phitsanulok\.wang-thong"):
        take(f"office,answer\n{asked[1]},ดี\n", under="phitsanulok.wang-thong")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"office;answer\na;b\n", "separated by ';'"),
        (b"office,text\na,b\n", "the column answer is missing"),
        (b"office,answer,colour\na,b,c\n", "'colour' is not known"),
        (b'office,answer\na,"b\n', "no valid CSV"),
        (b"office,answer\n\xff\x81\xfe\x80", "neither in UTF-8 nor in Windows-874"),
        (b"PK\x03\x04\x00\x00", "is no text file"),
        (b"\xff\xfeo\x00", "is no text file"),
    ],
)
def test_a_file_of_another_kind_is_refused(take, data, said):
    """In a sentence that names the file."""
    with pytest.raises(InputFaults, match=r"คำตอบ\.csv") as caught:
        take(data)
    assert said in str(caught.value)


def test_a_file_is_bounded(take, monkeypatch):
    """Whoever sends a gigabyte, or a million rows, is told how much is taken."""
    monkeypatch.setattr(answer_list, "MOST_ROWS", 2)
    with pytest.raises(InputFaults, match="more than 2 rows"):
        take("office,answer\na,b\na,b\na,b\n")
    monkeypatch.setattr(answer_list, "MOST_BYTES", 10)
    with pytest.raises(InputFaults, match="is larger than"):
        take("office,answer\n")


def test_a_rehearsal_takes_no_answers(gecc_sent, gecc_plan, living):
    """Nobody answers in it."""
    acting = Acting(gecc_sent.ledger, gecc_plan, "opm", by="x", now=living.start)
    with pytest.raises(NotLive):
        import_answers(acting, b"", "a.csv")


def test_a_file_that_several_import_at_once_is_taken_once(
    either, living, live_plan, asked, at_once
):
    """Each is told how many were new, and together that is every row once."""
    living.begin(either, live_plan)
    living.reach(either, live_plan, living.leaf)
    data = "office,answer\n" + "".join(f"{office},ดี\n" for office in asked)

    def work(_number: int):
        now = living.later(90)
        acting = Acting(either, live_plan, "opm", by="x", now=now)
        return import_answers(acting, data.encode(), "a.csv")

    found = at_once(work, 3)
    assert sum(len(each.acts) for each in found) == len(asked)
    assert sum(each.known for each in found) == 2 * len(asked)
    assert verify(either).ok
