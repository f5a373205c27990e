"""The download page of an office: a static site of its circulars, for any web server."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from wian.jurisdictions.jurisdiction import Jurisdiction, Wording
from wian.kit.errors import Fault, InputFaults
from wian.letters.enclosed_file import EnclosedFile, KeptFile
from wian.letters.file_kind import MEDIA_TYPES
from wian.letters.letter import Letter
from wian.letters.letter_top import PLAIN_TOP, LetterTop
from wian.letters.pages.publication import publish
from wian.letters.pages.qr_code import BadLink, qr_svg
from wian.letters.sandbox import environment
from wian.letters.text_and_html import form_values

LATEST = 50
"""Circulars that the first page lists; the pages of the years list them all."""
NAMED = 3
"""Recipients that a list names; a circular's own page names them all."""
ENDINGS = ("pdf", "docx", "txt")
"""Files that a circular may offer, in this order."""
_SLUG = 40
_NO_SCRIPT = "'none'"


@dataclass(frozen=True, slots=True)
class Circular:
    """A letter that an office offers.

    Attributes:
        letter: The letter.
        recipients: Names of the offices that it went to.
        files: Ending (one of :data:`ENDINGS`) -> the file's content, or the file.
        enclosed: Files that travel with it.
        head: What stands at its head.
    """

    letter: Letter
    recipients: tuple[str, ...]
    files: Mapping[str, bytes | Path] = field(default_factory=dict)
    enclosed: tuple[EnclosedFile, ...] = ()
    head: LetterTop = PLAIN_TOP


def page_path(letter: Letter, jurisdiction: Jurisdiction) -> str:
    """Path of a circular's own page in its office's site: ``2021/0023-3-553-1f0c9a7e.html``.

    It follows from sender, number and date alone, so that a code printed on paper leads there
    for good. A folder a register year; of the number what is safe in a file's name, then a digest.
    """
    year = jurisdiction.wording.register_year(letter.dated)
    safe = re.sub(r"[^a-z0-9]+", "-", _latin_digits(letter.number).lower()).strip("-")
    key = f"{letter.sender}\n{letter.number}\n{letter.dated.isoformat()}"
    digest = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{year}/{safe[:_SLUG]}-{digest}.html".replace("/-", "/").replace("--", "-")


def page_link(letter: Letter, jurisdiction: Jurisdiction, base_url: str) -> str:
    """Address of a circular's own page, for the codes on its PDF and DOCX.

    Args:
        letter: The letter.
        jurisdiction: Whose register years.
        base_url: Address of the folder that the site lies in.

    Raises:
        BadLink: It is no address of a folder on the web.
    """
    parts = urlsplit(base_url)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        raise BadLink(base_url)
    if not base_url.isprintable() or " " in base_url:
        raise BadLink(base_url)
    return f"{base_url.rstrip('/')}/{page_path(letter, jurisdiction)}"


def write_site(
    office_name: str,
    circulars: Sequence[Circular],
    out: Path,
    jurisdiction: Jurisdiction,
    *,
    base_url: str | None = None,
) -> None:
    """Write the site of an office's circulars: the same circulars, the same files.

    ``index.html`` lists the newest, leads to a page for each year, and searches all by number,
    subject, date and first recipients, without a network. Each circular has a page of its own
    with its files and its code. Nothing is loaded from elsewhere. Writing again updates the site,
    takes away the circulars that are gone, and leaves alone what it did not write (see
    :func:`wian.letters.pages.publication.publish`).

    Args:
        office_name: Whose circulars they are.
        circulars: All of them, in any order.
        out: Folder of the site.
        jurisdiction: Whose forms, dates and digits.
        base_url: Where the site will lie on the web; without it no codes are drawn.

    Raises:
        InputFaults: Circulars that are classified, given twice, or offer what cannot be
            offered: all of them; or files in ``out`` that are not of the site.
        BadLink: ``base_url`` is no web address.
        NoManifest: The record of an earlier site in ``out`` is damaged.
        CannotPublish: The folder cannot be written.
    """
    entries = [_Entry(each, jurisdiction) for each in circulars]
    if faults := list(_faults(entries)):
        raise InputFaults("the list of circulars", faults)
    entries.sort(key=lambda entry: entry.rank, reverse=True)
    publish(_Site(office_name, entries, jurisdiction, base_url).files(), out)


