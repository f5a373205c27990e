"""Composes a letter: who informs whom, what is asked, in the words of the jurisdiction.

Its sentences, such as the one that cites the chain, are the jurisdiction's: ``sentences.j2`` in its
``templates/``.

What each form holds follows the regulation of the jurisdiction that wian began with; its wording
names the clauses.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache, partial
from typing import Any

from hierarchy.graph import Hierarchy
from hierarchy.office import LetterForm, Office, Signatory
from hierarchy.route.route import Hop, Route
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.errors import WianError
from wian.letters.composition.address import Address, Addressing
from wian.letters.composition.ask import AnswerWanted, Asking, Request
from wian.letters.composition.later_letter import LaterLetter
from wian.letters.composition.latin_codes import localised
from wian.letters.composition.office_paper import OfficePaper
from wian.letters.composition.sentences import Sentences
from wian.letters.composition.vocabulary import vocabulary
from wian.letters.directive import Directive
from wian.letters.letter import Letter, Reference

_SAID = 1024
"""Sentences and texts that a composer remembers: the letters of one wave have most in common."""


class NotAForwarder(WianError):
    """An office that writes to nobody on the route.

    Args:
        office: Its id.
    """

    def __init__(self, office: str) -> None:
        self.office = office
        super().__init__(f"{office[:80]} forwards to nobody on this route and writes no letter.")


class Composer:
    """Composes the letters of one propagation.

    Args:
        hierarchy: The offices.
        route: Who writes to whom.
        directive: What is to be said.
        jurisdiction: How it is worded.

    Raises:
        InputFaults: An ask selects what the hierarchy does not have.
    """

    def __init__(
        self,
        hierarchy: Hierarchy,
        route: Route,
        directive: Directive,
        jurisdiction: Jurisdiction,
    ) -> None:
        self._hierarchy, self._route, self._directive = hierarchy, route, directive
        self._wording = jurisdiction.wording
        self._words = vocabulary(self._wording)
        self._urgency = self._words.urgency.get(directive.urgency)
        self._secrecy = self._words.secrecy.get(directive.secrecy)
        self._sentences = Sentences(self._wording)
        self._localised = lru_cache(_SAID)(partial(localised, digits=self._wording.digits))
        self._paragraph = lru_cache(_SAID)(self._worded_paragraph)
        self._paper = OfficePaper(self._words, self._sentences, self._localised)
        self._asking = Asking(hierarchy, route, directive, self._words, self._wording)
        self._addressing = Addressing(hierarchy, self._words, self._wording)
        self._window = self._window_phrase()
        self._contact = self._contact_sentence()

    def compose(  # noqa: PLR0913, PLR0917 - what a letter is made of
        self,
        sender: str,
        number: str,
        dated: date,
        received: Reference | None,
        form: LetterForm | None = None,
        addressed_to: str | None = None,
        *,
        earlier: Letter | None = None,
        before: Letter | None = None,
        around: str | None = None,
        hops: Sequence[Hop] | None = None,
        signer: Signatory | None = None,
        cites: Sequence[Reference] = (),
    ) -> Letter:
        """The letter of one office to the next ones down.

        Args:
            sender: Id of the office; the origin or a forwarder of the route.
            number: The letter's number.
            dated: Its date.
            received: The letter that it passes on, as far as that is known; ``None`` where
                nothing is known of it, and for the origin.
            form: Its form; the office's own where none is given.
            addressed_to: Its addressees as it names them, where it names more than the route
                does.
            earlier: The office's letter that its addressees hold already, where this one is about
                that: of a directive that follows another.
            before: The office's letter of this propagation, which others have had, where this
                one goes out after it.
            around: Name of the office that was to write to its addressees, and did not.
            hops: The hops that it goes out on, where those are not all of the office; it asks
                only what is asked of them.
            signer: Who signs it; as the office has it for its day where ``None``.
            cites: Letters of earlier directives that it refers to.

        Raises:
            NotAForwarder: The office writes to nobody on the route.
        """
        hops = self._route.sending(sender)[1] if hops is None else hops
        if not hops:
            raise NotAForwarder(sender)
        to = [hop.recipient for hop in hops]
        office, form = self._hierarchy.office(sender), form or self._hierarchy.office(sender).form
        references = self._references(sender, received)
        enclosures = self._enclosures(references, sender)
        held = self._words.parts_of(form)
        address = self._address(sender, to, held, addressed_to)
        if earlier is not None:
            references = (Reference(earlier.issuer, earlier.number, earlier.dated), *references)
        request = self._asking.request(hops, named_more_widely=addressed_to is not None)
        wanted = self._wanted(office, request, dated)
        openings = self._openings(office, form, enclosures, earlier, cites)
        if before is not None:
            wanted = [*wanted, LaterLetter(self._wording).further(before, around, dated)]
        paragraphs = self._paragraphs(openings, form, address, request, wanted)
        return Letter(
            sender=sender,
            form=form,
            number=self._localised(number),
            dated=dated,
            subject=self._localised(self._directive.subject),
            salutation=address.salutation,
            addressed_to=self._localised(address.line),
            references=references,
            enclosures=enclosures,
            paragraphs=paragraphs,
            closing=address.closing if held is LetterForm.EXTERNAL else "",
            urgency=self._urgency,
            secrecy=self._secrecy,
            copies=self._all_localised(self._copies(office)),
            distribution=self._all_localised(address.attached),
            cites=tuple(cites),
            **self.paper(sender, dated, form, signer),
        )

    def paper(
        self, sender: str, dated: date, form: LetterForm, signer: Signatory | None = None
    ) -> dict[str, Any]:
        """What a letter shows of its office: issuer, letterhead, signatory and who drafted it.

        Args:
            sender: Id of the office.
            dated: Its date, by which the office has a signatory.
            form: Its form.
            signer: Who signs it, if that is chosen.
        """
        office = self._hierarchy.office(sender)
        return self._paper.of(office, form, signer or office.signs(dated))

    def give_back(  # noqa: PLR0913 - what such a letter is made of
        self,
        letter: Letter,
        sender: str,
        *,
        reason: str,
        meant_for: str | None,
        number: str,
        dated: date,
        enclosures: Sequence[str] = (),
        report: bool = False,
    ) -> Letter:
        """The letter by which an office gives another's letter back to it.

        Args:
            letter: The letter that goes back.
            sender: Id of the office that gives it back.
            reason: Why.
            meant_for: Id of the office that it is for, where that is known.
            number: Its number.
            dated: Its date.
            enclosures: Names of the files that go with it.
            report: What goes back is a report that is wrong.
        """
        office = self._hierarchy.office(sender)
        held = self._words.parts_of(office.form)
        address = self._addressing.address(sender, [letter.sender], held)
        later = LaterLetter(self._wording)
        for_whom = self._hierarchy.office(meant_for).name if meant_for else None
        subject, first, because = later.returned(
            office.name, letter, reason, for_whom, report=report
        )
        listed = self.counted([(each, "") for each in enclosures])
        attached = self._sentences.say("attached", office.form.value, self._wording.join(listed))
        close = later.returned_close(office.form.value, address.salutation)
        said = ((first,), (because, attached), (close,))
        return Letter(
            sender=sender,
            form=office.form,
            number=self._localised(number),
            dated=dated,
            subject=self._localised(subject),
            salutation=address.salutation,
            addressed_to=self._localised(address.line),
            references=(Reference(letter.issuer, letter.number, letter.dated),),
            enclosures=listed,
            paragraphs=tuple(map(self._paragraph, said)),
            closing=address.closing if held is LetterForm.EXTERNAL else "",
            urgency=letter.urgency,
            secrecy=letter.secrecy,
            copies=(),
            distribution=self._all_localised(address.attached),
            **self.paper(sender, dated, office.form),
        )

    def worded(self, text: str) -> str:
        """``text`` as letters print it: in the jurisdiction's digits, Latin codes apart."""
        said: str = self._localised(text)
        return said

    def apart(self, sender: str, recipients: Sequence[str]) -> list[tuple[str, ...]]:
        """Those whom an office writes to, by the letter that each gets: see ``Addressing``."""
        form = self._words.parts_of(self._hierarchy.office(sender).form)
        return self._addressing.apart(recipients, form)

    def _address(
        self, sender: str, to: Sequence[str], form: LetterForm, addressed_to: str | None
    ) -> Address:
        address = self._addressing.address(sender, to, form)
        if not addressed_to:
            return address
        return Address(address.salutation, addressed_to, (), address.closing)

    def _copies(self, office: Office) -> tuple[str, ...]:
        """Who gets a copy: of every letter of the office, and of the origin's also by directive."""
        first = office.id == self._route.origin
        return tuple(dict.fromkeys((*(self._directive.copies if first else ()), *office.copies)))

    def _paragraphs(
        self,
        openings: Sequence[tuple[str, ...]],
        form: LetterForm,
        address: Address,
        request: Request,
        wanted: Sequence[str],
    ) -> tuple[str, ...]:
        paragraphs = [
            *openings,
            *((each,) for each in self._directive.details),
            *((each,) for each in wanted),
            (self._contact,),
            (self._purpose_of_writing(form, address, request),),
        ]
        return tuple(filter(None, map(self._paragraph, paragraphs)))

    def _openings(
        self,
        office: Office,
        form: LetterForm,
        enclosures: Sequence[str],
        earlier: Letter | None,
        cites: Sequence[Reference],
    ) -> list[tuple[str, ...]]:
        """What gave rise to the letter; first, where there is one, the letter that it is about."""
        attached = self._sentences.say("attached", form.value, self._wording.join(enclosures))
        if earlier is None:
            return [(self._opening(office), attached), *self._referred(office, form, cites)]
        later, above = LaterLetter(self._wording), self._above(office)
        informed = later.informed(office.name, above, self._directive.decided)
        return [(later.recalled(earlier),), (informed, attached)]

    def _referred(
        self, office: Office, form: LetterForm, cites: Sequence[Reference]
    ) -> list[tuple[str, ...]]:
        """What names letters of earlier directives, where the form has no field for them."""
        if not cites or (form is LetterForm.EXTERNAL and self._sentences.has("reference")):
            return []
        return [(LaterLetter(self._wording).referred(office.name, cites),)]

    def _opening(self, office: Office) -> str:
        directive = self._directive
        said = (directive.decided, self._window, directive.purpose)
        return self._sentences.say("opening", office.name, self._above(office), *said)

    def _above(self, office: Office) -> tuple[str, ...]:
        """Names of the offices over an office, nearest first, the origin last."""
        above = reversed(self._route.chain(office.id)[:-1])
        return tuple(self._hierarchy.office(each).name for each in above)

    def _wanted(self, office: Office, request: Request, dated: date) -> list[str]:
        """The paragraph that says what is wanted, its points where there are several, and by
        when an answer is wanted.
        """
        first = office.id == self._route.origin
        purpose, reach = self._directive.purpose, request.reach
        if self._directive.follows and not request.points:
            return []
        alike = request.alike
        considered = self._sentences.say(
            "considered",
            *(office.name, first, purpose, request.points, alike, request.through, reach),
        )
        points = request.points if len(request.points) > 1 else ()
        return [
            considered,
            *(
                self._sentences.say("point", number, point, alike, reach)
                for number, point in enumerate(points, start=1)
            ),
            *(
                self._answer(place, each, reach, dated)
                for place, each in enumerate(request.answers, start=1)
            ),
        ]

    def _answer(self, place: int, answer: AnswerWanted, reach: str, dated: date) -> str:
        """Who is to answer by which day; at once where that day is over when the letter is written.

        A country whose sentences have no ``answer_to`` names neither points nor a day that is over.
        One that has ``answer_again`` opens the second and later ones with other words.
        """
        day = self._wording.long_date(answer.day) if answer.day >= dated else ""
        said = (answer.named, answer.passed, reach, day)
        if place > 1 and self._sentences.has("answer_again"):
            return self._sentences.say("answer_again", place, *said, answer.points)
        if self._sentences.has("answer_to"):
            return self._sentences.say("answer_to", *said, answer.points)
        return self._sentences.say("answer", *said) if day else ""

    def _purpose_of_writing(self, form: LetterForm, address: Address, request: Request) -> str:
        subject = self._directive.subject
        return self._sentences.say(
            "purpose_of_writing", form.value, subject, address.salutation, request
        )

    def _references(self, sender: str, received: Reference | None) -> tuple[Reference, ...]:
        above = self._route.parent(sender)
        if above is None:
            return ()
        return (received or Reference(self._hierarchy.office(above).name, None, None),)

    def _enclosures(self, references: Sequence[Reference], sender: str) -> tuple[str, ...]:
        """The letter received (a set, where it carries a copy itself), and what came with it."""
        above = self._route.parent(sender)
        phrase = "one_copy" if above == self._route.origin else "one_set"
        copies = [(self._cited(each), self._words.phrases[phrase]) for each in references]
        came = ((each.title, each.count) for each in self._directive.enclosures)
        return self.counted([*copies, *came])

    def counted(self, titles: Sequence[tuple[str, str | None]]) -> tuple[str, ...]:
        """Enclosures, each by its title and how many of it there are; one set where empty."""
        one, say = self._words.phrases["one_set"], partial(self._sentences.say, "counted")
        return tuple(self._phrase(say(each, count or one)) for each, count in titles)

    def _cited(self, reference: Reference) -> str:
        dated = reference.dated and self._wording.long_date(reference.dated)
        marks = tuple(mark for mark in (self._secrecy, self._urgency) if mark)
        return self._sentences.say("cited", reference.office, reference.number, dated, marks)

    def _window_phrase(self) -> str:
        window = self._directive.window
        return self._wording.window_phrase(window.opens, window.closes) if window else ""

    def _contact_sentence(self) -> str:
        if (contact := self._directive.contact) is None:
            return ""
        return self._sentences.say(
            "contact", contact.unit, contact.phone, contact.fax, contact.website
        )

    def _worded_paragraph(self, sentences: Sequence[str]) -> str:
        return self._localised(self._wording.paragraph(sentences))

    def _phrase(self, text: str) -> str:
        return self._localised(" ".join(text.split()))

    def _all_localised(self, texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(map(self._localised, texts))
