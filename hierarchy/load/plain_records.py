"""Checks rows of offices a column at a time, and writes the records of those that are plain."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from json.encoder import encode_basestring
from unicodedata import is_normalized

from hierarchy.load.file_conventions import OfficeRules
from hierarchy.load.office_rows import split_cell
from hierarchy.office import OFFICE_ID_PATTERN, SLUG_PATTERN, USUAL_DESKS, ActingTerm, LetterForm

_LONGEST = 300
_SLUG = re.compile(SLUG_PATTERN).fullmatch
_ID = re.compile(OFFICE_ID_PATTERN).fullmatch
_FORMS = {each.value for each in LetterForm}
_TERMS = {each.value for each in ActingTerm}
_NEVER_PLAIN = (
    "acting_since",
    "acting_until",
    "circulars",
    "receipts",
    "number_form",
    "classes",
    "from",
    "until",
    "succeeded_by",
    "email",
    "reach",
    "emblem",
    "letterhead",
)
"""Columns that hardly a row fills, which are left to the full check."""


def plain_records(
    columns: Mapping[str, Sequence[str]], rules: OfficeRules
) -> tuple[list[str], set[int]]:
    """The record of each row, and which rows are odd: of those the record says nothing.

    A row is plain where all its texts are short, printable, in NFC and without a sign of markup,
    and its words are known ones. What is odd may still be right: the full check finds out.

    Args:
        columns: The cells of each column, without blanks at either end, ``id``, ``name``,
            ``level`` and ``kind`` among them.
        rules: What the jurisdiction asks of its offices: the usual zone is left out of a record,
            and one that its offices do not have is odd.
    """
    writer = _Writer(columns)
    return list(map("".join, zip(*writer.parts(rules), strict=True))), writer.odd


def is_plain(text: str) -> bool:
    """Whether every part of a text is what ``wian.kit.text.plain`` gives back unchanged.

    What it holds for a text holds for each part of it, so that a whole column is asked at once.
    """
    return (
        text.isprintable()
        and "<" not in text
        and "{" not in text
        and "}" not in text
        and is_normalized("NFC", text)
    )


class _Writer:
    """Writes the columns of some rows as parts of their records."""

    def __init__(self, columns: Mapping[str, Sequence[str]]) -> None:
        self._columns = columns
        self._count = len(columns["id"])
        self.odd: set[int] = set()

    def parts(self, rules: OfficeRules) -> Iterator[Sequence[str]]:
        """What each column adds to each record, in the order of the fields of an office."""
        yield self._ids()
        yield self._required("name")
        yield from map(self._slugs, ("level", "kind"))
        for field in ("name_en", "letter_code"):
            yield from self._texts(field)
        yield from self._lists("address")
        yield from self._signatories()
        for field in ("salutation", "addressee", "addressee_class"):
            yield from self._texts(field)
        yield from self._lists("drafted_by")
        yield from self._texts("phone")
        yield from self._words("form", _FORMS, LetterForm.EXTERNAL.value)
        yield from self._desks()
        yield from self._zones(rules)
        for field in ("note", "closing"):
            yield from self._texts(field)
        yield from self._lists("copies")
        for field in _NEVER_PLAIN:
            self.odd.update(at for at, cell in enumerate(self._columns.get(field, ())) if cell)

    def _ids(self) -> Sequence[str]:
        cells = self._columns["id"]
        if not all(map(_ID, cells)):
            self.odd.update(at for at, cell in enumerate(cells) if not _ID(cell))
        return cells

    def _required(self, field: str) -> list[str]:
        cells = self._columns[field]
        self._mark_odd(cells)
        if not all(cells):
            self.odd.update(at for at, cell in enumerate(cells) if not cell)
        return [f'","{field}":{encode_basestring(cell)}' for cell in cells]

    def _slugs(self, field: str) -> list[str]:
        cells = self._columns[field]
        parts = {cell: f',"{field}":"{cell}"' if _SLUG(cell) else "" for cell in set(cells)}
        if "" in parts.values():
            self.odd.update(at for at, cell in enumerate(cells) if not parts[cell])
        return [parts[cell] for cell in cells]

    def _texts(self, field: str) -> Iterator[list[str]]:
        if cells := self._filled(field):
            self._mark_odd(cells)
            yield [f',"{field}":{encode_basestring(cell)}' if cell else "" for cell in cells]

    def _lists(self, field: str) -> Iterator[list[str]]:
        if cells := self._filled(field):
            self._mark_odd(cells)
            yield [_list(field, split_cell(cell)) for cell in cells]

    def _desks(self) -> Iterator[list[str]]:
        if not (cells := self._filled("desks")):
            return
        self._mark_odd(cells)
        written = {"": ""}
        for cell in set(cells) - {""}:
            desks = split_cell(cell)
            if not desks or len(set(desks)) < len(desks):
                self.odd.update(at for at, each in enumerate(cells) if each == cell)
            written[cell] = "" if tuple(desks) == USUAL_DESKS else _list("desks", desks)
        yield [written[cell] for cell in cells]

    def _words(self, field: str, known: Collection[str], usual: str) -> Iterator[list[str]]:
        """A column of words, of which the usual one is left out."""
        if not (cells := self._filled(field)):
            return
        parts = {each: f',"{field}":"{each}"' for each in known} | {usual: "", "": ""}
        self.odd.update(at for at, cell in enumerate(cells) if cell not in parts)
        yield [parts.get(cell, "") for cell in cells]

    def _zones(self, rules: OfficeRules) -> Iterator[list[str]]:
        """Zones of offices that have another than the usual one, as the file or their ids say."""
        said = self._filled("time_zone") or [""] * self._count
        known = {"", *(rules.others or ()), *filter(None, [rules.clock])}
        self.odd.update(at for at, cell in enumerate(said) if cell not in known)
        zones = list(map(rules.zone, self._columns["id"], said))
        if any(zones):
            yield [f',"time_zone":"{zone}"' if zone else "" for zone in zones]

    def _signatories(self) -> Iterator[list[str]]:
        posts, others = self._filled("signatory"), self._filled("acting_for")
        terms = self._filled("acting_term")
        nobody = [""] * self._count
        if not (posts or others or terms):
            return
        for cells in (posts, others):
            self._mark_odd(cells)
        rows = zip(posts or nobody, others or nobody, terms or nobody, strict=True)
        yield [self._signatory(at, *each) for at, each in enumerate(rows)]

    def _signatory(self, at: int, post: str, acting_for: str, term: str) -> str:
        alone = term not in {"", ActingTerm.DELEGATED} and not acting_for
        if not post or alone or (term and term not in _TERMS):
            if post or acting_for or term:
                self.odd.add(at)
            return ""
        other = f',"acting_for":{encode_basestring(acting_for)}' if acting_for else ""
        right = f',"term":"{term}"' if term and term != ActingTerm.DELEGATED else ""
        return f',"signatory":{{"post":{encode_basestring(post)}{other}{right}}}'

    def _filled(self, field: str) -> Sequence[str]:
        """A column; nothing where no row fills it."""
        cells = self._columns.get(field, ())
        return cells if any(cells) else ()

    def _mark_odd(self, cells: Sequence[str]) -> None:
        if cells and (max(map(len, cells)) > _LONGEST or not is_plain("".join(cells))):
            self.odd.update(
                at for at, cell in enumerate(cells) if len(cell) > _LONGEST or not is_plain(cell)
            )


def _list(field: str, parts: Sequence[str]) -> str:
    return f',"{field}":[{",".join(map(encode_basestring, parts))}]' if parts else ""
