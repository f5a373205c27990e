"""How a letter names its addressees: everyone of a kind, a list, or a list attached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from hierarchy.graph import Hierarchy
from hierarchy.office import LetterForm, Office
from wian.jurisdictions.jurisdiction import Wording
from wian.letters.composition.vocabulary import Vocabulary

MOST_NAMED = 8
"""Most addressees of one class that the address line itself names."""


@dataclass(frozen=True, slots=True)
class Address:
    """How a letter speaks to its addressees.

    Attributes:
        salutation: Opening word; on a stamped letter the word for "to".
        line: The line of addressees.
        attached: Those that the attached list names.
        closing: Complimentary close of an external letter to them.
    """

    salutation: str
    line: str
    attached: tuple[str, ...]
    closing: str


class Addressing:
    """Names the addressees of the letters of one hierarchy."""

    def __init__(self, hierarchy: Hierarchy, words: Vocabulary, wording: Wording) -> None:
        self._hierarchy, self._words, self._wording = hierarchy, words, wording

    def address(self, sender: str, recipients: Sequence[str], form: LetterForm) -> Address:
        """Address a letter.

        An external letter and a memo are to posts, a stamped letter to offices.

        Args:
            sender: Who writes.
            recipients: Whom it writes to.
            form: Form of the letter.
        """
        found = map(self._hierarchy.office, recipients)
        ranked = sorted(((self._rank(office), office) for office in found), key=itemgetter(0))
        offices = [office for _, office in ranked]
        siblings = self._class_sizes(sender)
        parts: list[str] = []
        attached: list[str] = []
        for _, group in groupby(ranked, key=itemgetter(0)):
            members = [office for _, office in group]
            is_all = len(members) == siblings.get(members[0].addressee_class or "")
            named = self._named(members, form, is_all=is_all)
            parts += named
            if len(named) == 1 < len(members) and not is_all:
                attached += [_name(form)(office) for office in members]
        return Address(
            self._salutation(offices, form),
            self._wording.join(parts),
            tuple(attached),
            self._closing(offices),
        )

    def apart(self, recipients: Sequence[str], form: LetterForm) -> list[tuple[str, ...]]:
        """Recipients by the letter that each gets, in the order of their first ones.

        One letter addresses only those whom one salutation fits, and one close where it has one;
        a stamped letter has neither.

        Args:
            recipients: Whom an office writes to.
            form: Form of its letters.
        """
        own = [(each.salutation, each.closing) for each in map(self._hierarchy.office, recipients)]
        if len(set(own)) < 2 or form is LetterForm.STAMPED:  # mostly
            return [tuple(recipients)]
        groups: dict[tuple[str, ...], list[str]] = {}
        for recipient, said in zip(recipients, own, strict=True):
            courtesy = self._courtesy(*said)
            key = courtesy if form is LetterForm.EXTERNAL else courtesy[:1]
            groups.setdefault(key, []).append(recipient)
        return [tuple(group) for group in groups.values()]

    def _courtesy(self, salutation: str | None, closing: str | None) -> tuple[str, str]:
        """The opening word and the close of a letter to an office that has these, or none."""
        salutation = salutation or self._wording.salutation
        closing = closing or self._words.closings.get(salutation, self._wording.closing)
        return salutation, closing

    def _courtesies(self, offices: Sequence[Office]) -> set[tuple[str, str]]:
        own = {(office.salutation, office.closing) for office in offices}
        return {self._courtesy(*each) for each in own}

    def _rank(self, office: Office) -> tuple[int, str]:
        return self._words.precedence(office), office.addressee_class or ""

    def _named(self, members: Sequence[Office], form: LetterForm, *, is_all: bool) -> list[str]:
        """The group on the address line: one name for all, or for a list, or each its own."""
        if len(members) > 1 and members[0].addressee_class and is_all:
            who, every = self._class(members[0], form), self._words.group(members[0])["every"]
            return [self._words.phrases["all"].format(who=who, every=every)]
        if len(members) > MOST_NAMED:
            who, listed = self._class(members[0], form), self._words.phrases["listed"]
            return [self._words.phrases["list"].format(who=who, listed=listed)]
        return [_name(form)(office) for office in members]

    def _class(self, office: Office, form: LetterForm) -> str:
        if form is LetterForm.STAMPED:
            return self._words.group(office)["noun"]
        return office.addressee_class or self._words.phrases["heads"]

    def _class_sizes(self, sender: str) -> Counter[str]:
        children = map(self._hierarchy.office, self._hierarchy.children(sender))
        classes = (child.addressee_class for child in children)
        return Counter(each for each in classes if each is not None)

    def _salutation(self, offices: Sequence[Office], form: LetterForm) -> str:
        """The word that all of them are greeted with; the usual one where they differ."""
        if form is LetterForm.STAMPED:
            return self._words.phrases["to"]
        words = {salutation for salutation, _ in self._courtesies(offices)}
        return words.pop() if len(words) == 1 else self._wording.salutation

    def _closing(self, offices: Sequence[Office]) -> str:
        """The close that fits all of them; the usual one where they differ."""
        words = {closing for _, closing in self._courtesies(offices)}
        return words.pop() if len(words) == 1 else self._wording.closing


def _name(form: LetterForm) -> Callable[[Office], str]:
    if form is LetterForm.STAMPED:
        return lambda office: office.name
    return lambda office: office.addressee or office.name
