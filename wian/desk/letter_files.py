"""Which files may who has a letter download? Those that came with it, and those of its answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wian.desk.office_letters import InboxLetter, NoSuchLetter, OfficeLetters
from wian.ledger.acts import Act, ActKind, Answered
from wian.ledger.life.return_acts import Returned
from wian.ledger.read.kept_files import kept_file
from wian.ledger.read.live_letters import acts
from wian.letters.enclosed_file import EnclosedFile, KeptFile
from wian.propagation.standing.below_office import below


def came_with(letter: InboxLetter, sha256: str) -> EnclosedFile:
    """A file that came with a letter, or that its office sent with an answer or a return.

    Args:
        letter: A letter that the office was sent.
        sha256: Digest of the file.

    Raises:
        SecretLetter: The letter is not for whoever asks.
        NoSuchLetter: No such file goes with it.
    """
    item, letters = letter.item, letter.letters
    letters.refuse_secret(item.directive)
    return _found(letters, (*item.directive.files, *files_of(item.acts)), sha256)


def goes_with(letters: OfficeLetters, propagation: str, sha256: str) -> EnclosedFile:
    """A file that goes with a letter of the office, or with an answer or a return to it.

    Args:
        letters: Those of the office.
        propagation: Of which letter.
        sha256: Digest of the file.

    Raises:
        SecretLetter: The letter is not for whoever asks.
        NoSuchLetter: No such file goes with it.
    """
    letters, name = letters.placed(propagation)
    directive = letters.sent(name).directive
    letters.refuse_secret(directive)
    return _found(letters, (*directive.files, *_came_back(letters, name)), sha256)


def files_of(done: Iterable[Act]) -> Iterator[KeptFile]:
    """The files of answers and returns among some acts."""
    for act in done:
        if isinstance(act.body, Answered | Returned):
            yield from act.body.files


def _came_back(letters: OfficeLetters, propagation: str) -> Iterator[KeptFile]:
    """The files of answers from below the office, and of letters that were returned to it."""
    ledger, office = letters.desk.ledger, letters.office
    answers = acts(ledger, propagation, kind=ActKind.ANSWERED)
    with_files = [act for act in answers if any(files_of([act]))]
    if with_files:
        under = frozenset(below(letters.plan(propagation), office))
        yield from files_of(act for act in with_files if act.office in under)
    for act in acts(ledger, propagation, kind=ActKind.RETURNED):
        if isinstance(act.body, Returned) and act.body.sender == office:
            yield from act.body.files


def _found(letters: OfficeLetters, files: Iterable[KeptFile], sha256: str) -> EnclosedFile:
    kept = next((each for each in files if each.sha256 == sha256), None)
    if kept is None:
        raise NoSuchLetter
    return EnclosedFile(kept, kept_file(letters.desk.ledger, sha256))
