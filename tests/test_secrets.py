"""No word of a classified letter comes out where it may not, whichever way it came in.

``docs/explanation/secrecy.md`` says who may read it: the clerks and officers of the offices that
hold it, and whoever runs ``wian letters`` on the machine. Everything else is asked here, and each
way in is tried with an open letter too, so that a test that finds nothing has looked in the right
place.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from pypdf import PdfReader, PdfWriter
from sqlalchemy import text

from hierarchy.office import LetterForm
from wian import api
from wian.followup.current_snapshot import setting, situate
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.instant import Instant, Precision
from wian.kit.errors import WianError
from wian.ledger.access.permissions import Role, Scope
from wian.ledger.access.tokens import add_token
from wian.ledger.database import Ledger, open_ledger
from wian.ledger.read.recorded import letters
from wian.ledger.read.sql_query import VIEWS
from wian.ledger.write.propagations import list_propagations
from wian.letters.letter import Letter
from wian.letters.pages.letter_docx import letter_docx
from wian.letters.pages.letter_pdf import letter_pdf
from wian.letters.text_and_html import render
from wian.notices.subscription import subscribe
from wian.office.actor import Acting
from wian.office.answer import answer
from wian.office.correct import correct
from wian.propagation.recorded_plan import restore
from wian.reports.progress.pages.page import page
from wian.reports.progress.pages.pictures import chain_map
from wian.reports.progress.pages.whereabouts import headline, sentence

THAILAND = jurisdiction("thailand")
OFFICES = Path(__file__).parents[1] / "examples" / "gecc-2564" / "offices.yaml"
ISSUER = "phitsanulok"
WORDS = ("นกเงือก", "หอยมุก", "ปูเสฉวน", "ม้าน้ำ", "ดาวทะเล")
"""Of the subject, the text, an answer, a reason and an ask: in no office's name."""
BIRD, PEARL, CRAB, HORSE, STAR = WORDS
MARK, URGENCY = "ลับมาก", "ด่วนที่สุด"
Unpacked = Callable[[Path], Iterator[bytes]]
WAYS = ("directive", "text", "docx", "pdf", "page")
ASKED_ALL = ("directive", "text")
"""Ways after which everything is asked: what was read of a PDF is kept like what was of a text."""


def written(secrecy: str | None) -> Letter:
    """A circular of a province to its districts."""
    return Letter(
        sender=ISSUER,
        issuer="จังหวัดพิษณุโลก",
        form=LetterForm.EXTERNAL,
        number="พล ๐๐๒๓.๓/ว ๗๗๗",
        dated=date(2022, 3, 4),
        letterhead=("ศาลากลางจังหวัดพิษณุโลก", "ถนนวังจันทน์ พล ๖๕๐๐๐"),
        subject=f"การอนุรักษ์{BIRD}",
        salutation="เรียน",
        addressed_to="นายอำเภอ ทุกอำเภอ",
        references=(),
        enclosures=(),
        paragraphs=(
            f"ด้วยจังหวัดพิษณุโลกได้รับแจ้งเรื่อง{PEARL}ในพื้นที่",
            f"จึงเรียนมาเพื่อโปรดสำรวจ{STAR}",
        ),
        closing="ขอแสดงความนับถือ",
        signatory=("(....................)", "ผู้ว่าราชการจังหวัดพิษณุโลก"),
        drafted_by=(),
        urgency=URGENCY,
        secrecy=secrecy,
    )


def paper(way: str, secrecy: str | None, folder: Path) -> Path:
    """The circular as a file of one kind; ``page`` is a PDF that has lost its attached data."""
    letter = written(secrecy)
    path = folder / f"circular.{ {'text': 'txt', 'page': 'pdf'}.get(way, way) }"
    if way == "text":
        path.write_text(render(letter, THAILAND, "text"), encoding="utf-8")
    elif way == "docx":
        path.write_bytes(letter_docx(letter, THAILAND))
    else:
        path.write_bytes(letter_pdf(letter, THAILAND))
    if way == "page":
        bare = PdfWriter()
        for sheet in PdfReader(path).pages:
            bare.add_page(sheet)
        bare.write(path)
    return path


