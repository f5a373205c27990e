"""Words a reminder to those who have not acted on a letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from hierarchy.graph import Hierarchy
from hierarchy.office import LetterForm
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.letters.composition.address import Addressing
from wian.letters.composition.vocabulary import vocabulary
from wian.letters.letter import Letter, Reference
from wian.letters.sandbox import environment, told

_URGENT = "urgent"
_FILE = "reminder.j2"


class Reminding:
    """Words the reminders of one propagation.

    Args:
        hierarchy: The offices.
        jurisdiction: How they write.
        worded: Puts a text into the digits of letters.
    """

    def __init__(
        self, hierarchy: Hierarchy, jurisdiction: Jurisdiction, worded: Callable[[str], str]
    ) -> None:
        self._wording, self._worded = jurisdiction.wording, worded
        self._hierarchy = hierarchy
        self._words = vocabulary(self._wording)
        self._sentences: Any = environment(self._wording).get_template(_FILE).module
        self._addressing = Addressing(hierarchy, self._words, self._wording)

    def remind(  # noqa: PLR0913 - what a reminder is made of
        self,
        letter: Letter,
        recipients: Sequence[str],
        *,
        owed: str,
        due: date,
        number: str,
        dated: date,
    ) -> Letter:
        """A reminder of a letter, on its paper.

        Args:
            letter: The letter that is reminded of.
            recipients: Ids of those who are reminded.
            owed: What they owe: ``reception``, ``forwarding`` or ``answer``.
            due: The day on which it was due.
            number: The reminder's own number.
            dated: Its date.
        """
        held = self._words.parts_of(letter.form)
        address = self._addressing.address(letter.sender, recipients, held)
        with told(_FILE):
            subject = str(self._sentences.subject(owed))
        return replace(
            letter,
            number=self._worded(number),
            dated=dated,
            subject=self._worded(" ".join(subject.split())),
            salutation=address.salutation,
            addressed_to=self._worded(address.line),
            references=(Reference(letter.issuer, letter.number, letter.dated),),
            enclosures=(),
            paragraphs=self._paragraphs(letter, owed, due, address.salutation),
            closing=address.closing if held is LetterForm.EXTERNAL else "",
            urgency=letter.urgency or self._words.urgency.get(_URGENT),
            copies=(),
            distribution=tuple(map(self._worded, address.attached)),
        )

    def _paragraphs(self, letter: Letter, owed: str, due: date, salutation: str) -> tuple[str, ...]:
        office = self._hierarchy.office(letter.sender)
        recalled = {
            "issuer": letter.issuer,
            "number": letter.number,
            "dated": self._wording.long_date(letter.dated),
            "subject": letter.subject,
        }
        with told(_FILE):
            said = (
                self._sentences.recalled(recalled),
                self._sentences.wanted(owed, office.name, self._wording.long_date(due)),
                self._sentences.purpose_of_writing(letter.form.value, salutation),
            )
        return tuple(map(self._paragraph, said))

    def _paragraph(self, sentence: str) -> str:
        return self._worded(self._wording.paragraph([sentence]))
