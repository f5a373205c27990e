"""What reading letters yields: fields that keep apart what was read and what it means."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, TypeVar

from pydantic import ValidationError

from hierarchy.office import ActingTerm, LetterForm, Signatory
from wian.jurisdictions.handling import Secrecy, Urgency

T = TypeVar("T")


class Medium(StrEnum):
    """How the words of a file came to us, from the surest to the least sure."""

    DATA = "data"
    """Attached by wian when the page was made."""
    DOCX = "docx"
    TEXT = "text"
    PDF = "pdf"
    """The text layer of a PDF."""
    OCR = "ocr"
    """Optical character recognition of a scanned page."""


TRUST = {
    Medium.DATA: 1.0,
    Medium.DOCX: 0.99,
    Medium.TEXT: 0.97,
    Medium.PDF: 0.97,
    Medium.OCR: 0.6,
}
"""How sure a character is that came this way, before anything else is known of it."""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of a document, its characters encoded in one way.

    Attributes:
        text: What stands there, without the line break.
        number: Its place in the document, from 1.
        page: Its page, from 1; a text without form feeds is one page.
    """

    text: str
    number: int
    page: int = 1


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """One field: what stands on the paper, and what it means.

    Attributes:
        read: The words as they stand; never overwritten.
        value: What they mean; ``None`` where that could not be made out.
        inference: Why the value differs from what was read; ``None`` where it does not.
        line: Line of the document; ``None`` for attached data, which has none.
        confidence: How sure the value is, 0 to 1.
    """

    read: str
    value: T | None
    inference: str | None = None
    line: int | None = None
    confidence: float = 1.0


def signatory_of(
    post: str, acting_for: str | None = None, term: ActingTerm = ActingTerm.DELEGATED
) -> Signatory | None:
    """Who signed, as read; ``None`` where no post is called so: a damaged page yields any signs."""
    try:
        return Signatory(post, acting_for, term)
    except ValidationError:
        return None


@dataclass(frozen=True, slots=True)
class Citation:
    """A letter that another one names.

    Attributes:
        read: The words that name it.
        place: Where the letter names it.
        office: Whose letter it is, as named; ``None`` where no office is named.
        number: Its number, as the country's letters print it; ``None`` where none is given.
        dated: Its date; ``None`` where none is given.
        line: Line of the document.
    """

    read: str
    place: CitationPlace
    office: str | None
    number: Reading[str] | None
    dated: Reading[date] | None
    line: int | None


class CitationPlace(StrEnum):
    """Where a letter names another one."""

    REFERENCE = "reference"
    """In its field for references."""
    ENCLOSURE = "enclosure"
    """Among its enclosures, or as attached in the text of a memo."""
    TEXT = "text"
    """In its text."""


