"""Writes letters to files: a folder of them, or an office's download page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import typer

from wian.cli.letters.enclosed_files import write_enclosed
from wian.cli.letters.letter_forms import LetterFormat
from wian.cli.letters.original_files import write_transcripts
from wian.cli.terminal.console import print_json, say
from wian.cli.terminal.progress_bar import progress_bar
from wian.cli.terminal.titles import named
from wian.kit.counted import counted, number
from wian.kit.errors import WianError
from wian.kit.picture import picture_of
from wian.ledger.read.kept_files import kept_file
from wian.ledger.records import Clock, IssuedLetter
from wian.letters.copies import Copy
from wian.letters.enclosed_file import EnclosedFile
from wian.letters.pages.bundle_part import BundlePart
from wian.letters.pages.export import BATCH, LetterFile, content_of, export_documents
from wian.letters.pages.site import Circular, page_link, write_site
from wian.letters.secrecy import is_secret
from wian.office.letter_pages import Cabinet, Trimmings, circulars_of, simulated, site_circular
from wian.office.letter_tops import letter_top
from wian.propagation import runtime
from wian.propagation.plan import Plan

_PAGES = (LetterFormat.PDF, LetterFormat.DOCX)
"""Forms that are paper: they hold stamps and codes."""
_ENCLOSURES = "enclosures"
"""Folder of the files that travel with letters, beside these."""


class CannotWrite(WianError):
    """A folder or file of the export cannot be written."""

    def __init__(self, path: Path, reason: OSError) -> None:
        super().__init__(
            f"{path} cannot be written ({reason.strerror}); name a folder that can be with --out."
        )


class CannotRead(WianError):
    """A picture cannot be read."""

    def __init__(self, path: Path, reason: OSError) -> None:
        super().__init__(f"{path} cannot be read ({reason.strerror}); correct --emblem.")


@dataclass(frozen=True, slots=True)
class Export:
    """What is asked for: which form, copy and part, where to, and what the pages carry."""

    form: LetterFormat
    copy: Copy
    out: Path
    emblem: Path | None
    base_url: str | None
    certified: str | None
    part: int | None = None

    def trimmings(self) -> Trimmings:
        """What the pages carry besides the letters.

        Raises:
            CannotRead: The emblem's file cannot be read.
            NotAPicture: It is no picture.
        """
        try:
            picture = self.emblem.read_bytes() if self.emblem else None
        except OSError as reason:
            raise CannotRead(self.emblem or Path(), reason) from reason
        if picture is not None:
            picture_of(picture)  # refuses what is no picture, before anything is written
        return Trimmings(self.base_url, picture, self.certified, own_paper=True)


def write_letters(plan: Plan, offices: list[tuple[int, str]], asked: Export, *, json: bool) -> None:
    """Write a file a letter, named after wave and office, several at a time.

    A later letter of an office has its part behind the office: ``02-moi+1.pdf``. A second time
    writes the same files with the same bytes.

    Raises:
        typer.BadParameter: The form cannot show that copy.
        NotSetAnew: The letters were imported, and would lose words in that form.
        CannotWrite: The folder cannot be written.
        InputFaults: Some letters could not be set; the others are written.
    """
    _refuse_unless_possible(asked)
    if plan.clock is Clock.HISTORY and asked.form is not LetterFormat.JSON:
        write_transcripts(plan, offices, asked.form, asked.out, json=json)
        return
    cabinet = Cabinet(runtime.ledger(), plan, asked.trimmings())
    alone = asked.form is not LetterFormat.PDF or len(offices) <= BATCH
    try:
        asked.out.mkdir(parents=True, exist_ok=True)
        with progress_bar("writing letters", shown=not json, total=len(offices)) as bar:
            where = plan.jurisdiction.id
            files = _documents(cabinet, offices, asked)
            workers = 1 if alone else None
            done = export_documents(files, where, workers=workers, progress=bar.advance)
    except OSError as reason:
        raise CannotWrite(asked.out, reason) from reason
    enclosed = plan.directive.files
    if enclosed:
        write_enclosed(plan, asked.out / _ENCLOSURES)
    if json:
        print_json({"propagation": plan.id, "letters": done, "folder": str(asked.out)})
    else:
        say(named(plan).within(f"Written to {asked.out}: {counted(done, 'letter')} of ", "."))
        if enclosed:
            many = counted(len(enclosed), "file")
            say(f"Enclosed with them, in {asked.out / _ENCLOSURES}: {many}.")


def _documents(
    cabinet: Cabinet, offices: list[tuple[int, str]], asked: Export
) -> Iterator[LetterFile]:
    """The files to be written, each with what it holds; an office without a letter has none."""
    for wave, office in offices:
        own = [0] if asked.copy is Copy.RECEIVED else cabinet.letters_of(office)
        for part in own:
            if asked.part in {None, part} and (parts := cabinet.parts(office, asked.copy, part)):
                which = f"+{part}" if part else ""
                name = f"{wave:02d}-{office}{which}{asked.form.ending}"
                yield LetterFile(asked.out / name, parts)


def _refuse_unless_possible(asked: Export) -> None:
    if asked.copy is Copy.BUNDLE and asked.form is not LetterFormat.PDF:
        raise typer.BadParameter("A bundle is one PDF: add --format pdf.")
    if asked.copy is Copy.RECEIVED and asked.form not in {*_PAGES, LetterFormat.JSON}:
        raise typer.BadParameter("Only pages show stamps: add --format pdf or docx.")
    certified = asked.certified is not None
    if certified and asked.form is not LetterFormat.PDF:
        raise typer.BadParameter("--certified needs --format pdf.")
    if asked.emblem and asked.form not in {*_PAGES, LetterFormat.HTML}:
        raise typer.BadParameter("--emblem needs --format pdf, docx or html.")
    if asked.base_url and asked.form not in _PAGES:
        raise typer.BadParameter("Only pages show QR codes: --base-url needs --format pdf or docx.")
    if certified and asked.copy is Copy.ISSUED:
        raise typer.BadParameter("Only copies are certified: add --copy received or bundle.")


def write_office_site(
    propagation: str | None,
    office: str | None,
    out: Path | None,
    base_url: str | None,
    *,
    json: bool,
) -> None:
    """Write the download page of an office: all its circulars, with PDF and Word files.

    Raises:
        typer.BadParameter: No office or no folder is named.
        InputFaults: A circular cannot be offered.
    """
    if office is None or out is None:
        raise typer.BadParameter("A download page needs --office OFFICE and --out FOLDER.")
    found = circulars_of(runtime.ledger(), office, propagation)
    where = found.plan.jurisdiction
    open_ = [each for each in found.circulars if not is_secret(each[0].directive, each[1].letter)]
    public = [each for each in open_ if each[0].clock is not Clock.HISTORY]
    with progress_bar("writing letters", shown=not json, total=len(public)) as bar:
        offered = [_circular(plan, issued, base_url, bar.advance) for plan, issued in public]
    write_site(found.name, offered, out, where, base_url=base_url)
    if json:
        print_json({"office": office, "letters": len(offered), "folder": str(out)})
        return
    say(
        f"The download page of {found.name} is {out / 'index.html'}. "
        f"Letters on it: {number(len(offered))}."
    )
    _say_left_out(len(found.circulars) - len(open_), len(open_) - len(public))
    if rehearsed := simulated(public):
        say(f"Only rehearsed, so not to be published as issued: {number(rehearsed)}.")


def _say_left_out(secret: int, imported: int) -> None:
    """How many letters of an office are not on its page, and why."""
    if secret:
        say(f"Left out because they are classified: {number(secret)}.")
    if imported:
        say(
            f"Left out because they were imported, and their paper is the original: "
            f"{number(imported)}. wian letters --format original writes their files."
        )


def _circular(
    plan: Plan, issued: IssuedLetter, base_url: str | None, progress: Callable[[int], None]
) -> Circular:
    """A circular with the files that its page offers."""
    where = plan.jurisdiction
    link = page_link(issued.letter, where, base_url) if base_url else None
    head = letter_top(runtime.ledger(), plan, issued.office)
    parts = (BundlePart(issued.letter, link=link, head=head),)
    files = {ending: content_of(f".{ending}", parts, where) for ending in ("pdf", "docx", "txt")}
    enclosed = [
        EnclosedFile(kept, kept_file(runtime.ledger(), kept.sha256))
        for kept in plan.directive.files
    ]
    progress(1)
    return site_circular(runtime.ledger(), plan, issued, files, enclosed)
