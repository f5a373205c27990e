"""Measures letters as PDF: processor time for a page and the memory, beside an empty page.

Run ``python -m benchmarks.speed.pages``. The letters are those of the example of 2564 in all three
forms, each with another number, with emblem, code and stamps; the floor is Typst's own empty
PDF/A-3b page from the same kind of compiler. A file is measured alone and an export in its own
processes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
import typst

from benchmarks.cost import Cost, alone, cost_of, peak_memory, seconds
from benchmarks.figures import Figure, judged, show
from hierarchy.load.hierarchy_file import load_hierarchy
from hierarchy.office import LetterForm
from hierarchy.route.planner import plan_route
from wian.desk.kept_pdf import kept_pdf
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.letters.composition.composer import Composer
from wian.letters.directive_file import load_directive
from wian.letters.drawn_stamp import Stamp
from wian.letters.letter import Letter, Reference
from wian.letters.letter_top import LetterTop
from wian.letters.pages.bundle_pdf import BundlePart
from wian.letters.pages.export import LetterFile, export_documents
from wian.letters.pages.fonts import fonts
from wian.letters.pages.letter_pdf import letter_pdf

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "gecc-2564"
MOST_TIME = 0.015
MOST_MEMORY = 150
LETTERS = 300
KEPT = 40
"""Letters that are asked for again: as many as a desk keeps at least."""
_DAY = date(2021, 1, 19)
_EMBLEM = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 9L5 0L9 9Z"/></svg>'
)
_LINK = "https://letters.example.go.th/gecc-2564/"
_STAMPS = (
    Stamp("กรมส่งเสริมการปกครองท้องถิ่น", "งานสารบรรณกลาง", "๖๗๒๓๐", _DAY),
    Stamp("กรมส่งเสริมการปกครองท้องถิ่น", "กองพัฒนา", "๑๖๘๔๖", _DAY, time(15, 29)),
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What setting some letters came to."""

    pages: int
    ours: Cost
    floor: Cost
    memory: float
    again: Cost


def case_letters() -> list[Letter]:
    """The letters of the example, in every form."""
    directive = load_directive(EXAMPLE / "directive.yaml")
    hierarchy = load_hierarchy(EXAMPLE / "offices.yaml")
    route = plan_route(hierarchy, directive.origin, directive.addressees)
    composer = Composer(hierarchy, route, directive, jurisdiction("thailand"))
    cited = Reference("กรมส่งเสริมการปกครองท้องถิ่น", "มท ๐๘๑๐.๗/ว ๕๑", _DAY)
    senders = dict.fromkeys(hop.sender for hop in route.hops)
    return [
        composer.compose(sender, "ว ๑", _DAY, cited if route.parent(sender) else None, form)
        for sender in senders
        for form in LetterForm
    ]


def parts(count: int) -> list[BundlePart]:
    """As many letters, no two alike."""
    letters = case_letters()
    return [
        BundlePart(
            replace(letters[number % len(letters)], number=f"ว {number}"),
            _STAMPS[: number % 3],
            f"{_LINK}{number}",
            LetterTop(_EMBLEM),
        )
        for number in range(count)
    ]


def set_letters(count: int) -> Setting:
    """Set letters one by one in this process, and as many empty pages."""
    chosen = parts(count)
    one = jurisdiction("thailand")
    _set(chosen[0], one)
    with TemporaryDirectory(prefix="wian-bench-") as folder:
        paths = [Path(folder) / f"{number}.pdf" for number in range(count)]

        def work() -> None:
            for path, part in zip(paths, chosen, strict=True):
                path.write_bytes(_set(part, one))

        ours, memory = cost_of(work), peak_memory()
        pages = sum(len(pypdfium2.PdfDocument(path)) for path in paths)
    kept = chosen[:KEPT]
    for part in kept:
        kept_pdf([part], one)
    again = cost_of(lambda: [kept_pdf([part], one) for part in kept])
    return Setting(pages, ours, _floor(count), memory, again)


def _set(part: BundlePart, forms: Jurisdiction) -> bytes:
    return letter_pdf(
        part.letter,
        forms,
        stamps=part.stamps,
        link=part.link,
        head=part.head,
    )


def _floor(count: int) -> Cost:
    """Typst setting empty pages, each told another number."""
    with TemporaryDirectory(prefix="wian-bench-") as folder:
        empty = Path(folder) / "empty.typ"
        empty.write_text('#set document(title: sys.inputs.at("n", default: "0"))\n')
        compiler = typst.Compiler(input=empty, font_paths=fonts(), ignore_system_fonts=True)

        def work(rounds: int) -> None:
            for number in range(rounds):
                compiler.compile(
                    format="pdf",
                    sys_inputs={"n": str(number)},
                    pdf_standards=["a-3b"],
                    timestamp=datetime(2021, 1, 19, tzinfo=UTC),
                )

        work(1)
        return cost_of(lambda: work(count))


def export(count: int) -> Cost:
    """Export letters in processes of their own: only the wall's clock sees them."""
    chosen = parts(count)
    with TemporaryDirectory(prefix="wian-bench-") as folder:
        documents = [
            LetterFile(Path(folder) / f"{number}.pdf", (part,))
            for number, part in enumerate(chosen)
        ]
        return cost_of(lambda: export_documents(documents, "thailand"))


def figures(count: int = LETTERS) -> list[Figure]:
    """Measure setting and exporting."""
    setting = alone(set_letters, count)
    page, empty = setting.ours.processor / setting.pages, setting.floor.processor / count
    exported = export(count)
    return [
        Figure(
            "a letter's page as PDF/A-3b",
            f"{seconds(page)} cpu",
            f"Typst's empty page: {seconds(empty)} cpu",
            f"{page / empty:.1f} x floor",
            f"<= {seconds(MOST_TIME)}",
            judged(page <= MOST_TIME),
        ),
        Figure(
            "the same page again at a desk",
            f"{seconds(setting.again.processor / KEPT)} cpu",
            f"set for the first time: {seconds(page)} cpu",
            target=f"<= {seconds(MOST_TIME)}",
            met=judged(setting.again.processor <= MOST_TIME * KEPT),
        ),
        Figure(
            f"memory after {setting.pages:,} pages",
            f"{setting.memory:.0f} MB at most",
            target=f"<= {MOST_MEMORY} MB",
            met=judged(setting.memory <= MOST_MEMORY),
        ),
        Figure(
            f"exporting {count:,} letters in parallel",
            f"{exported.wall:.1f} s wall, {count / exported.wall:.0f} letters/s",
            f"one process: {setting.ours.wall:.1f} s wall",
            f"{exported.wall / setting.ours.wall:.2f} x alone",
        ),
    ]


if __name__ == "__main__":
    show(figures())
