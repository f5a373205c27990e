"""Stories of a site put into a folder that others use too."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from wian.kit.errors import InputFaults
from wian.letters.pages.publication import MANIFEST, CannotPublish, NoManifest, publish

FIRST = [("2564/one.html", b"1"), ("2564/two.html", b"2"), ("index.html", b"1 2")]
SECOND = [("2564/one.html", b"1!"), ("2565/three.html", b"3"), ("index.html", b"1 3")]


def _held(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_folder_holds_the_files(tmp_path):
    """Folders above it are made, and nothing is left beside it."""
    publish(FIRST, tmp_path / "www" / "site")
    assert _held(tmp_path / "www" / "site") == dict(FIRST)
    assert _names(tmp_path / "www") == ["site"]


def test_a_web_server_may_read_the_folder(tmp_path):
    """It has the rights that a folder made by hand has."""
    (tmp_path / "by-hand").mkdir()
    publish(FIRST, tmp_path / "site")
    assert (tmp_path / "site").stat().st_mode == (tmp_path / "by-hand").stat().st_mode


def test_publishing_again_updates_and_takes_away_what_is_gone(tmp_path):
    """The second site stands alone in the folder, empty folders of the first are gone."""
    publish([*FIRST, ("2560/old.html", b"0")], tmp_path / "site")
    publish(SECOND, tmp_path / "site")
    assert _held(tmp_path / "site") == dict(SECOND)
    assert not (tmp_path / "site" / "2560").exists()


def test_publishing_the_same_again_touches_no_file(tmp_path):
    """What is the same keeps its time, so that copies of the site need not fetch it anew."""
    publish(FIRST, tmp_path)
    index = tmp_path / "index.html"
    os.utime(index, (1, 1))
    publish(FIRST, tmp_path)
    assert index.stat().st_mtime == 1


def test_what_is_not_of_the_site_stays(tmp_path):
    """An office's other files, and pages that somebody changed by hand, are not taken away."""
    publish(FIRST, tmp_path)
    (tmp_path / ".htaccess").write_bytes(b"x")
    (tmp_path / "2564" / "map.png").write_bytes(b"y")
    (tmp_path / "2564" / "two.html").write_bytes(b"changed by hand")
    publish(SECOND, tmp_path)
    assert _held(tmp_path) == {
        **dict(SECOND),
        ".htaccess": b"x",
        "2564/map.png": b"y",
        "2564/two.html": b"changed by hand",
    }


@pytest.mark.parametrize("obstacle", ["file", "folder", "link", "dangling"])
def test_a_foreign_file_in_the_way_is_not_overwritten(tmp_path, obstacle):
    """Whatever stands there is named, and nothing has changed."""
    other = tmp_path / "other"
    other.write_bytes(b"theirs")
    site = tmp_path / "site"
    site.mkdir()
    index = site / "index.html"
    {
        "file": lambda: index.write_bytes(b"theirs"),
        "folder": index.mkdir,
        "link": lambda: index.symlink_to(other),
        "dangling": lambda: index.symlink_to(tmp_path / "nowhere"),
    }[obstacle]()
    with pytest.raises(InputFaults, match=r"index\.html: is there already"):
        publish(FIRST, site)
    assert _names(site) == ["index.html"]
    assert other.read_bytes() == b"theirs"


def test_a_link_leads_no_page_out_of_the_folder(tmp_path):
    """A year's folder that is a link to elsewhere is not written through."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "2564").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InputFaults, match="2564: is there already"):
        publish(FIRST, tmp_path / "site")
    assert _names(tmp_path / "elsewhere") == []


@pytest.mark.parametrize("exists", [False, True])
def test_a_failure_while_files_are_made_changes_nothing(tmp_path, exists):
    """The old site stands as it was, or none does."""
    if exists:
        publish(FIRST, tmp_path / "site")

    def failing():
        yield SECOND[0]
        raise ZeroDivisionError

    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(ZeroDivisionError):
        publish(failing(), tmp_path / "site")
    assert sorted(tmp_path.rglob("*")) == before
    assert not exists or _held(tmp_path / "site") == dict(FIRST)


@pytest.mark.parametrize("moved", range(4))
def test_an_interrupted_exchange_leaves_a_site_that_works_and_is_finished_by_the_next(
    tmp_path, monkeypatch, moved
):
    """Whenever it stops, the first page leads only to pages that are there."""
    publish(FIRST, tmp_path)
    original, done = Path.replace, []

    def replace(self, target):
        if len(done) >= moved:
            raise OSError(28, "No space left on device", str(target))
        done.append(target)
        return original(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", replace)
        with pytest.raises(CannotPublish, match="No space left"):
            publish(SECOND, tmp_path)
    held = _held(tmp_path)
    names = {"1": "2564/one.html", "2": "2564/two.html", "3": "2565/three.html"}
    assert all(names[each] in held for each in held["index.html"].decode().split())
    publish(SECOND, tmp_path)
    assert _held(tmp_path) == dict(SECOND)


@pytest.mark.parametrize(
    "record",
    [
        b"no JSON",
        b"[]",
        b'{"files": {"../../etc/passwd": "x"}}',
        b'{"files": {"/etc/passwd": "x"}}',
        b'{"files": ["index.html"]}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_record_is_refused(tmp_path, record):
    """A record that somebody else wrote must not make us remove files."""
    (tmp_path / MANIFEST).write_bytes(record)
    with pytest.raises(NoManifest):
        publish(FIRST, tmp_path)
    assert _names(tmp_path) == [MANIFEST]


@pytest.mark.parametrize(
    "name", ["../x.html", "/x.html", "a/b/c.html", "a/../x.html", "X.html", "x"]
)
def test_a_name_that_leads_elsewhere_is_a_fault_of_the_program(tmp_path, name):
    """No name leaves the folder."""
    with pytest.raises(ValueError, match="no new name"):
        publish([(name, b"")], tmp_path / "site")
    assert _names(tmp_path) == []


def test_a_file_in_place_of_the_folder_is_refused(tmp_path):
    """Nobody's file is replaced by a site."""
    (tmp_path / "site").write_bytes(b"theirs")
    with pytest.raises(InputFaults, match="is no folder"):
        publish(FIRST, tmp_path / "site")
    with pytest.raises(CannotPublish):
        publish(FIRST, tmp_path / "site" / "below")
    assert (tmp_path / "site").read_bytes() == b"theirs"


def test_the_record_says_what_is_ours(tmp_path):
    """Path by path, in order."""
    publish(FIRST, tmp_path)
    record = json.loads((tmp_path / MANIFEST).read_bytes())
    assert list(record["files"]) == sorted(dict(FIRST))


def test_files_are_taken_from_where_they_lie(tmp_path):
    """A large file needs no memory: its path is enough."""
    (tmp_path / "letter.pdf").write_bytes(b"%PDF")
    publish([("2564/one.pdf", tmp_path / "letter.pdf")], tmp_path / "site")
    assert (tmp_path / "site" / "2564" / "one.pdf").read_bytes() == b"%PDF"
