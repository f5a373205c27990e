"""Words the report by which an office answers for those below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from hierarchy.graph import Hierarchy
from hierarchy.office import LetterForm, Office
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.letters.composition.address import Addressing
from wian.letters.composition.composer import Composer
from wian.letters.composition.upward.table_words import FILE, TableWords
from wian.letters.composition.vocabulary import vocabulary
from wian.letters.letter import Letter, Reference
from wian.letters.letter_table import LetterTable
from wian.letters.sandbox import environment, told

_MOST = 6
"""Figures that the letter itself says; the enclosed table has all of them."""


@dataclass(frozen=True, slots=True)
class ReportedFigure:
    """A total that a report says.

    Attributes:
        label: What was asked.
        value: The total of the answers, as it is printed.
        unit: What is counted; ``None`` where the form does not say.
        corrected: The same as offices on the way corrected it; ``None`` where none did.
    """

    label: str
    value: str
    unit: str | None = None
    corrected: str | None = None


@dataclass(frozen=True, slots=True)
class ReportContent:
    """What a report says.

    Attributes:
        answered: How many offices' answers are in it.
        bodies: How many are asked.
        figures: Its totals.
        remark: What the office says of its own.
        before: The office's report before this one, whose place it takes.
        tables: Tables that it encloses, that of the answers first.
    """

    answered: int
    bodies: int
    figures: Sequence[ReportedFigure] = ()
    remark: str | None = None
    before: Letter | None = None
    tables: Sequence[LetterTable] = ()


class Reporting:
    """Words the reports of one propagation.

    Args:
        hierarchy: The offices.
        jurisdiction: How they write.
        composer: Composes its letters.
    """

    def __init__(
        self, hierarchy: Hierarchy, jurisdiction: Jurisdiction, composer: Composer
    ) -> None:
        self._wording, self._composer = jurisdiction.wording, composer
        self._worded = composer.worded
        self._hierarchy = hierarchy
        self._words = vocabulary(self._wording)
        self._sentences: Any = environment(self._wording).get_template(FILE).module
        self._addressing = Addressing(hierarchy, self._words, self._wording)

    @cached_property
    def table_words(self) -> TableWords:
        """The words of the tables that reports enclose."""
        return TableWords(self._sentences, self._wording, self._worded)

    def report(
        self, letter: Letter, sender: str, said: ReportContent, *, number: str, dated: date
    ) -> Letter:
        """The report of an office on a letter, to whoever wrote that.

        Args:
            letter: The letter that it answers.
            sender: Id of the office that reports.
            said: What it says.
            number: Its number.
            dated: Its date.
        """
        office = self._hierarchy.office(sender)
        held = self._words.parts_of(office.form)
        address = self._addressing.address(sender, [letter.sender], held)
        with told(FILE):
            subject = str(self._sentences.subject(letter.subject))
        titles = [each.title for each in said.tables] or [self.table_words.say("table")]
        named = self._named_of(office.name, self._worded(number), dated)
        of = self.table_words.say("table_of", named)
        return Letter(
            sender=sender,
            form=office.form,
            number=self._worded(number),
            dated=dated,
            subject=self._worded(" ".join(subject.split())),
            salutation=address.salutation,
            addressed_to=self._worded(address.line),
            references=(),
            enclosures=self._composer.counted([(title, "") for title in titles]),
            paragraphs=self._paragraphs(letter, office, said, address.salutation),
            closing=address.closing if held is LetterForm.EXTERNAL else "",
            urgency=letter.urgency,
            secrecy=letter.secrecy,
            cites=(Reference(letter.issuer, letter.number, letter.dated),),
            tables=tuple(replace(each, of=of) for each in said.tables),
            **self._composer.paper(sender, dated, office.form),
        )

    def _paragraphs(
        self, letter: Letter, office: Office, said: ReportContent, salutation: str
    ) -> tuple[str, ...]:
        with told(FILE):
            texts = [
                self._sentences.recalled(self._named(letter)),
                self._sentences.gathered(office.name, str(said.answered), str(said.bodies)),
            ]
            if said.before is not None:
                texts.append(self._sentences.instead(self._named(said.before)))
            texts += [self._sentences.figure(each) for each in said.figures[:_MOST]]
            if said.remark:
                texts.append(self._sentences.remark(said.remark))
            texts.append(self._sentences.purpose_of_writing(office.form.value, salutation))
        return tuple(self._paragraph(str(text)) for text in texts)

    def _named(self, letter: Letter) -> dict[str, str]:
        named = self._named_of(letter.issuer, letter.number, letter.dated)
        return {**named, "subject": letter.subject}

    def _named_of(self, issuer: str, number: str, dated: date) -> dict[str, str]:
        return {"issuer": issuer, "number": number, "dated": self._wording.long_date(dated)}

    def _paragraph(self, sentence: str) -> str:
        return self._worded(self._wording.paragraph([sentence]))
