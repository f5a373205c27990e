"""What a letter asks: to act, to pass on, to answer, each of whom it concerns and by which day."""

from __future__ import annotations

from datetime import date

import pytest

from hierarchy.graph import Hierarchy
from hierarchy.office import Line, Office
from hierarchy.route.planner import plan_route
from wian.jurisdictions.countries import jurisdiction
from wian.letters.composition.composer import Composer


def _body(letter):
    return "\n".join(letter.paragraphs)


def test_who_only_forwards_is_asked_to_forward(gecc):
    """The department's governors do nothing themselves: they tell the local bodies."""
    letter = gecc.letter("dla")
    assert "จึงขอความร่วมมือจังหวัดพิษณุโลกแจ้งองค์กรปกครองส่วนท้องถิ่นในเขตพื้นที่ให้" in _body(letter)
    assert letter.paragraphs[-1].startswith("จึงเรียนมาเพื่อโปรดพิจารณาแจ้งองค์กรปกครองส่วนท้องถิ่น")


def test_who_only_acts_is_asked_to_act(gecc):
    """Below the district nobody forwards."""
    close = gecc.letter("phitsanulok.wang-thong").paragraphs[-1]
    assert close == "จึงเรียนมาเพื่อโปรดทราบและพิจารณาดำเนินการต่อไป"


def test_in_a_mixed_letter_the_forwarders_are_told_apart(gecc):
    """Three bodies act, nine districts pass it on: the province's close says so."""
    close = gecc.letter("phitsanulok").paragraphs[-1]
    assert close.startswith("จึงเรียนมาเพื่อโปรดทราบและพิจารณาดำเนินการต่อไป สำหรับอำเภอ ขอให้แจ้ง")


def test_who_acts_and_forwards_is_asked_both(case_of, chain, plainly):
    """An ask to the middle office too makes it act and pass on."""
    everyone = {"levels": ["middle", "local"]}
    directive = plainly(asks=[{"to": everyone, "text": "สำรวจถนน"}], addressees=[everyone])
    close = case_of(chain(2), directive).letter("o0").paragraphs[-1]
    assert close == "จึงเรียนมาเพื่อโปรดทราบ พิจารณาดำเนินการ และแจ้งองค์กรปกครองส่วนท้องถิ่นที่เกี่ยวข้องทราบด้วย"


def test_asks_of_different_offices_name_whom_each_is_for(case_of, chain, plainly):
    """One point for the middle office, one that it passes on: each says who."""
    directive = plainly(
        asks=[
            {"to": {"ids": ["o1"]}, "text": "รายงานผล", "named": "สำนัก"},
            {"to": {"levels": ["local"]}, "text": "สำรวจถนน", "named": "เทศบาล"},
        ]
    )
    case = case_of(chain(3), directive)
    points = [text for text in case.letter("o0").paragraphs if text[1] == "."]
    assert points == ["๑. ให้สำนักรายงานผล", "๒. ให้แจ้งเทศบาลที่เกี่ยวข้องสำรวจถนน"]
    assert "รายงานผล" not in _body(case.letter("o1"))


def test_a_letter_that_asks_nothing_of_its_readers_only_informs(case_of, plainly):
    """The addressee beside the one that is asked only takes note, in its own branch."""
    offices = [Office(f"o{n}", f"สำนัก{n}", "local", "office") for n in range(5)]
    lines = [Line("o0", "o1"), Line("o0", "o2"), Line("o1", "o3"), Line("o2", "o4")]
    hierarchy = Hierarchy.build(offices, lines, subject="two branches")
    letter = case_of(hierarchy, plainly(asks=[{"to": {"ids": ["o3"]}, "text": "สำรวจถนน"}])).letter(
        "o2"
    )
    assert letter.paragraphs[-1] == "จึงเรียนมาเพื่อโปรดทราบ"


def test_who_is_to_answer_reads_by_which_day(case_of, chain, plainly):
    """Those on the way tell whom they pass it on to; without a day nothing is said of answers."""
    local = {"levels": ["local"]}
    ask = {"to": local, "text": "สำรวจถนน", "named": "หน่วยสำรวจ"}
    asked = case_of(chain(3), plainly(asks=[ask | {"answer_by": "2021-03-31"}]))
    first, last = asked.letter("o0"), asked.letter("o2")
    assert "อนึ่ง ขอให้หน่วยสำรวจที่เกี่ยวข้องรายงานผลการดำเนินการภายในวันที่ ๓๑ มีนาคม ๒๕๖๔" in _body(first)
    assert "อนึ่ง ขอให้หน่วยสำรวจรายงานผลการดำเนินการภายในวันที่ ๓๑ มีนาคม ๒๕๖๔" in _body(last)
    assert "อนึ่ง" not in _body(case_of(chain(3), plainly(asks=[ask])).letter("o0"))


