"""A ledger that cannot be used says why in one sentence, hides the password, and writes nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import psycopg
import pytest
from sqlalchemy import text

from wian.ledger.database import Ledger, open_ledger
from wian.ledger.errors import LedgerBusy, LedgerError, NoLedger
from wian.ledger.ledger_file import LedgerGone
from wian.ledger.migrations import VERSIONS
from wian.ledger.read.offices.own_letters import outgoing
from wian.ledger.write.propagations import list_propagations
from wian.propagation.plan import record


def _refusal(url: str) -> str:
    with pytest.raises(LedgerError) as caught:
        open_ledger(url, patience=0.2)
    return str(caught.value)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a SQLite ledger would be."""
    return tmp_path / "ledger.db"


@pytest.fixture
def made(path: Path) -> Iterator[Path]:
    """A SQLite ledger."""
    open_ledger(f"sqlite:///{path}").close()
    return path


def test_a_ledger_that_is_only_to_be_read_is_not_made(path: Path) -> None:
    """Neither a file nor its folder; and an empty file is no ledger either."""
    url = f"sqlite:///{path.parent / 'typo' / 'ledger.db'}"
    with pytest.raises(NoLedger, match="is not there yet; wian propagate"):
        open_ledger(url, make=False)
    assert list(path.parent.iterdir()) == []
    path.touch()
    with pytest.raises(NoLedger):
        open_ledger(f"sqlite:///{path}", make=False)
    assert path.stat().st_size == 0


def test_a_server_without_a_ledger_is_left_as_it_is(postgres_url: str) -> None:
    """No table is made for a question; once it is made, it is read."""
    for _ in range(2):
        with pytest.raises(NoLedger, match="is not there yet"):
            open_ledger(postgres_url, make=False)
    open_ledger(postgres_url).close()
    with open_ledger(postgres_url, make=False) as ledger:
        assert list_propagations(ledger) == []


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ledger.db", "is no database URL; write sqlite:///folder"),
        ("", "is no database URL"),
        ("mysql://u:secret@h/d", "is of the kind mysql, which wian does not use"),
        ("postgresql://u:secret@h:port/d", "is no database URL"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite:///a\0b.db", "cannot be opened"),
        ("sqlite:////dev/null", "is no regular file"),
        ("sqlite:////dev/null/ledger.db", "cannot be opened"),
        (f"sqlite:///{'x' * 300}.db", "cannot be opened"),
        ("postgresql://u:secret@127.0.0.1:1/d", "start the server, or correct host and port"),
        ("postgres://u:secret@127.0.0.1:1/d?password=secret", "start the server"),
        ("postgresql://u:secret@no.such.host.invalid/d", "correct the host name in the URL"),
    ],
)
def test_an_impossible_url_is_refused(url: str, said: str) -> None:
    """Whatever is wrong with it is one sentence, and never shows the password."""
    refusal = _refusal(url)
    assert said in refusal
    assert "secret" not in refusal
    assert "\n" not in refusal


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    """A folder's path is a slip of the keyboard, and the sentence says so."""
    assert "is a folder; name a file in it." in _refusal(f"sqlite:///{tmp_path}")


def test_another_file_is_no_ledger(path: Path) -> None:
    """A file that is no database is left as it is."""
    path.write_text("Dear diary")
    assert "is no SQLite database" in _refusal(f"sqlite:///{path}")
    assert path.read_text() == "Dear diary"


def test_a_broken_file_is_refused(path: Path) -> None:
    """A file that only begins like a database is refused like any other."""
    path.write_bytes(b"SQLite format 3\x00" + bytes(range(256)) * 40)
    assert "The ledger sqlite:///" in _refusal(f"sqlite:///{path}")


def test_a_read_only_file_is_refused(made: Path) -> None:
    """A file that nobody may write is respected, even by root."""
    made.chmod(0o444)
    assert "is read-only; make the file writable" in _refusal(f"sqlite:///{made}")