@dataclass(frozen=True, slots=True)
class ReadStamp:
    """A reception stamp.

    Attributes:
        desk: The desk: the last line of the stamp's heading, or all that it has.
        receipt_number: The running number, in Arabic digits.
        moment: Date, or date and time, as read and as meant.
        units: Units that the stamp offers to send the letter on to.
        source: Name of the file.
        first_line, last_line: Where it stands; ``None`` for attached data.
        office: Id of the office whose stamp it is, where a hierarchy tells.
        place: Which of that office's desks, by name, where the hierarchy tells.
        heading: The office above the desk, where the stamp names both.
        simulated: The data say that it was worked out in a rehearsal.
    """

    desk: Reading[str] | None
    receipt_number: Reading[str] | None
    moment: Reading[date] | None
    units: tuple[str, ...]
    source: str
    first_line: int | None
    last_line: int | None
    office: str | None = None
    place: str | None = None
    heading: Reading[str] | None = None
    simulated: bool = False

    @property
    def read(self) -> str | None:
        """Date and time as the stamp shows them."""
        return self.moment.read if self.moment else None

    @property
    def inferred(self) -> date | datetime | None:
        """The moment meant; ``None`` where it could not be made out."""
        return self.moment.value if self.moment else None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a letter's text, its wrapped lines joined."""

    text: str
    line: int | None


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """A letter, as far as it could be read. No person's name is kept: posts only.

    Attributes:
        source: Name of the file.
        first_line, last_line: Where it stands; ``None`` for attached data.
        medium: How its words came to us.
        kind: Which form it has.
        number: Its number, as the country's letters print it.
        dated: Its date.
        subject: Its subject.
        sender: The office in its letterhead.
        recipients: Its addressees, one by one; a person's name has no value.
        distribution: The addressees by name on the attached list, if there is one.
        citations: Every letter that it names with number or date, or as enclosed.
        enclosures: What travels with it, each with its count.
        signatory: The post that signed, and the post acted for.
        chain: Who informed whom, by its opening paragraph: its own sender's sender first, the
            origin last.
        paragraphs: Its text.
        drafted_by: Units and telephones at its foot.
        urgency, secrecy: Its marks: as printed, and the class meant.
        stamps: Its reception stamps.
        fragments: Lines among its own that belong to nothing.
        office: Id of the office that wrote it, where a hierarchy tells.
        simulated: The data say that it was worked out in a rehearsal: nobody issued it.
        transcript: All its lines as they were read, without stamps; of attached data those of the
            page that shows the letter.
    """

    source: str
    first_line: int | None
    last_line: int | None
    medium: Medium
    kind: LetterForm
    number: Reading[str] | None = None
    dated: Reading[date] | None = None
    subject: Reading[str] | None = None
    sender: Reading[str] | None = None
    recipients: tuple[Reading[str], ...] = ()
    distribution: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    enclosures: tuple[Reading[str], ...] = ()
    signatory: Reading[Signatory] | None = None
    chain: tuple[Reading[str], ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    drafted_by: tuple[str, ...] = ()
    urgency: Reading[Urgency] | None = None
    secrecy: Reading[Secrecy] | None = None
    stamps: tuple[ReadStamp, ...] = ()
    fragments: tuple[PaperLine, ...] = ()
    office: str | None = None
    simulated: bool = False
    transcript: tuple[str, ...] = ()

    @property
    def marks(self) -> tuple[str, ...]:
        """Its marks as printed, urgency first."""
        return tuple(each.read for each in (self.urgency, self.secrecy) if each)

    @property
    def references(self) -> tuple[Citation, ...]:
        """The letters that it names."""
        return self.citations


class FindingKind(StrEnum):
    """What a careful reader flags."""

    CITATION_DIFFERS = "citation-differs"
    STAMP_BEFORE_LETTER = "stamp-before-letter"
    NUMBER_ORDER = "number-order"
    MISSING_LETTER = "missing-letter"
    LOST_REQUEST = "lost-request"
    LOST_QR_CODE = "lost-qr-code"
    NO_WORKING_DAY = "no-working-day"
    LOOK_ALIKE_DIGITS = "look-alike-digits"
    FRAGMENT = "fragment"
    ADDRESSEE_SLIP = "addressee-slip"
    UNREAD = "unread"
    UNMARKED_UNIT = "unmarked-unit"
    DATA_DIFFER = "data-differ"
    UNCERTAIN_SOURCE = "uncertain-source"
    REHEARSED = "rehearsed"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a careful reader flags.

    Attributes:
        kind: Which family it belongs to.
        where: File and line: ``bundle.txt line 63``.
        what: One or two plain sentences.
        confidence: How sure it is, 0 to 1.
        settles: What would settle it.
        letter: Number of the letter that it is about, where one is known.
        recognised: It rests on a letter that was recognised from a picture (OCR).
    """

    kind: FindingKind
    where: str
    what: str
    confidence: float
    settles: str
    letter: str | None = None
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that letters were read from.

    Attributes:
        name: Its name, which its letters and findings bear.
        content: The file, byte for byte.
    """

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a reading of files yields.

    Attributes:
        letters: The letters, in the order of the files and of their lines.
        findings: What a careful reader flags, in the same order.
        files: The files themselves; none where documents were read that somebody else had opened.
    """

    letters: tuple[ReadLetter, ...] = ()
    findings: tuple[Finding, ...] = field(default_factory=tuple)
    files: tuple[SourceFile, ...] = ()
