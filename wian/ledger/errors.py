"""What can go wrong with a ledger, each in one sentence."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from wian.kit.errors import WianError
from wian.kit.likeness import close_to
from wian.letters.directive import Directive
from wian.letters.secrecy import public_subject

_LOCKED_STATES = frozenset({"40001", "40P01", "55P03"})
"""PostgreSQL: serialization failure, deadlock detected, lock not available."""
_LOCKED = re.compile(r"database (table )?is locked|database schema is locked", re.IGNORECASE)
_AWAY = (
    r"refused|timeout|timed out|connection failed|is the server running|closed the connection"
    r"|starting up|shutting down"
)
_REMEDIES = (
    (r"unable to open database file", "check that its folder exists and may be written to"),
    (r"file is not a database|file is encrypted", "name a file that wian made, or a new one"),
    (r"readonly database|read-only transaction", "make it writable, or name another database"),
    (r"disk image is malformed", "restore it from a backup"),
    (r"disk is full|disk I/O error|No space left", "make room on the disk and run it again"),
    (r"authentication failed|no password supplied", "correct the user or the password in the URL"),
    (r"database .* does not exist", "create the database, or correct its name in the URL"),
    (r"role .* does not exist", "create the user, or correct its name in the URL"),
    (r"permission denied", "let the URL's user create and write tables there"),
    (r"resolve host|name or service|translate host", "correct the host name in the URL"),
    (_AWAY, "start the server, or correct host and port in the URL"),
    (r"too many (clients|connections)", "close other programs that use the server"),
    (r"no such (table|column)|does not exist", "restore it from a backup: its tables were altered"),
)


_ELSEWHERE = "if you expected one, correct WIAN_HOME or WIAN_DATABASE_URL"


class LedgerError(WianError):
    """The ledger cannot be used.

    Args:
        url: Its URL with the password hidden.
        what: A clause that says what is wrong with it.
        remedy: A clause that says what to do.
    """

    def __init__(self, url: str, what: str, remedy: str) -> None:
        self.url, self.what, self.remedy = url, what, remedy
        super().__init__(f"The ledger {url} {what}; {remedy}.")


class FileNotKept(WianError):
    """A file that a directive encloses, or the picture of an emblem, is not in the ledger.

    Args:
        what: Which file.
        sha256: Digest of its bytes.
    """

    def __init__(self, what: str, sha256: str) -> None:
        super().__init__(
            f"The ledger does not keep {what} (SHA-256 {sha256}); "
            "plan the directive from its own file again."
        )


class NoLedger(LedgerError):
    """Nothing was ever recorded at the URL; it may be a slip, so that nothing is made there."""

    def __init__(self, url: str) -> None:
        remedy = (
            f"wian propagate DIRECTIVE, wian import or wian registers open makes it; {_ELSEWHERE}"
        )
        super().__init__(url, "is not there yet", remedy)


class NothingRecorded(LedgerError):
    """The ledger is empty: there is nothing to show, and nothing to prove."""

    def __init__(self, url: str) -> None:
        remedy = f"wian propagate DIRECTIVE or wian import fills it; {_ELSEWHERE}"
        super().__init__(url, "is empty, which proves nothing", remedy)


class LedgerBusy(LedgerError):
    """Another process holds what this one needs; the same step may be tried again."""

    def __init__(self, url: str, detail: str) -> None:
        self.detail = detail
        super().__init__(
            url, f"is locked by another process ({detail})", "let the other finish and run it again"
        )


class LedgerAway(LedgerError):
    """The ledger's database server does not answer; it may be back in a moment."""


class UnknownPropagation(WianError):
    """The ledger does not hold the propagation.

    Args:
        wanted: The id asked for; ``None`` where the latest was.
        known: Ids that it holds, latest first.
        url: The ledger's URL with the password hidden.
    """

    def __init__(self, wanted: str | None, known: Iterable[str], url: str) -> None:
        self.wanted, self.known = wanted, tuple(known)
        if not self.known:
            text = (
                f"The ledger {url} holds no propagation yet; wian propagate DIRECTIVE or wian "
                f"import records one; {_ELSEWHERE}."
            )
        else:
            text = f"The ledger holds no propagation {_short(wanted)}; {self._remedy()}"
        super().__init__(text)

    def _remedy(self) -> str:
        """The ids that begin so, else those that are spelt alike, else all of a few."""
        wanted = self.wanted or ""
        begun = [name for name in self.known if wanted and name.startswith(wanted)]
        if begun[_SHOWN:]:
            return f"{len(begun)} begin so, the latest is {begun[0]}; see wian status --list."
        if begun:
            return f"did you mean {' or '.join(begun)}?"
        if (remedy := close_to(wanted, self.known)).endswith("?"):
            return remedy
        if not self.known[_SHOWN:]:
            return f"it holds {', '.join(self.known)}."
        return f"wian status --list names the {len(self.known):,} that it holds."