def test_those_with_the_same_day_are_asked_once(case_of, chain, plainly):
    """Two asks of the same offices by the same day want one answer."""
    ask = {"to": {"levels": ["local"]}, "text": "สำรวจถนน", "answer_by": "2021-03-31"}
    letter = case_of(chain(2), plainly(asks=[ask, ask | {"text": "ซ่อมถนน"}])).letter("o0")
    assert _body(letter).count("รายงานผลการดำเนินการ") == 1


def test_a_letter_for_information_asks_for_nothing(case_of, chain, plainly):
    """It says what is decided, has it passed on, and names no work."""
    case = case_of(chain(2), plainly(asks=[]))
    first, last = case.letter("o0"), case.letter("o1")
    assert first.paragraphs[1].endswith("จึงขอแจ้งเรื่องดังกล่าวให้ทราบ")
    assert (
        first.paragraphs[-1] == "จึงเรียนมาเพื่อโปรดทราบ และแจ้งองค์กรปกครองส่วนท้องถิ่นที่เกี่ยวข้องเพื่อทราบต่อไป"
    )
    assert last.paragraphs[-1] == "จึงเรียนมาเพื่อโปรดทราบ"
    assert "ดำเนินการ" not in _body(first) + _body(last)


def test_several_answer_days_name_each_whose_it_is(case_of, chain, plainly):
    """Two asks with two days: each is told by whom, and to which point."""
    asks = [
        {"to": {"ids": ["o1"]}, "text": "รวบรวม", "named": "สำนัก", "answer_by": "2021-04-30"},
        {"to": {"ids": ["o2"]}, "text": "สำรวจ", "named": "เทศบาล", "answer_by": "2021-03-31"},
    ]
    body = _body(case_of(chain(2), plainly(asks=asks)).letter("o0"))
    assert "ขอให้สำนักรายงานผลการดำเนินการตามข้อ ๑ ภายในวันที่ ๓๐ เมษายน ๒๕๖๔" in body
    assert "ขอให้เทศบาลที่เกี่ยวข้องรายงานผลการดำเนินการตามข้อ ๒ ภายในวันที่ ๓๑ มีนาคม ๒๕๖๔" in body


def test_those_of_one_noun_with_different_days_are_named_one_by_one(case_of, plainly):
    """Two towns of a kind: "towns by March" would not say which."""
    offices = [Office("o0", "จังหวัดก", "province", "province")]
    offices += [
        Office(i, f"เทศบาล{n}", "local", "town-municipality")
        for i, n in zip("abc", "กขค", strict=True)
    ]
    towns = Hierarchy.build(offices, [Line("o0", each.id) for each in offices[1:]], subject="towns")
    asks = [
        {"to": {"ids": ["a"]}, "text": "ซ่อมถนน", "answer_by": "2021-03-31"},
        {"to": {"ids": ["b", "c"]}, "text": "ซ่อมถนน", "answer_by": "2021-04-30"},
    ]
    body = _body(case_of(towns, plainly(asks=asks)).letter("o0"))
    assert "ขอให้เทศบาลกรายงานผลการดำเนินการตามข้อ ๑ ภายในวันที่ ๓๑ มีนาคม" in body
    assert "ขอให้เทศบาลข และเทศบาลครายงานผลการดำเนินการตามข้อ ๒ ภายในวันที่ ๓๐ เมษายน" in body
    named = [ask | {"named": name} for ask, name in zip(asks, ("กลุ่มแรก", "กลุ่มหลัง"), strict=True)]
    body = _body(case_of(towns, plainly(asks=named)).letter("o0"))
    assert "ขอให้กลุ่มหลังรายงานผลการดำเนินการตามข้อ ๒" in body


@pytest.mark.parametrize("named", [{}, {"named": "ทุกหน่วย"}], ids=["unnamed", "named"])
def test_a_level_may_have_an_answer_day_of_its_own(case_of, plainly, named):
    """Who gathers has longer than who reports to it; a name for both would not say which day."""
    everyone = {"levels": ["middle", "local"]}
    ask = {"to": everyone, "text": "สำรวจถนน", "answer_by": "2021-03-31", **named}
    directive = plainly(
        asks=[ask | {"answer_by_level": {"middle": "2021-04-30"}}], addressees=[everyone]
    )
    body = _body(case_of(_two_levels(), directive).letter("o0"))
    assert "ขอให้อำเภอรายงานผลการดำเนินการภายในวันที่ ๓๐ เมษายน ๒๕๖๔" in body
    assert "ขอให้เทศบาลตำบลในเขตพื้นที่รายงานผลการดำเนินการภายในวันที่ ๓๑ มีนาคม ๒๕๖๔" in body


@pytest.fixture(scope="module")
def both_levels(plainly):
    """A ministry's directive that districts and local bodies are to answer, by two days."""
    everyone = {"levels": ["district", "local"]}
    ask = {"to": everyone, "text": "สำรวจถนน", "answer_by": "2021-03-31"}
    late = {"to": {"levels": ["local"]}, "text": "ซ่อมถนน"}
    asks = [ask | {"answer_by_level": {"district": "2021-04-30"}}, late]
    return plainly(asks=asks, addressees=[everyone])