def site_files(
    office_name: str, circulars: Sequence[Circular], jurisdiction: Jurisdiction
) -> Iterator[tuple[str, bytes | Path]]:
    """Path and content of each file of a site without codes, which is written nowhere."""
    entries = [_Entry(each, jurisdiction) for each in circulars]
    return _Site(office_name, entries, jurisdiction, None).files()


class _Entry:
    """A circular as the lists name it."""

    def __init__(self, circular: Circular, jurisdiction: Jurisdiction) -> None:
        self.circular, self.letter = circular, circular.letter
        self.path = page_path(circular.letter, jurisdiction)
        self.year = self.path.partition("/")[0]
        self._wording = jurisdiction.wording

    @cached_property
    def rank(self) -> tuple[Any, ...]:
        """Its place by date, then by running number."""
        digits = re.findall(r"\d+", _latin_digits(self.letter.number)) or ["0"]
        running = digits[-1].lstrip("0")
        return (self.letter.dated, len(running), running, self.path)

    @cached_property
    def listed(self) -> dict[str, Any]:
        """Plain values for a list."""
        names = self.circular.recipients
        return {
            "path": self.path,
            "number": self.letter.number,
            "iso": self.letter.dated.isoformat(),
            "month": self.letter.dated.month,
            "date": self._wording.long_date(self.letter.dated),
            "subject": self.letter.subject,
            "urgency": self.letter.urgency,
            "recipients": names[:NAMED],
            "more": max(len(names) - NAMED, 0),
            "files": [ending for ending in ENDINGS if ending in self.circular.files],
        }

    def file(self, ending: str) -> str:
        """Path of one of its files."""
        return f"{self.path.removesuffix('.html')}.{ending}"