class PropagationConflict(WianError):
    """A propagation of the same id, with another content, is recorded already.

    Args:
        propagation: Its id.
        differing: Names of the fields that differ.
    """

    def __init__(self, propagation: str, differing: Iterable[str]) -> None:
        self.propagation, self.differing = propagation, tuple(differing)
        super().__init__(
            f"Propagation {propagation} is recorded already with another "
            f"{', '.join(self.differing)}; choose another id for this one."
        )


class LiveAlready(WianError):
    """A directive is live already, as another propagation; nothing was written.

    Args:
        directive: The directive, as it is live.
        propagation: Id of the latest propagation that sends it.
        since: The day on which it was recorded.
        differing: In what that one differs from what was to be sent, as far as that can be named.
    """

    def __init__(
        self, directive: Directive, propagation: str, since: date, differing: Iterable[str] = ()
    ) -> None:
        self.directive, self.propagation = directive.id, propagation
        self.differing = tuple(differing)
        named = f" in {'; '.join(self.differing)}" if self.differing else ""
        subject = public_subject(directive)
        called = f" ({_short(subject)})" if subject else ""
        super().__init__(
            f"The directive {directive.id} is live already since {since}, as propagation "
            f"{propagation}{called}, and what you send differs from it"
            f"{named}. Nothing was written, as this would send a further letter under "
            "its own number. To go on with that one, send the very same directive, offices and "
            "limits; to take it back, run wian withdraw; to send this one in its place, give it "
            f"another id and `replaces: {self.directive}`; to send another matter, give it another "
            "id; to send this one as well, say --again (on Prefect's form: Send again)."
        )


class RecordConflict(WianError):
    """A letter or reception that the ledger holds was to be written with another content.

    Args:
        kind: ``letter`` or ``reception``.
        propagation: Id of its propagation.
        where: Office (and position of the desk) that it belongs to.
    """

    def __init__(self, kind: str, propagation: str, where: str) -> None:
        self.kind, self.propagation, self.where = kind, propagation, where
        super().__init__(
            f"The {kind} of {where} in propagation {propagation} is recorded already with another "
            "content; the ledger is append-only."
        )


class IncompleteCohort(WianError):
    """What a cohort wrote does not hold together; nothing of it was kept.

    Args:
        propagation: Id of its propagation.
        what: A clause that says what is missing.
    """

    def __init__(self, propagation: str, what: str) -> None:
        self.propagation, self.what = propagation, what
        super().__init__(f"A cohort of propagation {propagation} was not kept: {what}.")


class FrozenPropagation(WianError):
    """A rehearsal is frozen, and its rows are wanted in the tables.

    Args:
        propagation: Its id.
    """

    def __init__(self, propagation: str) -> None:
        super().__init__(
            f"The rehearsal {propagation} is frozen, so nothing can be written to it; "
            f"wian thaw {propagation} brings its rows back."
        )


class CannotFreeze(WianError):
    """A propagation that is not to be frozen; nothing was changed.

    Args:
        propagation: Its id.
        why: A clause that says why not.
    """

    def __init__(self, propagation: str, why: str) -> None:
        self.propagation, self.why = propagation, why
        super().__init__(f"{propagation} cannot be frozen: it {why}.")


_SHOWN = 3


def _short(text: str | None) -> str:
    text = str(text)
    return text if len(text) <= 80 else f"{text[:80]}..."  # a line of a terminal


@contextmanager
def translated(url: str) -> Iterator[None]:
    """Turn every database error inside into one :class:`LedgerError` sentence about ``url``."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise translate(error, url) from error


def translate(error: Exception, url: str) -> LedgerError:
    """The ledger's own error for SQLAlchemy's or the driver's."""
    original = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    detail = _first_line(str(original))
    if getattr(original, "sqlstate", None) in _LOCKED_STATES or _LOCKED.search(detail):
        return LedgerBusy(url, detail)
    for pattern, remedy in _REMEDIES:
        if re.search(pattern, str(original), re.IGNORECASE):
            kind = LedgerAway if pattern == _AWAY else LedgerError
            return kind(url, f"cannot be used ({detail})", remedy)
    return LedgerError(url, f"failed ({detail})", "look at that database, then run it again")


def _first_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[0].rstrip(".;") if lines else "no reason given"
