"""The words that a jurisdiction's templates supply for groups of offices and for marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from jinja2 import Environment

from hierarchy.office import ActingTerm, LetterForm, Office
from wian.jurisdictions.jurisdiction import Wording
from wian.letters.sandbox import environment

_REHEARSED = "Rehearsal: not issued"
"""The same where the jurisdiction has no words for it."""


@dataclass(frozen=True)
class Vocabulary:
    """Words of one jurisdiction, from ``vocabulary.j2`` in its folder of templates.

    Attributes:
        groups: Kind or level slug -> its words, in order of precedence: ``noun`` (all of them),
            ``every`` ("every district"), ``reach`` (which offices below it it passes on to), and
            of a kind ``within``: the level whose noun holds for it among other kinds.
        unknown: The same for a group that has no words of its own.
        urgency, secrecy: Class -> mark, for the classes that carry one.
        closings: Salutation -> complimentary close, where not the usual one.
        acting: By what right somebody signs for another post -> the words for it; those of
            ``phrases.acting`` where it has none.
        parts: Form -> the form whose parts its letters have, where not its own: whom they are
            addressed to, what their letterhead and foot hold, whether they have a close.
        phrases: Fixed words of addressing, enclosures and signatures, and two patterns: ``all``
            ({who} and {every}) and ``list`` ({who} and {listed}).
    """

    groups: Mapping[str, Mapping[str, str]]
    unknown: Mapping[str, str]
    urgency: Mapping[str, str]
    secrecy: Mapping[str, str]
    closings: Mapping[str, str]
    phrases: Mapping[str, str]
    acting: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)

    def group(self, office: Office) -> Mapping[str, str]:
        """Words of the group that ``office`` belongs to: its kind, else its level."""
        return self.groups.get(office.kind) or self.groups.get(office.level) or self.unknown

    def acts(self, term: ActingTerm) -> str:
        """What stands between the post that signs and the one acted for."""
        return self.acting.get(term.value, self.phrases["acting"])

    def parts_of(self, form: LetterForm) -> LetterForm:
        """The form whose parts the letters of ``form`` have."""
        return LetterForm(self.parts.get(form.value, form.value))

    def precedence(self, office: Office) -> int:
        """Place of the office's group among addressees; those without words come last."""
        ranks, last = self._ranks, len(self.groups)
        return ranks.get(office.kind, ranks.get(office.level, last))

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        return {slug: rank for rank, slug in enumerate(self.groups)}

    def nouns(self, offices: Iterable[Office]) -> tuple[str, ...]:
        """What these offices are called together.

        One kind goes by its own noun. Several go each by its own too, but for kinds that their
        level has a noun for (``within``), and kinds without a noun, which go by their level's.
        """
        members = list({(office.kind, office.level): office for office in offices}.values())
        if len({office.kind for office in members}) == 1:
            return (self.group(members[0])["noun"],)
        ranked = sorted(members, key=self.precedence)
        return tuple(dict.fromkeys(map(self._among_others, ranked)))

    def _among_others(self, office: Office) -> str:
        """The noun of an office's group among offices of other kinds."""
        own = self.groups.get(office.kind)
        if own and own.get("within") != office.level:
            return own["noun"]
        return (self.groups.get(office.level) or own or self.unknown)["noun"]

    def reach(self, offices: Iterable[Office]) -> str:
        """Which of the offices below them these pass a letter on to."""
        words = {self.group(office)["reach"] for office in offices}
        return words.pop() if len(words) == 1 else self.unknown["reach"]


def vocabulary(wording: Wording) -> Vocabulary:
    """The vocabulary among a jurisdiction's templates."""
    return _vocabulary(environment(wording))


def rehearsed_words(wording: Wording) -> str:
    """What a page says of a letter that was only rehearsed."""
    return vocabulary(wording).phrases.get("rehearsed", _REHEARSED)


@lru_cache(maxsize=8)
def _vocabulary(templates: Environment) -> Vocabulary:
    words = templates.get_template("vocabulary.j2").module
    names = [name for name in Vocabulary.__dataclass_fields__ if hasattr(words, name)]
    return Vocabulary(**{name: getattr(words, name) for name in names})