def register(folder: Path) -> Path:
    """A register that marks its letters as secret; one of its rows cannot be read."""
    path = folder / "register.csv"
    path.write_text(
        "ทะเบียนหนังสือรับ จังหวัดพิษณุโลก\n"
        "เลขทะเบียนรับ,ชั้นความลับ,ชั้นความเร็ว,ที่,ลงวันที่,จาก,เรื่อง,วันที่รับ\n"
        f"๑๒,ลับ,ด่วน,กษ ๑๒๓๔/๕,๑ มี.ค. ๖๕,กรมอื่น,{BIRD}{PEARL},๒ มี.ค. ๖๕\n"
        f"x,ลับ,ด่วน,กษ ๑๒๓๔/๖,๑ มี.ค. ๖๕,กรมอื่น,{BIRD}{PEARL},๒ มี.ค. ๖๕\n",
        encoding="utf-8",
    )
    return path


@dataclass
class Sent:
    """A ledger that holds the letter, and the program over it."""

    wian: Callable[..., object]
    ledger: Ledger
    propagation: str
    said: list[str]


@pytest.fixture
def sent(wian, home, living, tmp_path, monkeypatch) -> Iterator[Callable[..., Sent]]:
    """Let the letter in on one way, with a mark or without."""
    monkeypatch.setenv("COLUMNS", "400")
    monkeypatch.setenv("WIAN_WEBHOOK_ALLOW_PRIVATE", "1")
    opened: list[Ledger] = []

    def let_in(way: str, secrecy: str | None = MARK) -> Sent:
        home.mkdir(exist_ok=True)
        said = []
        if way != "directive":
            ran = wian("import", "bundle", paper(way, secrecy, tmp_path), "--hierarchy", OFFICES)
            assert ran.code == 0, ran.err
            said += [ran.err]  # what it prints is for whoever holds the letter
        if secrecy:
            ran = wian("import", "register", register(tmp_path))
            assert (ran.code, "1" in ran.out) == (0, True), ran.err
            said += [ran.out, ran.err]
        ledger = open_ledger(f"sqlite:///{home / 'wian.db'}")
        opened.append(ledger)
        if way == "directive":
            go_down(ledger, living, "secret" if secrecy else "none")
        (known,) = list_propagations(ledger)
        return Sent(wian, ledger, known.id, said)

    yield let_in
    for ledger in opened:
        ledger.close()


def go_down(ledger: Ledger, living, secrecy: str) -> None:
    """A live directive down to a local body, answered and corrected; everyone is told."""
    plan = living.plan(
        id="sea-drill",
        secrecy=secrecy,
        subject=f"การอนุรักษ์{BIRD}",
        decided=f"ได้กำหนดให้สำรวจ{PEARL}",
        purpose=f"ให้ทราบจำนวน{PEARL}",
        asks=[{"to": {"levels": ["local"]}, "text": f"สำรวจ{STAR}", "answer_by": "2030-02-28"}],
    )
    for office in living.chain:
        subscribe(ledger, office, "http://127.0.0.1:9/", (), now=living.start)
    living.begin(ledger, plan)
    living.reach(ledger, plan, living.leaf)
    living.stamp(ledger, plan, living.leaf)
    acting = Acting(ledger, plan, living.leaf, by="x", now=living.later(40))
    answer(acting, f"พบ{CRAB}สามตัว", key="k")
    correct(acting, position=0, at=living.later(35), reason=f"เพราะ{HORSE}", key="k")


def words_in(*said: str | bytes) -> set[str]:
    """The words of the letter that some output holds, however it is written there."""
    found = set()
    for each in said:
        plain = each.decode("utf-8", "replace") if isinstance(each, bytes) else each
        plain = re.sub(r"<wbr>|[\u200b\u2060\s]", "", html.unescape(plain))
        for word in WORDS:
            forms = (word, json.dumps(word)[1:-1], quote(word), word.encode().hex())
            found |= {word for form in forms if form in plain}
    return found


