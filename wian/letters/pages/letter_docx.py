"""The letter as a Word document (DOCX): styled, editable, the same bytes each time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from wian.jurisdictions.jurisdiction import Jurisdiction, Wording, hour_mark_in
from wian.letters.composition.vocabulary import rehearsed_words
from wian.letters.drawn_stamp import Stamp
from wian.letters.letter import Letter
from wian.letters.letter_top import PLAIN_TOP, LetterTop
from wian.letters.pages.emblem import Pixels, emblem_pixels
from wian.letters.pages.qr_code import qr_png
from wian.letters.sandbox import environment
from wian.letters.text_and_html import form_values

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TEXT = re.compile(r"(<w:t(?: [^>]*)?>)([^<]*)(</w:t>)")
_NUMBER = re.compile(r"\S*\d\S*/\S+|\S+/\S*\d\S*")
"""What has a digit and a slash, and no space."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_HEADERS = frozenset({"word/header.xml", "word/first.xml"})
_DRAWING = (
    '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office">'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas>'
    '<v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>'
    '<v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>'
    '</v:formulas><v:path textpathok="t"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape type="#_x0000_t136" alt={words} fillcolor="#5c5c5c" stroked="f" '
    'style="position:absolute;margin-left:-40pt;margin-top:0;width:110pt;height:11pt">'
    "<v:textpath style=\"font-family:'TH Sarabun New';font-size:1pt\" string={words}/>"
    "</v:shape></w:pict></w:r>"
)
"""Drawn words (WordArt), which are no text of the page."""

_PARTS = {
    "docProps/core.xml": "docx-properties",
    "word/styles.xml": "docx-styles",
    "word/settings.xml": "docx-settings",
    "word/fontTable.xml": "docx-fonts",
    "word/header.xml": "docx-header",
    "word/first.xml": "docx-first",
    "word/footer.xml": "docx-footer",
}
"""Part of the package -> the template that writes it, the body aside."""

_CONTENT_TYPES = {
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "word/document.xml": f"{_WORD}.document.main+xml",
    "word/styles.xml": f"{_WORD}.styles+xml",
    "word/settings.xml": f"{_WORD}.settings+xml",
    "word/fontTable.xml": f"{_WORD}.fontTable+xml",
    "word/header.xml": f"{_WORD}.header+xml",
    "word/first.xml": f"{_WORD}.header+xml",
    "word/footer.xml": f"{_WORD}.footer+xml",
}

_PACKAGE_RELATIONS = {
    "document": (f"{_OFFICE}/officeDocument", "word/document.xml"),
    "properties": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
}
_DOCUMENT_RELATIONS = {
    "styles": (f"{_OFFICE}/styles", "styles.xml"),
    "settings": (f"{_OFFICE}/settings", "settings.xml"),
    "fonts": (f"{_OFFICE}/fontTable", "fontTable.xml"),
    "header": (f"{_OFFICE}/header", "header.xml"),
    "first": (f"{_OFFICE}/header", "first.xml"),
    "footer": (f"{_OFFICE}/footer", "footer.xml"),
}


def letter_docx(  # noqa: PLR0913 - what a page carries
    letter: Letter,
    jurisdiction: Jurisdiction,
    *,
    stamps: Sequence[Stamp] = (),
    link: str | None = None,
    head: LetterTop = PLAIN_TOP,
    simulated: bool = False,
) -> bytes:
    """Lay a letter out as a Word document (Office Open XML, ISO/IEC 29500, transitional).

    The jurisdiction's templates write its parts, as they write the page of HTML. Every paragraph
    has a named style; the core properties carry subject, number, issuing office and the letter's
    own date, and no person's name. The same letter gives the same bytes.

    Args:
        letter: What to lay out; its texts are printed as they are. A character that XML cannot
            hold prints as U+FFFD.
        jurisdiction: Whose forms to use.
        stamps: Reception stamps of a received copy, above the letter.
        link: Address of the letter's own page, as a QR code beside the signature.
        head: What stands at the head of the first page besides its words.
        simulated: It was only rehearsed: a small drawing at the head of each page says so.

    Raises:
        BadLink: The link is no web address.
        NotAPicture: The emblem is no picture.
    """
    wording = jurisdiction.wording
    emblem = emblem_pixels(head.emblem) if head.emblem and not head.printed else None
    values = {
        **form_values(letter, wording),
        "printed": head.printed,
        "emblem_ratio": emblem.ratio if emblem else 0,
        "stamps": [_stamp_values(stamp, wording) for stamp in stamps],
        "link": link,
    }
    templates = _PARTS | {"word/document.xml": letter.form.value}
    return _zipped(
        {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _relations(_PACKAGE_RELATIONS),
            **dict(_rehearsed(_written(templates, values, wording), wording, simulated=simulated)),
            **_referred(link, emblem),
        }
    )


