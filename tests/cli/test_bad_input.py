"""Bad input, end to end: one clear report, 1, no traceback, nothing written."""

from __future__ import annotations

import functools
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from wian.ledger.database import open_ledger
from wian.propagation import runtime

CONTENT = ("propagation", "snapshot", "letter", "hop", "reception", "register_entry")


def _rows(home: Path) -> dict[str, int]:
    """How many rows each table of the installation's ledger has."""
    if not (home / "wian.db").exists():
        return dict.fromkeys(CONTENT, 0)
    with sqlite3.connect(home / "wian.db") as connection:
        return {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in CONTENT
        }


@pytest.fixture
def refused(wian, home, recorded_home) -> Callable[..., str]:
    """Plan and propagate a directive beside one that the ledger has; gives the one report."""
    home.mkdir()
    shutil.copy(recorded_home / "wian.db", home)

    def run(directive: object, *options: object) -> str:
        before = _rows(home)
        reports = []
        for command in ("plan", "propagate"):
            ran = wian(command, directive, *options)
            assert (ran.code, ran.out) == (1, ""), ran
            assert "Traceback" not in ran.err
            assert "defect" not in ran.err
            assert len(ran.err) < 5000
            reports.append(ran.err)
        assert _rows(home) == before
        assert not (home / "prefect").exists()
        assert reports[0] == reports[1]
        return reports[0]

    return run


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("id: gecc-2564\n", "id: [1, 2]\n", "line 4"),
        ("subject: ", "subject: {a: 1} #", "subject"),
        ("opens: 2021-01-01", "opens: soon", "'soon'"),
        ("opens: 2021-01-01", "opens: 20210101", "bare number"),
        ("closes: 2021-02-28", "closes: 2020-02-28", "closes"),
        ("opens: 2021-01-01", "opens: 2564-01-01", "2021"),
        ("origin: opm", "origin: omp", "opm"),
        ("origin: opm", "origin: ../../etc/passwd", "origin"),
        ("origin: opm", "origin: la-3650102", "la-3650102"),
        ("addressees:\n  - levels: [local]", "addressees: []", "addressees"),
        ("addressees:\n  - levels: [local]", "addressees:\n  - ids: [nobody]", "nobody"),
        ("addressees:\n  - levels: [local]", "addressees:\n  - {levels: [local], kinds: [x]}", "x"),
        ("hierarchy: offices.yaml", "hierarchy: nowhere.yaml", "nowhere.yaml"),
        ("hierarchy: offices.yaml", "hierarchy: ../../../../../etc/passwd", "passwd"),
        ("hierarchy: offices.yaml", "hierarchy: /dev/zero", "/dev/zero"),
        ("origin: opm", "origin: opm\nunknown_field: 1", "unknown_field"),
        ("  - office: moi", "  - office: nobody", "nobody"),
        ("issued: 2021-01-19", "issued: 2021-01-02", "2021-01-02"),
        ("id: gecc-2564", "id: gecc-2564\nid: again", "id"),
        ("id: gecc-2564", "id: !!python/object/apply:os.system [id]", "line 4"),
        ("purpose: ", "purpose: *missing #", "line"),
        ("purpose: ", "purpose: \t'", "line"),
    ],
)
def test_a_faulty_directive_is_refused_with_its_place(refused, edited, old, new, told):
    """Wrong types, unknown offices, empty selections, impossible windows, hostile YAML."""
    assert told in refused(edited(old, new))


@pytest.mark.parametrize(
    "subject", ["ก" * 1_000_000, "'" + "ก " * 500_000 + "'"], ids=["one word", "many words"]
)
def test_a_million_characters_are_no_subject(refused, edited, subject):
    """The report quotes the beginning, and not the million."""
    report = refused(edited("subject: ", f"subject: {subject} #"))
    assert "subject" in report or "bytes" in report


def test_all_faults_of_a_directive_come_together(refused, edited):
    """Three slips are one report, so that they are mended at once."""
    edited("origin: opm", "origin: OPM!")
    edited("opens: 2021-01-01", "opens: soon")
    report = refused(edited("form: memo", "form: scroll"))
    assert "3 faults" in report
    assert all(word in report for word in ("OPM!", "soon", "scroll"))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("id: moi", "id: ../moi", "../moi"),
        ("{parent: opm, channel: electronic}", "{parent: dla, channel: post}", "moi"),
        ("parent: {parent: moi, channel: hand}", "parent: nobody", "nobody"),
        ("id: dla", "id: moi", "moi"),
        ("channel: hand", "channel: pigeon", "pigeon"),
        ("level: ministry", "level: [1]", "level"),
    ],
)
def test_a_faulty_hierarchy_is_refused_with_its_place(refused, edited, old, new, told):
    """A path as an id, a cycle, an unknown parent, a double, an unknown channel, a wrong type."""
    report = refused(edited(old, new, "offices.yaml"))
    assert told in report
    assert "offices.yaml" in report


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{{ 7 * 7 }}", "template syntax"),
        ("{% for x in y %}", "template syntax"),
        ("{{ ''.__class__.__mro__[1].__subclasses__() }}", "template syntax"),
        ("<script>alert(1)</script>", "markup"),
        ("\u202e คำสั่ง", "invisible character"),
        ("ก\x07ข", "directive.yaml"),
    ],
)
@pytest.mark.parametrize("field", ["subject", "decided", "purpose"])
def test_template_syntax_and_markup_are_refused(refused, edited, field, text, told):
    """No text of a directive is a program, whatever field it stands in."""
    quoted = text.replace("'", "''")
    assert told in refused(edited(f"{field}: ", f"{field}: '{quoted}' #"))