COMMANDS = (
    ("status",),
    ("status", "--json"),
    ("status", "--list"),
    ("status", "--list", "--json"),
    ("hops",),
    ("hops", "--format", "csv"),
    ("hops", "--json"),
    ("letters",),
    ("verify",),
    ("verify", "--json"),
    ("report", "latency"),
    ("report", "latency", "--json"),
    ("report", "bottlenecks"),
    ("report", "bottlenecks", "--json"),
    *(("sql", f"SELECT * FROM {view}", "--json") for view in VIEWS),  # noqa: S608 - constants
    # Errors name what they are about.
    ("letters", "--office", "nobody"),
    ("report", "latency", "nothing"),
    ("import", "register", "nowhere.csv"),
    ("checkpoint",),
)  # fmt: skip
TELLING = (
    ("status", "--list"),
    ("status", "--list", "--json"),
    ("sql", "SELECT * FROM propagations", "--json"),
)
"""Those of the commands that print an open letter's subject."""
FILES = (
    ("export", "csv", "--out", "hops.csv"),
    ("export", "parquet", "--out", "hops.parquet"),
    ("export", "xes", "--out", "log.xes"),
    ("export", "ocel", "--out", "log.json"),
    ("export", "ocel", "--out", "log.xml"),
    ("checkpoint", "--out", "checkpoint.txt"),
    ("letters", "--format", "site", "--office", ISSUER, "--out", "site"),
)  # fmt: skip
DRAWN = (
    ("report", "html", "--out", "report.html"),
    *(("report", "chart", kind, "--out", f"{kind}.svg")
      for kind in ("waterfall", "distribution", "dotted", "spectrum", "heatmap")),
)  # fmt: skip
"""They take seconds, and draw what every way in leaves alike: one is enough."""


