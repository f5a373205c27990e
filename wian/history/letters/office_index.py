"""Which office of a hierarchy a name, letter code, stamp or addressee stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from hierarchy.graph import Hierarchy
from hierarchy.office import Office
from wian.history.letters.links import Links, link
from wian.jurisdictions.countries import DEFAULT_JURISDICTION, jurisdiction
from wian.jurisdictions.known_names import KnownNames
from wian.jurisdictions.number_form import NumberForm
from wian.jurisdictions.paper import Reading, ReadLetter, ReadStamp
from wian.jurisdictions.paper_reader import PaperReader


@dataclass(frozen=True, slots=True)
class Match:
    """An office that something read stands for.

    Attributes:
        office: Its id.
        by: What it was known by: ``name``, ``letter code`` or ``number form``.
    """

    office: str
    by: str


class _OwnForm(NamedTuple):
    """How an office writes its numbers, where it has a form for itself.

    Attributes:
        form: The form.
        codes: What its codes may be: its letter code, or a part of that.
        mark: What stands before the running number of a circular.
    """

    form: NumberForm
    codes: tuple[str, ...]
    mark: str

    @classmethod
    def of(cls, office: Office, country: str) -> _OwnForm:
        """That of an office of a country."""
        code, mark = office.letter_code or "", jurisdiction(country).numbers.mark
        return cls(NumberForm(office.number_form or ""), (code, *code.split("/", 1)), mark)

    def is_of(self, number: str, paper: PaperReader) -> bool:
        """Whether a number is written so, with a code of the office in it."""
        held = self.form.read(number, paper.compact, self.mark)
        own = {paper.compact(each) for each in self.codes if each}
        return held is not None and any(
            paper.compact(held.get(name, "")) in own for name in ("code", "unit")
        )


class OfficeIndex:
    """The offices of a hierarchy by name, letter code and addressee, white space apart.

    Args:
        hierarchy: The offices.
        paper: How letters of their country write names and numbers.
    """

    def __init__(self, hierarchy: Hierarchy, paper: PaperReader) -> None:
        self._hierarchy, self._paper = hierarchy, paper
        compact = cache(paper.compact)  # most names are also what letters are addressed to
        offices = hierarchy.offices
        self.names = KnownNames(office.name for office in offices)
        self._units: dict[str, list[tuple[str, str]]] = {}
        for office in offices:
            for unit in office.drafted_by:
                named = (compact(office.name), office.id)
                self._units.setdefault(compact(unit), []).append(named)
        self._by_name = _unique((compact(office.name), office.id) for office in offices)
        self._by_code = _unique(
            (compact(office.letter_code), office.id) for office in offices if office.letter_code
        )
        self._forms = [
            (each.id, _OwnForm.of(each, hierarchy.jurisdiction or DEFAULT_JURISDICTION))
            for each in offices
            if each.number_form
        ]
        self._by_post = _unique(
            (compact(name), office.id) for office in offices for name in _posts(office)
        )
        self.posts = {
            compact(name): name
            for office in offices
            for name in (*_posts(office), office.addressee_class)
            if name
        }

    def office(self, name: str | None, number: str | None = None) -> Match | None:
        """The office of a name as a letterhead gives it, else that of a letter's number.

        A name or code that several offices share stands for none.
        """
        for each in self._spellings(name):
            if found := self._by_name.get(each):
                return Match(found, "name")
        code = self._paper.number_parts(number)
        if code and code.code and (found := self._by_code.get(self._paper.compact(code.code))):
            return Match(found, "letter code")
        by_form = {each for each, form in self._forms if form.is_of(number or "", self._paper)}
        return Match(by_form.pop(), "number form") if len(by_form) == 1 else None

    def recipients(self, letter: ReadLetter) -> Mapping[str, tuple[str, ...]]:
        """Each addressee as read -> the offices that it stands for; none where that is unknown.

        "All of a class" are those under the letter's own office; a name is looked for under it
        first.
        """
        found = {}
        for recipient in letter.recipients:
            if recipient.value is not None:
                names = letter.distribution if self._paper.on_attached_list(recipient) else ()
                found[recipient.value] = self._named(recipient, names, letter.office)
        return found

    def _named(
        self, recipient: Reading[str], listed: Sequence[str], sender: str | None
    ) -> tuple[str, ...]:
        children = self._hierarchy.children(sender) if sender in self._hierarchy.graph else ()  # type: ignore[arg-type]
        compact = self._paper.compact
        if listed:
            stem = compact(self._paper.without_list(recipient))
            mine = [name for name in listed if compact(name).startswith(stem)]
            return tuple(filter(None, (self._post(name, children) for name in mine or listed)))
        if one := self._post(recipient.read, children):
            return (one,)
        read = recipient.read
        stems = {compact(read.split(" ")[0]), compact(self._paper.post(read))}
        classes = ((self._hierarchy.office(child).addressee_class, child) for child in children)
        return tuple(child for name, child in classes if name and compact(name) in stems)

    def _post(self, name: str, children: Sequence[str]) -> str | None:
        plain = self._paper.compact(name)
        for child in children:
            if plain in map(self._paper.compact, _posts(self._hierarchy.office(child))):
                return child
        return self._by_post.get(plain)

    def placed(self, letters: Sequence[ReadLetter]) -> tuple[ReadLetter, ...]:
        """The letters with the ids of their offices, and of the offices whose stamps they bear."""
        named = [self._with_office(letter) for letter in letters]
        links = link(named, self._paper)
        return tuple(
            replace(letter, stamps=self._stamps(named, at, links))
            for at, letter in enumerate(named)
        )

    def _with_office(self, letter: ReadLetter) -> ReadLetter:
        if letter.office in self._hierarchy.graph:
            return letter
        name = letter.sender.value if letter.sender else None
        match = self.office(name, letter.number.value if letter.number else None)
        return replace(letter, office=match.office if match else None)

    def at_desks(self, letters: Sequence[ReadLetter]) -> tuple[ReadLetter, ...]:
        """The letters with the desk of each stamp; their moments are inferred before."""
        return tuple(
            replace(
                letter,
                stamps=tuple(
                    replace(each, place=self._place(each, letter.stamps)) for each in letter.stamps
                ),
            )
            for letter in letters
        )

    def _stamps(
        self, letters: Sequence[ReadLetter], at: int, links: Links
    ) -> tuple[ReadStamp, ...]:
        """The stamps of a letter with their offices."""
        passers = {letters[low].office for low, high in links.passed_on.items() if high == at}
        only = passers.pop() if len(passers) == 1 else None
        return tuple(
            replace(stamp, office=stamp.office or self._stamper(stamp, only))
            for stamp in letters[at].stamps
        )

    def _stamper(self, stamp: ReadStamp, passer: str | None) -> str | None:
        """The office of a stamp: by its heading, else the one that passed the letter on."""
        headings = [each.value for each in (stamp.heading, stamp.desk) if each]
        for heading in headings:
            if match := self.office(heading):
                return match.office
        of_unit = {office for heading in headings for office in self._of_unit(heading)}
        return of_unit.pop() if len(of_unit) == 1 else passer

    def _of_unit(self, heading: str | None) -> Iterator[str]:
        """The offices whose drafting unit the heading is, with the office's own name behind."""
        plain = self._paper.compact(heading or "")
        for unit, offices in self._units.items():
            if unit and plain.startswith(unit):
                rest = plain.removeprefix(unit)
                yield from (office for name, office in offices if name.endswith(rest))

    def _place(self, stamp: ReadStamp, stamps: Sequence[ReadStamp]) -> str | None:
        """The desk of a stamp: by name, the only one, or by its turn where every desk stamped."""
        if stamp.office is None or stamp.office not in self._hierarchy.graph:
            return None
        office = self._hierarchy.office(stamp.office)
        heading = stamp.desk.value if stamp.desk else None
        if heading in office.desks:
            return heading
        first = bool(heading) and self._is_central(stamp, office)
        if first or len(office.desks) == 1:
            return office.desks[0]
        mine = [each for each in stamps if each.office == office.id]
        turns = sorted(mine, key=lambda each: _turn(each, central=self._is_central(each, office)))
        return office.desks[turns.index(stamp)] if len(mine) == len(office.desks) else None

    def _is_central(self, stamp: ReadStamp, office: Office) -> bool:
        """The stamp has the office's own name for a heading."""
        heading = stamp.desk.value if stamp.desk else None
        return self._paper.compact(heading or "") == self._paper.compact(office.name)

    def _spellings(self, name: str | None) -> list[str]:
        """A name whole, without its seat, and the first office of several."""
        if not name:
            return []
        bare = self._paper.office_name(name)
        return list(dict.fromkeys(map(self._paper.compact, (name, bare, bare.split(" ")[0]))))


def _turn(stamp: ReadStamp, *, central: bool) -> tuple[bool, date, datetime]:
    """When a desk stamped: under the office's own name first, of one day without a time first."""
    moment = stamp.inferred or date.max
    if isinstance(moment, datetime):
        return not central, moment.date(), moment
    return not central, moment, datetime.min  # noqa: DTZ901 - only compared with an office's own clock


def _posts(office: Office) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (office.addressee, office.name))))


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each key that one office alone has."""
    found: dict[str, str | None] = {}
    for key, office in pairs:
        found[key] = office if found.get(key, office) == office else None
    return {key: office for key, office in found.items() if office is not None}