class _Site:
    """The files of a site, one after the other; those that lead to others come last."""

    def __init__(
        self,
        office_name: str,
        entries: Sequence[_Entry],
        jurisdiction: Jurisdiction,
        base_url: str | None,
    ) -> None:
        self._entries, self._jurisdiction, self._base = entries, jurisdiction, base_url
        self._wording: Wording = jurisdiction.wording
        self._pages = environment(self._wording)
        self._common = {"office": office_name, "digits": self._wording.digits}

    def files(self) -> Iterator[tuple[str, bytes | Path]]:
        """Relative path and content of each."""
        years = [(year, list(group)) for year, group in groupby(self._entries, lambda e: e.year)]
        nav = [{"year": year, "count": len(entries)} for year, entries in years]
        yield from self._enclosed()
        for entry in self._entries:
            for ending in entry.listed["files"]:
                yield entry.file(ending), entry.circular.files[ending]
            yield entry.path, self._circular(entry)
        for year, entries in years:
            listed = [entry.listed for entry in entries]
            yield f"{year}.html", self._page("year", circulars=listed, years=nav, year=year)
        yield "index.html", self._index(nav)

    def _index(self, nav: Sequence[Mapping[str, Any]]) -> bytes:
        script = self._pages.get_template("site-search.js").render()
        return self._page(
            "index",
            circulars=[entry.listed for entry in self._entries[:LATEST]],
            total=len(self._entries),
            years=nav,
            index=_json(self._search_index()),
            script=Markup(script),  # noqa: S704 - our own file
            allowed=f"'sha256-{_sha256(script)}'",
        )

    def _enclosed(self) -> Iterator[tuple[str, bytes]]:
        """The files that travel with circulars: each once, however many carry it."""
        every = (file for entry in self._entries for file in entry.circular.enclosed)
        yield from {_enclosed_path(file.kept): file.content for file in every}.items()

    def _circular(self, entry: _Entry) -> bytes:
        base = self._base
        link = None if base is None else page_link(entry.letter, self._jurisdiction, base)
        offered = [
            {"ending": ending, "name": entry.file(ending).partition("/")[2], "size": _size(content)}
            for ending in ENDINGS
            if (content := entry.circular.files.get(ending)) is not None
        ]
        return self._page(
            "circular",
            **form_values(entry.letter, self._wording, entry.circular.head),
            recipients=entry.circular.recipients,
            files=offered,
            enclosed=[
                {
                    "path": _enclosed_path(file.kept),
                    "name": file.kept.name,
                    "size": _size(file.content),
                }
                for file in entry.circular.enclosed
            ],
            year=entry.year,
            link=link,
            code=Markup(qr_svg(link)) if link else None,  # noqa: S704 - drawn by us
        )

    def _page(self, name: str, **values: Any) -> bytes:
        template = self._pages.get_template(f"site-{name}.html.j2")
        text = template.render({"allowed": _NO_SCRIPT, **self._common, **values})
        return text.encode("utf-8", "replace")

    def _search_index(self) -> dict[str, Any]:
        """What the search looks through; dates and recipients, that repeat, only once."""
        days = sorted({entry.letter.dated for entry in self._entries})
        dates = {
            day.isoformat(): [
                self._wording.long_date(day),
                self._wording.short_date(day),
                f"{day.day}/{day.month}/{self._wording.register_year(day)}",
            ]
            for day in days
        }
        shown = [self._shown(entry) for entry in self._entries]
        place = {names: number for number, names in enumerate(dict.fromkeys(shown))}
        rows = [
            (entry.path, entry.letter.number, entry.listed["iso"], entry.letter.subject, place[to])
            for entry, to in zip(self._entries, shown, strict=True)
        ]
        return {"dates": dates, "recipients": list(place), "rows": rows}

    def _shown(self, entry: _Entry) -> str:
        """The recipients of a circular as a list names them."""
        words = self._pages.get_template("site-parts.html.j2").module
        listed = entry.listed
        shown: Markup = words.recipients(listed["recipients"], listed["more"], self._wording.digits)  # type: ignore[attr-defined]
        return shown.unescape()


def _faults(entries: Sequence[_Entry]) -> Iterator[Fault]:
    seen: set[str] = set()
    for entry in entries:
        where = f"circular {entry.letter.number[:80]}"
        if entry.letter.secrecy:
            what = f"is marked {entry.letter.secrecy[:40]}, and a site is for everybody"
            yield Fault(where, what, "leave it out")
        if entry.path in seen:
            what = f"of {entry.letter.dated.isoformat()} is given twice"
            yield Fault(where, what, "give each circular once")
        seen.add(entry.path)
        for ending, content in entry.circular.files.items():
            if ending not in ENDINGS:
                what = f"offers a file of the kind {ending[:20]!r}"
                yield Fault(where, what, f"offer {', '.join(ENDINGS)}")
            elif isinstance(content, Path) and not content.is_file():
                yield Fault(where, f"offers {content}, which is no file", "write it first")


def _enclosed_path(file: KeptFile) -> str:
    """Where an enclosed file lies in the site; its name is shown, and its digest leads to it."""
    return f"files/{file.sha256[:24]}{MEDIA_TYPES.get(file.media_type, '.bin')}"


def _latin_digits(text: str) -> str:
    """``text`` with the decimal digits of any script as 0 to 9, in compatibility form."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in plain)


def _size(content: bytes | Path) -> int:
    """Size of a file in kilobytes, at least 1."""
    count = content.stat().st_size if isinstance(content, Path) else len(content)
    return max(round(count / 1000), 1)


def _sha256(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _json(value: Any) -> Markup:
    """JSON that can stand in a page: no sign in it ends the element around it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S704 - see above
