"""Stories of an office's download page: what it lists, how it is searched, what it refuses."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hierarchy.office import LetterForm
from wian.jurisdictions.countries import jurisdiction
from wian.kit.errors import InputFaults
from wian.letters.letter import Letter
from wian.letters.pages.publication import MANIFEST
from wian.letters.pages.qr_code import BadLink, qr_svg
from wian.letters.pages.site import LATEST, Circular, page_link, page_path, write_site

BASE = "https://www.phitsanulok.example/circulars/"
OFFICE = "จังหวัดพิษณุโลก"
HOSTILE = "</script><script>alert(1)</script>{{ 7 * 7 }}<img src=x onerror=alert(2)>\"' &amp; ../x"
_PLAIN = Letter(
    sender="o", issuer="o", form=LetterForm.EXTERNAL, number="1", dated=date(2021, 1, 19),
    letterhead=(), subject="s", salutation="", addressed_to="", references=(), enclosures=(),
    paragraphs=(), closing="", signatory=(), drafted_by=(),
)  # fmt: skip
PATH = re.compile(r"\d{4}/[a-z0-9-]{1,60}\.html")


@pytest.fixture(scope="module")
def letter(gecc):
    """The province's letter of 2564."""
    return gecc.letter("phitsanulok", "พล ๐๐๒๓.๓/ว ๕๕๓")


@pytest.fixture(scope="module")
def circulars(gecc, letter):
    """The letters of the case, and enough others to fill two years."""
    memo = gecc.directive.observed.letters[0]
    others = [
        replace(
            letter,
            number=gecc.jurisdiction.wording.digits(f"พล ๐๐๒๓.๓/ว {number}"),
            dated=date(2020, 3, 1) + timedelta(days=number * 9),
            subject=f"การสำรวจถนน ครั้งที่ {number}",
        )
        for number in range(1, 61)
    ]
    return [
        *(Circular(each, tuple(f"เทศบาลตำบลที่ {n}" for n in range(103))) for each in others),
        Circular(letter, ("อำเภอวังทอง", "เทศบาลเมืองอรัญญิก"), {"pdf": b"%PDF-1.7", "docx": b"PK"}),
        Circular(gecc.letter("moi", memo.number, memo.issued, received=None), ("กรม",)),
        Circular(
            gecc.letter(
                "phitsanulok.wang-thong", "พล ๐๘๒๓/ว ๗", date(2021, 1, 22), form=LetterForm.STAMPED
            ),
            (),
        ),
    ]


@pytest.fixture(scope="module")
def site(circulars, gecc, tmp_path_factory):
    folder = tmp_path_factory.mktemp("www") / "site"
    write_site(OFFICE, circulars, folder, gecc.jurisdiction, base_url=BASE)
    return folder


class _Page(HTMLParser):
    """A page as a browser takes it apart: its links, its elements, and the words shown."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links, self.tags, self.words, self._open, self._goes_on = [], [], [], [], False
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append((tag, given))
        self.links += [given[name] for name in ("href", "src") if name in given]
        self._goes_on = tag == "wbr"
        if tag not in {"meta", "link", "br", "wbr", "input", "img", "path"}:
            self._open.append(tag)

    def handle_endtag(self, tag):
        if tag != "path":
            assert self._open.pop() == tag

    def handle_data(self, data):
        if self._goes_on:
            self.words[-1] += data
        elif not {"style", "script", "title"} & set(self._open):
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def _pages(folder) -> dict[str, _Page]:
    return {
        str(path.relative_to(folder)): _Page(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.html"))
    }


def _subjects(page: _Page) -> list[str]:
    links = (given["href"] for tag, given in page.tags if tag == "a")
    return [link for link in links if PATH.fullmatch(link)]


def test_the_first_page_lists_the_newest_first(site, circulars):
    """Number, Thai date, subject and recipients of the newest; the others are a year away."""
    page = _pages(site)["index.html"]
    assert len(_subjects(page)) == LATEST
    assert "ล่าสุด ๕๐ ฉบับ จากทั้งหมด ๖๓ ฉบับ" in page.text
    days = [given["datetime"] for tag, given in page.tags if tag == "time"]
    assert days == sorted(days, reverse=True)
    assert "ที่ พล ๐๐๒๓.๓/ว ๕๕๓ ๑๙ มกราคม ๒๕๖๔" in page.text
    assert "ถึง อำเภอวังทอง, เทศบาลเมืองอรัญญิก" in page.text
    assert "เทศบาลตำบลที่ 2 และอีก ๑๐๐ แห่ง" in page.text


def test_the_pages_of_the_years_list_every_circular_once(site, circulars):
    """Without a script nothing is out of reach."""
    pages = _pages(site)
    listed = [path for name in ("2563.html", "2564.html") for path in _subjects(pages[name])]
    assert len(listed) == len(set(listed)) == len(circulars)
    assert {"2563.html", "2564.html"} <= set(pages["index.html"].links)
    assert set(listed) <= set(pages)


def test_every_link_leads_somewhere_and_nothing_is_loaded_from_elsewhere(site):
    """The site stands alone: only the code's own address is absolute."""
    for name, page in _pages(site).items():
        for link in page.links:
            if link.startswith(("data:,", "#")):
                continue
            if link.startswith(BASE):
                assert (site / link.removeprefix(BASE)).is_file()
                continue
            assert not re.match(r"[a-z]+:|//", link)
            assert ((site / name).parent / link).resolve().is_file()
        assert not {"img", "iframe", "object", "video", "audio"} & {tag for tag, _ in page.tags}
        assert "url(" not in (site / name).read_text(encoding="utf-8")