def test_another_programs_database_is_refused(path: Path) -> None:
    """Its tables stay as they are, and no table of ours joins them."""
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    before = path.read_bytes()
    assert "holds another program's tables (bookmarks)" in _refusal(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_a_newer_ledger_is_refused(ledger_url: str) -> None:
    """A database that a later program made is neither read nor changed."""
    with open_ledger(ledger_url) as ledger, ledger.writing() as connection:
        connection.execute(text("UPDATE ledger_version SET version_num = '0999'"))
    said = f"is of version 0999, and this program knows versions up to {VERSIONS[-1]}; use a newer"
    assert said in _refusal(ledger_url)


def test_a_locked_file_is_refused_after_a_while(made: Path) -> None:
    """Somebody else's transaction is waited for, then named; trying again may help."""
    other = sqlite3.connect(made, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with (
        open_ledger(f"sqlite:///{made}", patience=0.1) as ledger,
        pytest.raises(LedgerBusy, match="is locked by another process"),
        ledger.writing(),
    ):
        pass
    other.close()


def test_a_fresh_file_locked_by_another_is_refused(path: Path) -> None:
    """Making the tables waits its turn too."""
    path.touch()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(LedgerBusy):
        open_ledger(f"sqlite:///{path}", patience=0.1)
    other.close()


def test_a_ledger_lost_under_way_is_one_sentence(ledger: Ledger) -> None:
    """A table that vanishes between two statements is no traceback either."""
    with ledger.writing() as connection:
        connection.execute(text("ALTER TABLE propagation RENAME TO lost"))
    with pytest.raises(LedgerError, match="restore it from a backup: its tables were altered"):
        list_propagations(ledger)


@pytest.mark.usefixtures("synced")
def test_commits_are_synced_to_the_disk(made: Path) -> None:
    """SQLite's write-ahead log, full sync and foreign keys are on for every connection."""
    with open_ledger(f"sqlite:///{made}") as ledger, ledger.reading() as connection:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        values = [connection.scalar(text(f"PRAGMA {pragma}")) for pragma in pragmas]
    assert values == ["wal", 2, 1, 30_000]


def test_a_reader_sees_one_moment(ledger: Ledger, story: ModuleType) -> None:
    """What is written while a reader reads does not change what it sees."""
    story.record(ledger)
    count = text("SELECT count(*) FROM propagation")
    with ledger.reading() as connection:
        before = connection.scalar(count)
        writer = threading.Thread(target=story.record, args=(ledger, "p2"))
        writer.start()
        writer.join()
        assert connection.scalar(count) == before
    assert len(list_propagations(ledger)) == 2


def test_a_wrong_password_is_named(postgres_url: str) -> None:
    """The sentence shows user and host, and not the password that was tried."""
    parts = urlsplit(postgres_url)
    host = f"{parts.hostname}:{parts.port}"
    url = parts._replace(netloc=f"{parts.username}:hunter2@{host}").geturl()
    refusal = _refusal(url)
    assert "hunter2" not in refusal
    assert f"{parts.username}:***@{host}" in refusal
    assert "correct the user or the password in the URL" in refusal


def test_a_missing_database_is_named(postgres_url: str) -> None:
    """A database that the server does not have is to be created, or its name corrected."""
    refusal = _refusal(f"{postgres_url}_nowhere")
    assert "create the database, or correct its name" in refusal


def test_a_machine_that_is_gone_is_noticed_from_both_sides(postgres_ledger_url: str) -> None:
    """Within 20 seconds instead of two hours: its locks, claims and seats are free then."""
    with open_ledger(f"{postgres_ledger_url}?keepalives_idle=7") as ledger:
        with ledger.reading() as connection:
            names = ("idle", "interval", "count")
            ask = (f"SHOW tcp_keepalives_{name}" for name in names)
            said = [int(connection.exec_driver_sql(each).scalar_one()) for each in ask]
            driver = connection.connection.driver_connection
            assert driver is not None
            own = driver.info.get_parameters()
        assert said[0] + said[1] * said[2] <= 20
        assert (own["keepalives_idle"], own["keepalives_interval"]) == ("7", "3")


def test_a_server_that_goes_away_is_one_sentence(postgres_url: str) -> None:
    """Connections that the server ended are opened again; the one in use fails in a sentence."""
    with open_ledger(postgres_url) as ledger:
        with pytest.raises(LedgerError), ledger.reading() as connection:  # noqa: PT012 - at the second
            _end_others(postgres_url)
            connection.scalar(text("SELECT 1"))
        assert list_propagations(ledger) == []


def _end_others(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_what_the_ledger_keeps_is_its_users_alone(tmp_path: Path) -> None:
    """It holds letters, accounts and secrets of webhooks; its journals are no more open."""
    home = tmp_path / "deep" / "home"
    with open_ledger(f"sqlite:///{home}/ledger.db") as ledger, ledger.writing():
        files = {each.name: _mode(each) for each in home.iterdir()}
    assert files == dict.fromkeys(("ledger.db", "ledger.db-wal", "ledger.db-shm"), 0o600)
    assert (_mode(home), _mode(home.parent)) == (0o700, 0o700)


def test_an_older_ledger_keeps_its_rights(made: Path) -> None:
    """A group that was let in by its operator is not shut out."""
    made.chmod(0o660)
    open_ledger(f"sqlite:///{made}").close()
    assert _mode(made) == 0o660


def _mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody without rights")
def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    """An operator without rights on the folder gets a sentence."""
    folder = tmp_path / "theirs"
    folder.mkdir(mode=0o700)
    process = os.fork()
    if not process:
        os.seteuid(65534)
        try:
            open_ledger(f"sqlite:///{folder}/deeper/ledger.db")
        except LedgerError as error:
            os._exit(0 if "cannot be opened (Permission denied)" in str(error) else 2)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0


def test_a_closed_ledger_is_whole_in_its_file(
    path: Path, tmp_path: Path, living, live_plan
) -> None:
    """Whoever copies the file alone has all letters, even while others have the ledger open."""
    url = f"sqlite:///{path}"
    with open_ledger(url) as other, open_ledger(url) as ledger:
        list_propagations(other)
        living.begin(ledger, live_plan)
        ledger.close()
        copy = Path(shutil.copy(path, tmp_path / "copy.db"))
    with open_ledger(f"sqlite:///{copy}") as ledger:
        assert [each.letter.office for each in outgoing(ledger, "opm")] == ["opm"]


@pytest.mark.parametrize("what", ["was deleted", "was replaced by another file"])
def test_a_file_that_is_gone_is_noticed(
    path: Path, tmp_path: Path, what, living, live_plan
) -> None:
    """Nothing is written into a file that nobody finds any more, and nothing is read from it."""
    with open_ledger(f"sqlite:///{path}") as ledger:
        record(ledger, live_plan, living.start)
        if what == "was deleted":
            path.unlink()
        else:
            shutil.copy(path, tmp_path / "other.db")
            (tmp_path / "other.db").replace(path)
        for use in (
            lambda: living.begin(ledger, live_plan),
            lambda: list_propagations(ledger),
        ):
            with pytest.raises(LedgerGone, match=f"{what} while it was in use; put the file back"):
                use()


def test_a_file_that_goes_during_a_transaction_keeps_nothing(path: Path) -> None:
    """What would be kept in a deleted file is refused before it is said to be kept."""
    with (
        open_ledger(f"sqlite:///{path}") as ledger,
        pytest.raises(LedgerGone, match="was deleted"),
        ledger.writing(),
    ):
        path.unlink()