def test_signs_that_mean_something_elsewhere_are_only_text(wian, home, edited):
    """Terminal and typesetter have markup of their own: screen and letters show it as it stands."""
    text = "[bold red]ด่วน[/bold red] [link=x] #set text(red) $x$ @ref %s {x} <3 & \\n"
    ran = wian("propagate", edited("subject: ", f"subject: '{text}' #"))
    assert ran.code == 0, ran.err
    assert "".join(text.split()) in "".join(ran.out.split())
    shown = wian("letters", "--office", "moi").out
    assert "".join(text.replace("3", "๓").split()) in "".join(shown.split())
    page = wian("letters", "--office", "moi", "--format", "html").out
    assert "&lt;๓ &amp;" in page


@pytest.mark.parametrize("limit", ["nobody", "../../etc/passwd", "", "opm'; DROP TABLE letter"])
def test_an_office_to_limit_it_to_must_exist(refused, propagating, limit):
    """An unknown id, a path, nothing, a piece of SQL: each is quoted and refused."""
    assert limit[:6] in refused(propagating.directive, "--limit-to", limit)


def test_an_office_that_no_addressee_stands_under_is_no_limit(refused, copy, edited):
    """The selection that is left would be empty."""
    directive = edited("addressees:\n  - levels: [local]", "addressees:\n  - kinds: [pao]")
    assert "phitsanulok.wang-thong" in refused(directive, "--limit-to", "phitsanulok.wang-thong")


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"\x00" * 100, b"- 1\n- 2\n", b"{" * 9999]
)
def test_what_is_no_directive_at_all_is_one_report(refused, tmp_path, content):
    """Empty, no UTF-8, binary, a list, ten thousand brackets."""
    path = tmp_path / "directive.yaml"
    path.write_bytes(content)
    assert "directive.yaml" in refused(path)


@pytest.mark.parametrize("path", ["nowhere.yaml", "/", "/dev/null", "/proc/self/mem"])
def test_a_path_that_is_no_file_is_one_report(refused, path):
    """Missing, a folder, a device, a file that cannot be read."""
    assert path in refused(path)


@pytest.fixture
def impatient(monkeypatch) -> None:
    """Ledgers are opened without patience for another process's lock."""
    soon = functools.partial(open_ledger, patience=0.1)
    monkeypatch.setattr(runtime, "open_ledger", soon)


@pytest.fixture
def named(wian, monkeypatch, propagating) -> Callable[[str], str]:
    """Propagate into the database of a URL that cannot be used; gives the one sentence."""

    def run(url: str) -> str:
        monkeypatch.setenv("WIAN_DATABASE_URL", url)
        ran = wian("propagate", propagating.directive, "--json")
        assert (ran.code, ran.out) == (1, "")
        assert len(ran.err.splitlines()) == 1, ran.err
        assert "defect" not in ran.err
        return ran.err

    return run


def test_a_locked_ledger_is_one_sentence(named, impatient, tmp_path):
    """Another process holds it; nothing is half written, and it can be run again."""
    with open_ledger(f"sqlite:///{tmp_path}/ledger.db"):
        pass
    held = sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)
    held.execute("PRAGMA locking_mode=EXCLUSIVE")
    held.execute("BEGIN EXCLUSIVE")
    assert "locked by another process" in named(f"sqlite:///{tmp_path}/ledger.db")
    held.close()


def test_an_unreachable_database_is_one_sentence_without_its_password(named, impatient):
    """The remedy is named; the password is not."""
    report = named("postgresql://wian:open-sesame@127.0.0.1:9/wian")
    assert "start the server" in report
    assert "open-sesame" not in report


def test_a_ledger_of_a_newer_version_is_left_alone(named, tmp_path):
    """Its tables are not understood, so they are not touched."""
    with open_ledger(f"sqlite:///{tmp_path}/ledger.db"):
        pass
    with sqlite3.connect(tmp_path / "ledger.db") as connection:
        connection.execute("UPDATE ledger_version SET version_num = '9999'")
    before = (tmp_path / "ledger.db").read_bytes()
    assert "newer wian" in named(f"sqlite:///{tmp_path}/ledger.db")
    assert (tmp_path / "ledger.db").read_bytes() == before


@pytest.mark.parametrize(
    "url", ["mysql://a@b/c", "no url", "sqlite://", "sqlite:////proc/none/x.db", "://"]
)
def test_what_is_no_ledger_is_one_sentence(named, url):
    """Another kind of database, no URL, no file, a folder where nothing can be made."""
    assert "The ledger" in named(url)