def _referred(link: str | None, emblem: Pixels | None) -> dict[str, bytes]:
    """What the document refers to: the code of the link and the emblem, where there are any."""
    relations, pictures = dict(_DOCUMENT_RELATIONS), {}
    if link is not None:
        pictures["media/qr.png"] = qr_png(link)
        relations["qr"] = (f"{_OFFICE}/image", "media/qr.png")
    if emblem is not None:
        name = f"media/emblem.{emblem.ending}"
        pictures[name] = emblem.content
        relations["emblem"] = (f"{_OFFICE}/image", name)
    files = {f"word/{name}": content for name, content in pictures.items()}
    return files | {"word/_rels/document.xml.rels": _relations(relations)}


def _stamp_values(stamp: Stamp, wording: Wording) -> dict[str, str]:
    """A stamp as it is printed."""
    return {
        "office": stamp.office,
        "desk": stamp.desk,
        "number": stamp.number,
        "day": wording.short_date(stamp.day),
        "clock": wording.clock(stamp.clock) if stamp.clock else "",
        "mark": hour_mark_in(wording, stamp.zone),
    }


def _written(
    templates: Mapping[str, str], values: Mapping[str, Any], wording: Wording
) -> Iterator[tuple[str, bytes]]:
    forms = environment(wording)
    for part, name in templates.items():
        text = forms.get_template(f"{name}.xml.j2").render(values)
        whole = _TEXT.sub(lambda found: _unbroken(found, str(values["letter"]["number"])), text)
        yield part, _NOT_XML.sub("\ufffd", whole).encode()


def _rehearsed(
    parts: Iterator[tuple[str, bytes]], wording: Wording, *, simulated: bool
) -> Iterator[tuple[str, bytes]]:
    """The parts, with a drawing in the headers that says that nobody issued the letter.

    As text of the page it would be read back as one of the letter's lines.
    """
    words = quoteattr(rehearsed_words(wording))
    drawing = _DRAWING.format(words=words).encode()
    for name, content in parts:
        drawn = simulated and name in _HEADERS
        yield name, content.replace(b"</w:p>", drawing + b"</w:p>", 1) if drawn else content


def _unbroken(found: re.Match[str], number: str) -> str:
    """A text of the document in which no line breaks inside a number.

    Word processors break a line behind a slash, and at a space; Word has no slash that keeps
    together, so that a word joiner follows it. The letter's own number keeps its spaces too.
    """
    text = found[2].replace(escape(number), escape(number).replace(" ", "\u00a0"))
    return found[1] + _NUMBER.sub(lambda each: each[0].replace("/", "/\u2060"), text) + found[3]


def _content_types() -> bytes:
    parts = "".join(
        f'<Override PartName="/{part}" ContentType="{kind}"/>'
        for part, kind in _CONTENT_TYPES.items()
    )
    return (
        f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        f'relationships+xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Default Extension="jpeg" ContentType="image/jpeg"/>{parts}</Types>'
    ).encode()


def _relations(relations: Mapping[str, tuple[str, str]]) -> bytes:
    entries = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, (kind, target) in relations.items()
    )
    return (
        f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'
    ).encode()


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    """A package whose bytes follow from its parts: no clock, no machine."""
    package = BytesIO()
    with ZipFile(package, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, content)
    return package.getvalue()
