"""What became of a letter's directive, in words and with links: amended, ended, replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from hierarchy.office import Office
from wian.desk.office_letters import LetterPart, OfficeLetters
from wian.jurisdictions.instant import Instant
from wian.ledger.acts import Act, ActKind, Amended, Closed, Withdrawn
from wian.ledger.life.growth_acts import Added, Rerouted
from wian.ledger.life.life import Life
from wian.ledger.life.replacement import live_of, replacing
from wian.ledger.read.offices.passages import way_down
from wian.ledger.read.recorded import letters as issued_letters
from wian.ledger.succession.recorded_successions import successions
from wian.letters.directive import Directive


@dataclass(frozen=True, slots=True)
class LifeNote:
    """One thing that a reader of a letter has to know of its directive.

    Attributes:
        key: Of the sentence, with what it needs in ``values``.
        at: When it was done, if that is said.
        link: The letter of the reader's office that it leads to; empty where it has none.
        said: What somebody gave as the reason.
    """

    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    at: Instant | None = None
    link: str = ""
    said: str | None = None


def mark(life: Life) -> str:
    """The word for how a propagation ended, or that it was amended; empty where it is as it was."""
    if life.ending:
        return str(life.ending.kind)
    return str(ActKind.AMENDED) if life.amended else ""


def notes(
    letters: OfficeLetters,
    propagation: str,
    directive: Directive,
    life: Life,
    named: Callable[[Office], str],
) -> tuple[LifeNote, ...]:
    """All that is to be known of a directive, the most important first.

    Args:
        letters: Those of the reader's office, among which links are looked for.
        propagation: Id of the directive's propagation.
        directive: The directive.
        life: What became of it.
        named: Names an office to the reader.
    """
    found = (
        *_succeeded(letters, propagation, named),
        *_ending(letters, life),
        *_amended(letters, life),
        *_added(letters, life),
        *_first(letters, directive),
        *_replaced(letters, directive),
        *_referred(letters, directive),
    )
    return tuple(note for note in found if note.link != _own(letters.address(propagation)))


def _succeeded(
    letters: OfficeLetters, propagation: str, named: Callable[[Office], str]
) -> Iterator[LifeNote]:
    """In whose place the reader's office acts, or who acts in its place."""
    if letters.home:
        old = letters.plan(propagation).hierarchy.office(letters.office)
        yield LifeNote("life.taken_over", {"office": named(old)})
    elif found := successions(letters.desk.ledger).last(letters.office):
        yield LifeNote("life.succeeded", {"office": named(found.heir_office)})


def part_notes(part: LetterPart | None, named: Callable[[Office], str]) -> Iterator[LifeNote]:
    """Which part of a split office's work is for the reader's office."""
    if part is not None and part.is_heir:
        yield LifeNote("life.part.heir", {"count": part.others})
    elif part is not None:
        yield LifeNote("life.part", {"count": part.own, "office": named(part.heir)})


def _ending(letters: OfficeLetters, life: Life) -> Iterator[LifeNote]:
    act = life.ending
    if act is None:
        return
    if isinstance(act.body, Withdrawn):
        values = {"number": _numbers(letters, act, act.body.follower)}
        link = _link(letters, act.body.follower)
        yield LifeNote("life.withdrawn", values, act.at, link, act.body.reason)
    elif isinstance(act.body, Closed):
        itself = "life.closed.first" if act.body.ended_with else "life.closed.itself"
        key = "life.closed" if act.body.reason else itself
        yield LifeNote(key, {}, act.at, "", act.body.reason)


def _amended(letters: OfficeLetters, life: Life) -> Iterator[LifeNote]:
    """The amendments, the last one first: its days hold."""
    for act in reversed(life.amended):
        if isinstance(act.body, Amended):
            values = {"number": _numbers(letters, act, act.body.follower)}
            link = _link(letters, act.body.follower)
            yield LifeNote("life.amended", values, act.at, link)


def _numbers(letters: OfficeLetters, act: Act, follower: str) -> str:
    """Number of the origin's letter that says so: of several the one that leads to the reader.

    To the origin itself, and to whom none has come, all of them are named.
    """
    ledger = letters.desk.ledger
    sent = list(issued_letters(ledger, follower, [act.office]))
    if len(sent) > 1 and (part := _part_towards(letters, follower)) is not None:
        sent = [each for each in sent if each.part == part]
    return ", ".join(each.letter.number for each in sent)


def _part_towards(letters: OfficeLetters, follower: str) -> int | None:
    """Which of the origin's letters leads to the reader's office; ``None`` where none does."""
    way = way_down(letters.desk.ledger, follower, letters.office)
    return way[0][1] if len(way) > 1 else None


def _added(letters: OfficeLetters, life: Life) -> Iterator[LifeNote]:
    """To whom the reader's office also writes, as the route has grown."""
    for act in life.growth.acts:
        if isinstance(act.body, Added):
            count = sum(way.sender == letters.office for way in act.body.ways)
            if count:
                yield LifeNote("life.added", {"count": count}, act.at, "", act.body.reason)
        if isinstance(act.body, Rerouted) and letters.office in {act.body.around, act.office}:
            key = "life.around" if letters.office == act.body.around else "life.straight"
            values = {"count": len(act.body.ways)}
            yield LifeNote(key, values, act.at, "", act.body.reason)


def _first(letters: OfficeLetters, directive: Directive) -> Iterator[LifeNote]:
    if follows := directive.follows:
        yield LifeNote(f"life.{follows.kind}", link=_link(letters, follows.propagation))


def _referred(letters: OfficeLetters, directive: Directive) -> Iterator[LifeNote]:
    """The earlier directives that it names, with the office's own letter of each."""
    for name in () if directive.follows else directive.references:
        links = (_link(letters, each) for each in live_of(letters.desk.ledger, name))
        link = next(filter(None, links), "")
        yield LifeNote("life.refers", {"directive": name}, link=link)


def _replaced(letters: OfficeLetters, directive: Directive) -> Iterator[LifeNote]:
    ledger = letters.desk.ledger
    for propagation in replacing(ledger, directive.id):
        if link := _link(letters, propagation):
            yield LifeNote("life.replaced_by", link=link)
    if directive.replaces:
        links = (_link(letters, each) for each in live_of(ledger, directive.replaces))
        link = next(filter(None, links), "")
        yield LifeNote("life.replaces", {"directive": directive.replaces}, link=link)


def _link(letters: OfficeLetters, propagation: str) -> str:
    """Where the office's own letter of a propagation is; empty where it has none."""
    address = letters.address(propagation)
    if letters.find(propagation):
        return f"/letters/{address}"
    return f"/outgoing/{address}" if letters.find_sent(propagation) else ""


def _own(propagation: str) -> str:
    return f"/letters/{propagation}"