def test_only_the_search_may_run(site):
    """The first page allows its own script by its digest, the other pages none."""
    for name in ("index.html", "2564.html"):
        text = (site / name).read_text(encoding="utf-8")
        scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
        digests = [b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in scripts]
        allowed = " ".join(f"'sha256-{each}'" for each in digests) or "'none'"
        assert f"script-src {allowed};" in text.replace("&#39;", "'")
        assert len(scripts) == (name == "index.html")


def test_a_circulars_own_page_has_the_letter_its_files_recipients_and_code(site, letter, gecc):
    """Everything about one letter, on one page, at the address that its code says."""
    path = page_path(letter, gecc.jurisdiction)
    text = (site / path).read_text(encoding="utf-8")
    page = _Page(text)
    assert "ขอแสดงความนับถือ" in page.text
    assert "ผู้รับ ๒ แห่ง ๑. อำเภอวังทอง ๒. เทศบาลเมืองอรัญญิก" in page.text
    pdf = path.replace(".html", ".pdf")
    assert (site / pdf).read_bytes() == b"%PDF-1.7"
    assert pdf.partition("/")[2] in page.links
    link = page_link(letter, gecc.jurisdiction, BASE)
    assert link == BASE + path
    assert qr_svg(link) in text
    assert link in page.text


def test_without_an_address_no_code_is_drawn(letter, gecc, tmp_path):
    """A code that leads nowhere is worse than none."""
    write_site(OFFICE, [Circular(letter, ())], tmp_path, gecc.jurisdiction)
    text = (tmp_path / page_path(letter, gecc.jurisdiction)).read_text(encoding="utf-8")
    assert "<svg" not in text
    assert "<figure" not in text