def printed(sent: Sent, commands: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """What commands print that is for more than those who hold the letter."""
    for command in commands:
        ran = sent.wian(*command)
        yield " ".join(command), ran.out + ran.err


def filed(
    sent: Sent, folder: Path, commands: Iterable[tuple[str, ...]], unpacked: Unpacked
) -> Iterator[tuple[str, str | bytes]]:
    """What commands write that is for more than those who hold the letter."""
    folder.mkdir()
    for command in commands:
        out = command.index("--out") + 1
        place = folder / command[out]
        ran = sent.wian(*command[:out], place, *command[out + 1 :])
        yield " ".join(command[:-2]), ran.out + ran.err
    for held in unpacked(folder):
        yield "a file", held


def frames(sent: Sent) -> Iterator[tuple[str, str]]:
    """What the Python API gives."""
    with api.open_ledger(sent.ledger.url) as ledger:
        plan = ledger.plan()
        yield "print(plan)", f"{plan}{plan!r}{ledger!r}"
        for name in ("propagations", "hops", "letters", "receptions", "latency", "bottlenecks"):
            try:
                yield name, str(getattr(ledger, name)().to_dicts())
            except WianError as error:
                yield name, str(error)


def prefect(sent: Sent) -> str:
    """What Prefect's pages are given of a propagation (tests/flows asks the server itself)."""
    plan = restore(sent.ledger, sent.propagation)
    found = situate(sent.ledger, plan, now=Instant(30_000_000, Precision.MINUTE))
    shown = setting(plan)
    parts = (headline(found, shown), sentence(found, shown), page(found, shown))
    return "".join((*parts, chain_map(found, plan.hierarchy)))


@pytest.mark.parametrize("way", WAYS)
def test_no_command_file_or_frame_says_a_word_of_a_classified_letter(
    sent, way, tmp_path, unpacked, caplog
):
    caplog.set_level("DEBUG")
    secret = sent(way)
    out = tmp_path / "out"
    commands, files = (COMMANDS, FILES) if way in ASKED_ALL else (TELLING, ())
    files += DRAWN if way == "text" else ()
    for name, said in (
        *printed(secret, commands),
        *filed(secret, out, files, unpacked),
        *frames(secret),
    ):
        assert words_in(said) == set(), name
    assert words_in(caplog.text, prefect(secret), *secret.said) == set()
    site = secret.wian("letters", "--format", "site", "--office", ISSUER, "--out", out / "site")
    assert "Left out because they are classified: 1." in site.out


@pytest.mark.parametrize("way", WAYS)
def test_the_same_letter_without_a_mark_is_published(sent, way, tmp_path, unpacked):
    """So that the test above looks where the words would be."""
    letter_open = sent(way, None)
    assert set(TELLING) <= set(COMMANDS)
    for name, said in printed(letter_open, TELLING):
        assert BIRD in words_in(said), name
    if way == "directive":  # an imported letter is not set anew, and its page would be
        out = tmp_path / "out"
        assert {BIRD, PEARL, STAR} <= words_in(
            *(said for name, said in filed(letter_open, out, FILES, unpacked) if name == "a file")
        )
    assert BIRD in words_in(*(each for _, each in frames(letter_open)))
    assert BIRD in words_in(prefect(letter_open))


@pytest.mark.parametrize("way", [way for way in WAYS if way != "directive"])
def test_its_marks_are_kept_and_stand_on_the_transcript(sent, way):
    """Whoever prints it on the machine sees that it is classified, and urgent."""
    secret = sent(way)
    (known,) = list_propagations(secret.ledger)
    assert (known.directive.secrecy, known.directive.urgency) == ("secret", "most-urgent")
    (issued,) = letters(secret.ledger, secret.propagation)
    assert (issued.letter.secrecy, issued.letter.urgency) == (MARK, URGENCY)
    sheet = secret.wian("letters", "--office", ISSUER)
    assert MARK in sheet.out
    assert URGENCY in sheet.out
    assert {BIRD, PEARL} <= words_in(sheet.out)
    read = paper(way, MARK, Path(secret.ledger.url.removeprefix("sqlite:///")).parent)
    (shown,) = secret.wian("import", "bundle", read, "--dry-run", "--json").json["letters"]
    assert shown["secrecy"] == {"read": MARK, "value": "secret"}
    assert shown["urgency"] == {"read": URGENCY, "value": "most-urgent"}


@pytest.mark.parametrize("secrecy", ["secret", "none"])
def test_observers_and_looking_programs_see_that_there_is_a_letter(
    sent, opened_desk, living, caplog, secrecy
):
    """Every page and every answer that shows a letter, and what the desk writes into its log."""
    caplog.set_level("DEBUG")
    secret = sent("directive", MARK if secrecy == "secret" else None)
    desk = opened_desk(secret.ledger, living.start.minute + 60)
    said = []
    for office in (living.chain[-2], living.leaf):
        browser = desk.signed_in(office, "ผู้ตรวจ", Role.OBSERVER)
        looks = (Scope.INBOX, Scope.STATUS)
        _, token = add_token(secret.ledger, office, "x", looks, now=desk.watch())
        shown = {"Authorization": f"Bearer {token}"}
        said += [browser.follow(path).text for path in pages(secret.propagation)]
        said += [
            browser.get(f"/api/v1{path}", headers=shown).text
            for path in answers(secret.propagation)
        ]
    found = words_in(*said)
    assert found == (set() if secrecy == "secret" else found | {BIRD, PEARL, STAR, CRAB})
    assert not words_in(caplog.text)


@pytest.mark.parametrize("secrecy", ["secret", "none"])
def test_a_daily_sheet_prints_no_word_of_a_classified_letter(sent, opened_desk, living, secrecy):
    """Whoever works on it knows it; the paper is read by anybody."""
    held = sent("directive", MARK if secrecy == "secret" else None)
    desk = opened_desk(held.ledger, living.start.minute + 60)
    browser = desk.signed_in(living.chain[-2], "x", Role.CLERK, Role.OFFICER)
    page = browser.get("/day").text
    assert (MARK in page or "ลับ" in page) == (secrecy == "secret")
    assert words_in(page) == (set() if secrecy == "secret" else {BIRD})


def pages(propagation: str) -> Iterable[str]:
    """Pages of the desk."""
    of = (f"/letters/{propagation}", f"/outgoing/{propagation}")
    yield from ("/", "/outgoing", f"/?q={quote(PEARL[:3])}", "/office", "/day", *of)
    yield from (f"{path}/letter.pdf" for path in of)
    yield from (f"/outgoing/{propagation}/answers.csv", f"/letters/{propagation}/draft")
    yield f"/s/{propagation}/{ISSUER}"


def answers(propagation: str) -> Iterable[str]:
    """Answers of the API."""
    of = (f"/letters/{propagation}", f"/outgoing/{propagation}", f"/status/{propagation}")
    yield from ("/inbox", "/outgoing", *of, f"/letters/{propagation}/draft")
    yield from (f"/letters/{propagation}/paper?format={form}" for form in ("text", "html", "pdf"))


def test_no_message_that_waits_for_a_webhook_or_the_doorbell_holds_a_word(sent):
    """The outbox is what is told to everybody: ids, numbers and times."""
    secret = sent("directive")
    with secret.ledger.writing() as connection:
        rows = connection.execute(text("SELECT * FROM message")).all()
    assert rows
    assert words_in(*map(str, rows)) == set()


def test_sending_another_version_live_says_no_word_of_the_first(sent, living):
    """An error names the propagation that is live already, and it may be classified."""
    secret = sent("directive")
    path = living.directive(id="sea-drill", secrecy="secret", subject=f"การอนุรักษ์{BIRD}อีกครั้ง")
    with pytest.raises(WianError) as refused:
        living.begin(secret.ledger, living.plan(id="sea-drill", secrecy="secret"))
    assert words_in(str(refused.value)) == set()
    planned = secret.wian("plan", path)
    assert words_in(planned.out, planned.err) == set()