def test_each_letter_asks_only_those_that_it_reaches(case_of, both_levels):
    """A district's letter does not ask districts; a province's has its districts inform others."""
    case = case_of(_four_levels(), both_levels)
    (first, close), (middle, sent_on), (last, _) = (
        (_body(letter), letter.paragraphs[-1]) for letter in map(case.letter, ("o0", "o1", "o2"))
    )
    assert "แจ้งอำเภอ และองค์กรปกครองส่วนท้องถิ่นในเขตพื้นที่ทราบและดำเนินการต่อไป" in close
    assert "๑. ให้แจ้งอำเภอ และองค์กรปกครองส่วนท้องถิ่นในเขตพื้นที่สำรวจถนน" in first
    assert "๑. ให้อำเภอ และองค์กรปกครองส่วนท้องถิ่นสำรวจถนน" in middle
    assert "แจ้งเทศบาลตำบลในเขตพื้นที่" in sent_on
    assert "แจ้งอำเภอ" not in sent_on
    assert "ให้เทศบาลตำบลดำเนินการ ดังนี้" in last
    assert "ขอให้อำเภอ" not in last


_OPENINGS = {
    "thailand": ("อนึ่ง ขอให้", "นอกจากนี้ ขอให้", "พร้อมนี้ ขอให้"),
    "indonesia": ("", "Adapun ", "Selanjutnya, "),
    "plain": ("A report from ", "In addition, a report from ", "Likewise, a report from "),
}


@pytest.mark.parametrize("country", _OPENINGS)
def test_no_two_answers_in_a_row_open_alike(country, both_levels):
    """The second and the third open with other words than the one above, in every wording."""
    hierarchy, told = _four_levels(), jurisdiction(country)
    third = both_levels.asks[1].model_copy(update={"answer_by": date(2021, 5, 31)})
    directive = both_levels.model_copy(update={"asks": (both_levels.asks[0], third)})
    route = plan_route(hierarchy, directive.origin, directive.addressees)
    letter = Composer(hierarchy, route, directive, told).compose("o0", "1", date(2021, 1, 4), None)
    days = [told.wording.long_date(date(2021, *each)) for each in ((4, 30), (3, 31), (5, 31))]
    found = [text for text in letter.paragraphs if any(day in text for day in days)]
    assert len(found) == 3
    for text, opening in zip(found, _OPENINGS[country], strict=True):
        assert text.startswith(opening)


def _four_levels():
    offices = [
        Office("o0", "กรมก", "department", "department"),
        Office("o1", "จังหวัดข", "province", "province"),
        Office("o2", "อำเภอค", "district", "district"),
        Office("o3", "เทศบาลตำบลง", "local", "subdistrict-municipality"),
    ]
    lines = [Line(f"o{at}", f"o{at + 1}") for at in range(3)]
    return Hierarchy.build(offices, lines, subject="four")


def _two_levels():
    offices = [
        Office("o0", "จังหวัดก", "province", "province"),
        Office("o1", "อำเภอข", "middle", "district"),
        Office("o2", "เทศบาลตำบลค", "local", "subdistrict-municipality"),
    ]
    return Hierarchy.build(offices, [Line("o0", "o1"), Line("o1", "o2")], subject="three")


def test_no_letter_asks_for_an_answer_by_a_day_before_its_own(case_of, chain, plainly):
    """Written after the day, it asks for the answer at once."""
    ask = {"to": {"levels": ["local"]}, "text": "สำรวจถนน", "answer_by": "2021-01-20"}
    case = case_of(chain(2), plainly(asks=[ask]))
    assert "ภายในวันที่ ๒๐ มกราคม ๒๕๖๔" in _body(case.letter("o1", dated=date(2021, 1, 20)))
    late = _body(case.letter("o1", dated=date(2021, 1, 21)))
    assert "รายงานผลการดำเนินการโดยเร็ว" in late
    assert "๒๐ มกราคม" not in late


def test_what_asks_nothing_is_passed_on_to_the_addressees_below(case_of, plainly):
    """Those beside the forwarder are addressees too, and have the letter: they are not named."""
    levels = {"o0": "top", "o1": "middle", "o2": "middle", "o3": "local"}
    offices = [Office(each, f"สำนัก{each}", level, level) for each, level in levels.items()]
    lines = [Line("o0", "o1"), Line("o0", "o2"), Line("o1", "o3")]
    hierarchy = Hierarchy.build(offices, lines, subject="one branch ends")
    close, alone = (
        case_of(hierarchy, plainly(asks=[], addressees=[{"ids": ids}])).letter("o0").paragraphs[-1]
        for ids in (["o2", "o3"], ["o3"])
    )
    assert close == alone
    assert "องค์กรปกครองส่วนท้องถิ่น" in alone
