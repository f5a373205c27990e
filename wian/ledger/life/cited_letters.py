"""Which letters of earlier directives does an office's letter refer to?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from wian.ledger.contents import directive_of
from wian.ledger.read import facts
from wian.ledger.records import Clock, IssuedLetter
from wian.ledger.tables import PropagationRow
from wian.letters.directive import Directive
from wian.letters.letter import Reference
from wian.letters.secrecy import is_secret


class CitedLetter(NamedTuple):
    """A letter that may be referred to.

    Attributes:
        reference: What names it.
        recipients: Whom it went to; nobody is told of one that was the origin's.
    """

    reference: Reference
    recipients: frozenset[str] | None


def cited_letters(
    connection: Connection, directive: Directive, office: str, *, rehearsed: bool
) -> tuple[tuple[CitedLetter, ...], ...]:
    """The letters of each earlier directive that an office's letter may refer to.

    They are the office's own, which its addressees hold; of an office that wrote none, the first
    one of the origin. What is secret is not named in a letter that is not.

    Args:
        connection: A connection with the transaction begun.
        directive: Which names the earlier ones; a letter that is itself about another names that.
        office: Who writes.
        rehearsed: Rehearsals of an earlier directive count, where nothing of it happened.

    Returns:
        For the directive whose place is taken, then for each that it refers to; without those of
        which no letter is known.
    """
    if directive.follows:
        return ()
    names = dict.fromkeys((*filter(None, (directive.replaces,)), *directive.references))
    secret = is_secret(directive)
    found = (_of(connection, each, office, rehearsed=rehearsed, secret=secret) for each in names)
    return tuple(filter(None, found))


def referring(
    cited: Sequence[Sequence[CitedLetter]], recipients: Collection[str]
) -> tuple[Reference, ...]:
    """What a letter to some offices refers to.

    Args:
        cited: The letters of each earlier directive.
        recipients: Whom the letter goes to.
    """
    to = frozenset(recipients)
    return tuple(reference for letters in cited for reference in _held(letters, to))


def _held(letters: Sequence[CitedLetter], to: frozenset[str]) -> Iterator[Reference]:
    """Of an office's letters those that somebody holds; where nobody does, the first one."""
    held = [each for each in letters if each.recipients is None or each.recipients & to]
    for each in held or letters[:1]:
        yield each.reference


def _of(
    connection: Connection, name: str, office: str, *, rehearsed: bool, secret: bool
) -> tuple[CitedLetter, ...]:
    for propagation, directive in _propagations(connection, name, rehearsed=rehearsed):
        if is_secret(directive) and not secret:
            return ()
        if own := facts.letters(connection, propagation, {office}):
            hops = facts.sent_by(connection, propagation, office)
            return tuple(
                CitedLetter(
                    _reference(each),
                    frozenset(hop.recipient for hop in hops if hop.part == each.part),
                )
                for each in own
            )
        if first := facts.letters(connection, propagation, {directive.origin}):
            return (CitedLetter(_reference(first[0]), None),)
    return ()


def _propagations(
    connection: Connection, name: str, *, rehearsed: bool
) -> Iterator[tuple[str, Directive]]:
    """The propagations of a directive: what happened first, then the latest first."""
    statement = (
        select(PropagationRow.id, PropagationRow.clock, PropagationRow.directive)
        .where(PropagationRow.directive_id == name)
        .order_by(*facts.LATEST_FIRST)
    )
    rows = connection.execute(statement).tuples().all()
    virtual = Clock.VIRTUAL.value
    for propagation, clock, text in sorted(rows, key=lambda row: row[1] == virtual):
        if rehearsed or clock != virtual:
            yield propagation, directive_of(text)


def _reference(issued: IssuedLetter) -> Reference:
    return Reference(issued.letter.issuer, issued.letter.number, issued.letter.dated)