@pytest.mark.parametrize(
    "base",
    ["javascript:alert(1)//x", "www.example.org", "https://", "https://a.example/?x=", "",
     "https://a.example/#x", "https://a.example/a b", "https://a.example/\n", "file:///tmp"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(letter, gecc, tmp_path, base):
    """Only a folder on the web has an address that a code can lead to."""
    with pytest.raises(BadLink):
        page_link(letter, gecc.jurisdiction, base)
    with pytest.raises(BadLink):
        write_site(OFFICE, [Circular(letter, ())], tmp_path / "x", gecc.jurisdiction, base_url=base)
    assert not (tmp_path / "x").exists()


def test_a_hostile_office_is_only_text(letter, gecc, tmp_path):
    """Markup in any field adds no element and leaves no folder."""
    many = (HOSTILE, HOSTILE)
    bad = replace(
        letter, number=HOSTILE, subject=HOSTILE, sender="../..", issuer=HOSTILE, urgency=HOSTILE,
        addressed_to=HOSTILE, paragraphs=many, enclosures=many, distribution=many,
    )  # fmt: skip
    good = replace(
        letter, urgency="x", paragraphs=("x", "x"), enclosures=("x", "x"), distribution=("x", "x")
    )
    for name, each, office in (("bad", bad, HOSTILE), ("good", good, OFFICE)):
        circular = Circular(each, (office, office), {"pdf": b"x"})
        write_site(office, [circular], tmp_path / name, gecc.jurisdiction, base_url=BASE)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad", "good"]
    pages = zip(_pages(tmp_path / "bad").items(), _pages(tmp_path / "good").items(), strict=True)
    for (_, page), (_, wanted) in pages:
        harmless = {"span", "wbr"}  # what keeps words and names on one line
        assert [tag for tag, _ in page.tags if tag not in harmless] == [
            tag for tag, _ in wanted.tags if tag not in harmless
        ]
        assert "{{ 7 * 7 }}" in page.text.replace("\u00a0", " ")


@given(number=st.text(max_size=300), sender=st.text(max_size=30))
def test_a_page_has_a_safe_name_whatever_its_number(number, sender):
    """One folder, no dots, no blanks, no name that a system keeps for itself."""
    thailand = jurisdiction("thailand")
    letter = replace(_PLAIN, number=number, sender=sender)
    path = page_path(letter, thailand)
    assert PATH.fullmatch(path)
    assert path == page_path(replace(letter, subject="another"), thailand)
    assert path != page_path(replace(letter, number=f"{number}1"), thailand)


def test_a_page_is_named_after_its_number(letter, gecc):
    """Who sees the address knows the letter."""
    assert re.fullmatch(r"2564/0023-3-553-[0-9a-f]{8}\.html", page_path(letter, gecc.jurisdiction))


def test_the_same_circulars_make_the_same_site_in_any_order(site, circulars, gecc, tmp_path):
    """No clock, no chance, no order of the list shows."""
    again = tmp_path / "again"
    write_site(OFFICE, circulars[::-1], again, gecc.jurisdiction, base_url=BASE)
    files = [path for path in sorted(site.rglob("*")) if path.is_file()]
    assert len(files) == 63 + 2 + 3 + 1
    for path in files:
        assert (again / path.relative_to(site)).read_bytes() == path.read_bytes()


def test_writing_again_adds_and_takes_away(circulars, gecc, tmp_path, letter):
    """A new circular comes, a withdrawn one goes, the office's own file stays."""
    write_site(OFFICE, circulars[:1], tmp_path, gecc.jurisdiction)
    (tmp_path / "robots.txt").write_bytes(b"x")
    write_site(OFFICE, [Circular(letter, ())], tmp_path, gecc.jurisdiction)
    held = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    pages = {"index.html", "2564.html", page_path(letter, gecc.jurisdiction)}
    assert held == {*pages, "robots.txt", MANIFEST}


def test_an_office_without_circulars_has_a_page(gecc, tmp_path):
    """It says so."""
    write_site(OFFICE, [], tmp_path, gecc.jurisdiction)
    assert "ยังไม่มีหนังสือเวียน" in _pages(tmp_path)["index.html"].text


def test_all_that_cannot_be_offered_is_reported_together(letter, gecc, tmp_path):
    """A classified letter, one given twice, a page in place of a file, a file that is missing."""
    bad = [
        Circular(replace(letter, secrecy="ลับ"), ()),
        Circular(letter, (), {"html": b"", "../x": b"", "pdf": tmp_path / "none.pdf"}),
    ]
    with pytest.raises(InputFaults) as caught:
        write_site(OFFICE, bad, tmp_path / "site", gecc.jurisdiction)
    assert [fault.what.split(",")[0][:30] for fault in caught.value.faults] == [
        "is marked ลับ", "of 2021-01-19 is given twice", "offers a file of the kind 'htm",
        "offers a file of the kind '../", f"offers {tmp_path / 'none.pdf'}"[:30],
    ]  # fmt: skip
    assert not (tmp_path / "site").exists()


@pytest.fixture
def view(browser):
    """A page that has no network, of a phone's width; any complaint fails."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, offline=True)
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    own = ("file:", "data:")
    page.on("request", lambda sent: sent.url.startswith(own) or complaints.append(sent.url))
    yield page
    context.close()
    assert complaints == []


QUERIES = (
    "ว 553", "ว ๕๕๓", "ว๕๕๓", "พล 0023.3/ว 553", "ศูนย์ราชการสะดวก 553", "gecc อรัญญิก",
    "๑๙ มกราคม ๒๕๖๔", "19 มกราคม 2564", "19 ม.ค. 64", "19/1/2564", "19/01/64", "2021-01-19",
    "การรับสมัครหน่วยบริการ อ\u0e4d\u0e32เภอวังทอง",
)  # fmt: skip
"""By number in either script, by words, by date in any writing, by recipient, typed otherwise."""


def test_the_search_finds_a_circular(site, view, letter):
    """However it is asked for, it comes first, and its link opens its page."""
    view.goto((site / "index.html").as_uri())
    first = view.locator("#found li").first
    for query in QUERIES:
        view.fill("#query", query)
        assert letter.number in first.inner_text(), query
        assert view.locator("#status").inner_text().startswith("พบ ")
    assert view.locator("#latest").is_hidden()
    with view.expect_navigation():
        first.locator("a").click()
    assert view.url == (site / page_path(letter, jurisdiction("thailand"))).as_uri()
    assert "ขอแสดงความนับถือ" in view.locator("main").inner_text()


def test_the_search_says_what_it_does_not_find_and_gives_the_list_back(site, view):
    """A number is found from its beginning: 53 is not 553; markup typed is text."""
    view.goto((site / "index.html").as_uri())
    for query in ("ว 53 ม.ค. 2564", "<img src=x onerror=alert(1)>", "ไม่มีคำนี้"):
        view.fill("#query", query)
        assert view.locator("#status").inner_text() == "ไม่พบหนังสือที่ตรงกับคำค้น"
        assert view.locator("#found li").count() == 0
    view.fill("#query", "")
    assert view.locator("#latest li.circular").count() == LATEST


def test_a_whole_number_comes_before_those_that_begin_with_it(site, view):
    """ว ๕ before ว ๕๐."""
    view.goto((site / "index.html").as_uri())
    view.fill("#query", "ว 5")
    numbers = view.locator("#found .number").all_inner_texts()
    assert numbers[0] == "ที่ พล ๐๐๒๓.๓/ว ๕"
    assert all("/ว ๕" in number for number in numbers[:11])


def test_no_page_is_wider_than_its_window(site, view, letter, gecc):
    """Nothing has to be pushed sideways."""
    for name in ("index.html", "2563.html", page_path(letter, gecc.jurisdiction)):
        view.goto((site / name).as_uri())
        for width in (360, 1280):
            view.set_viewport_size({"width": width, "height": 800})
            assert view.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def test_a_hostile_circular_stays_text_in_the_search(letter, gecc, view, tmp_path):
    """What is found is built as text, and the index cannot leave its element."""
    bad = replace(letter, number=HOSTILE, subject=HOSTILE)
    write_site(HOSTILE, [Circular(bad, (HOSTILE,))], tmp_path, gecc.jurisdiction, base_url=BASE)
    view.goto((tmp_path / "index.html").as_uri())
    view.fill("#query", "onerror")
    assert HOSTILE in view.locator("#found .subject").inner_text()
    assert view.locator("img").count() == 0


def test_without_scripts_the_site_is_a_plain_list(site, browser, circulars):
    """The search hides itself, and the years lead to every circular."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    assert page.locator("#search").is_hidden()
    assert page.locator("li.circular").count() == LATEST
    with page.expect_navigation():
        page.locator("nav.years a").first.click()
    assert page.locator("li.circular").count() == 29
    context.close()


def test_the_search_is_used_by_keyboard_and_read_aloud(site, view):
    """A skip link comes first, the field has a name, and the count is announced."""
    view.goto((site / "index.html").as_uri())
    view.keyboard.press("Tab")
    assert view.evaluate("document.activeElement.className") == "skip"
    view.keyboard.press("Tab")
    assert view.evaluate("document.activeElement.id") == "query"
    assert view.get_by_role("searchbox", name="ค้นหาหนังสือเวียน").count() == 1
    view.keyboard.type("GECC")
    assert view.get_by_role("status").inner_text().startswith("พบ ")
    assert view.locator("html[lang=th] main").count() == 1


SEARCHES = {
    "indonesia": ("Ditemukan 1 surat", "Nomor 1", "Kepada Camat"),
    "plain": ("Letters found: 1", "1", "To: Camat"),
}


@pytest.mark.parametrize("country", SEARCHES)
def test_the_one_search_speaks_each_language(country, view, tmp_path):
    letter = replace(_PLAIN, dated=date(2026, 1, 19))
    write_site("Kantor", [Circular(letter, ("Camat",))], tmp_path / "w", jurisdiction(country))
    view.goto((tmp_path / "w" / "index.html").as_uri())
    view.fill("#query", "1 2026")
    shown = ("#status", "#found .number", "#found .to")
    assert tuple(view.locator(each).inner_text() for each in shown) == SEARCHES[country]
