"""The command ``wian jurisdiction check``: what is wrong or odd in a folder, and a sample."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from hierarchy.graph import Hierarchy
from wian.cli.jurisdiction.folder_notes import coming_holidays, notes_on
from wian.cli.jurisdiction.screen_words import screen_faults
from wian.cli.terminal.console import heading, print_json, say, say_raw
from wian.delays.profile import load_profile
from wian.delays.targets import load_targets
from wian.jurisdictions.countries import jurisdiction_ids, jurisdiction_in, offices_in
from wian.jurisdictions.jurisdiction import PLAIN_TEMPLATES, Jurisdiction
from wian.jurisdictions.paper import Medium, PaperLine
from wian.jurisdictions.plain.files.folder import (
    FIGURES,
    WORDS,
    offices_file,
    read_folder,
    unread_files,
)
from wian.jurisdictions.plain.words import missing_words
from wian.kit.counted import counted
from wian.kit.errors import Fault, InputFaults, WianError
from wian.kit.text_file import shown_path
from wian.kit.yaml_nodes import read_yaml
from wian.letters.composition.sample_letters import sample_writings
from wian.letters.letter import Letter
from wian.letters.pages.bundle_part import BundlePart
from wian.letters.pages.export import content_of
from wian.letters.pages.fonts import lacking
from wian.letters.pages.site import Circular, site_files
from wian.letters.pages.typst_compiler import EndlessPage
from wian.letters.text_and_html import render
from wian.propagation import runtime

_ENDINGS = (".txt", ".html", ".docx", ".pdf")
_SHOWN = 8
_SENTENCES = tuple(f"templates/{name}.j2" for name in ("sentences", "reminder", "life", "report"))
"""What holds sentences, of letters, reminders, and letters that change or end a directive."""


class NothingToCheck(WianError):
    """A jurisdiction that is no folder.

    Args:
        id: Its id.
    """

    def __init__(self, id: str) -> None:  # noqa: A002 - the word of the command line
        super().__init__(
            f"The jurisdiction {id} is built in, and no folder of yours; nothing is to be checked. "
            f"Use it with --jurisdiction {id}; wian jurisdiction new makes a folder to check."
        )


def run(folder: Path, *, json: bool) -> None:
    """Say what is wrong or odd in a folder, all at once, and print a sample letter.

    Raises:
        NothingToCheck: It is no folder, but the id of a country that comes with the program.
    """
    if str(folder) in jurisdiction_ids() and not folder.exists():
        raise NothingToCheck(str(folder))
    country = jurisdiction_in(folder)
    faults: list[Fault] = []
    letters = _letters(country, faults)
    faults += _laid_out(country, letters)
    faults += _figures(country)
    faults += screen_faults(folder)
    offices = _offices(folder, faults)
    if faults:
        raise InputFaults(shown_path(folder), _once(faults))
    notes = [
        *_notes(folder, country),
        *notes_on(folder, country, offices),
        *_read_back(country, letters["external"], letters["first"]),
    ]
    sample = render(letters["external"], country, "text")
    days = coming_holidays(country.calendar, runtime.now())
    if json:
        found = {"id": country.id, "faults": [], "notes": notes, "sample": sample}
        print_json({**found, "holidays": days})
        return
    heading(f"{country.name}: {country.id}")
    say(_described(country, offices))
    if days:
        said = "; ".join(f"{each['date']} {each['name']}" for each in days)
        say(f"Holidays, to be held against the gazette: {said}.")
    for note in notes:
        say(f"Note: {note}")
    say()
    say("A sample letter:")
    say_raw(f"\n{sample.rstrip()}")


def _letters(country: Jurisdiction, faults: list[Fault]) -> dict[str, Letter]:
    """The sample letters that can be worded, and a fault for each that cannot."""
    made = dict[str, Letter]()
    try:
        writings = sample_writings(country)
    except WianError as error:
        faults.append(_fault(error))
        return made
    for name, write in writings.items():
        try:
            made[name] = write()
        except WianError as error:
            faults.append(_fault(error))
    return made


def _laid_out(country: Jurisdiction, letters: dict[str, Letter]) -> Iterator[Fault]:
    """What keeps a form of a letter, or the download page, from being made."""
    made: list[Callable[[], object]] = [
        partial(content_of, ending, (BundlePart(letter),), country)
        for letter in letters.values()
        for ending in _ENDINGS
    ]
    if "first" in letters:
        circular = Circular(letters["first"], ("Office B",))
        made.append(lambda: list(site_files("Office A", [circular], country)))
    for each in made:
        try:
            each()
        except EndlessPage as error:
            yield _fault(error)
            return
        except WianError as error:
            yield _fault(error)


def _figures(country: Jurisdiction) -> Iterator[Fault]:
    for path, load in ((country.profile, load_profile), (country.targets, load_targets)):
        try:
            load(path)
        except InputFaults as error:
            yield from error.faults


def _offices(folder: Path, faults: list[Fault]) -> Hierarchy | None:
    """The folder's own offices, where it has a file of them."""
    if offices_file(folder) is None:
        return None
    try:
        return offices_in(folder)
    except InputFaults as error:
        faults += error.faults
        return None


def _described(country: Jurisdiction, offices: Hierarchy | None) -> str:
    calendar = country.calendar
    spans = " and ".join(
        f"{opens // 60:02}:{opens % 60:02}-{closes // 60:02}:{closes % 60:02}"
        for opens, closes in calendar.by_weekday[calendar.weekmask.index("1")]
    )
    held = counted(len(offices.offices), "office") if offices else "no offices"
    year = calendar.announced_to.year
    count = sum(day.year == year for day in calendar.holidays)
    days = f", {counted(count, 'holiday')} in {year}" if count else ""
    return f"It holds: {held}, {calendar.zone.key}, {spans}{days}."


def _notes(folder: Path, country: Jurisdiction) -> Iterator[str]:
    """What its author may not have meant; nothing of it is wrong in itself."""
    unread = unread_files(folder)
    if unread:
        yield f"Nothing reads {_some(unread)}; check how they are called."
    defined = read_folder(folder)
    usual = [name for name in (WORDS, *FIGURES) if name not in defined.files]
    own = {path for path in defined.files if path.startswith("templates/")}
    usual += sorted(
        name
        for each in country.wording.templates.iterdir()
        if (name := f"templates/{each.name}") not in own
    )
    if usual:
        yield f"Not in the folder, so as in plain: {_some(usual)}."
    if country.language.partition("-")[0] != "en":
        english = [name for name in _SENTENCES if _is_plain(name, defined.files.get(name))]
        if english:
            yield (
                f"Letters are in '{country.language}', but for the sentences that "
                f"{_some(english)} {'has' if len(english) == 1 else 'have'} in English, as plain."
            )
    if WORDS in defined.files:
        lacking_words = missing_words(read_yaml(folder / WORDS)[0])
        if lacking_words:
            yield f"Words that {WORDS} leaves to plain: {_some(lacking_words)}."
    if not country.calendar.holidays:
        yield "calendar.yaml names no holidays, so offices work on every weekday of the year."
    text = " ".join(str(each) for each in _texts(country.wording.words))
    if sign := lacking(text):
        yield f"The font of PDF pages has no {sign} (U+{ord(sign):04X}), which is in {WORDS}."


def _is_plain(name: str, text: str | None) -> bool:
    """Whether a template says what plain's own says; it does where the folder has none."""
    places = (PLAIN_TEMPLATES.parent / "plain" / name, PLAIN_TEMPLATES / Path(name).name)
    plain = next(each for each in places if each.exists())
    return text is None or text == plain.read_text(encoding="utf-8")


def _texts(value: object) -> Iterator[object]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
    elif hasattr(value, "values"):
        for each in value.values():
            yield from _texts(each)


def _read_back(country: Jurisdiction, letter: Letter, passed_on: Letter) -> Iterator[str]:
    """What of a letter is not recognised when its paper comes back, without its attached data."""
    text = render(letter, country, "text").splitlines()
    lines = [PaperLine(line, number) for number, line in enumerate(text, start=1)]
    found = country.paper.letters(lines, "sample", Medium.TEXT).letters
    if not found:
        yield "A letter on paper is not recognised: its template does not print labels.number."
        return
    read = found[0]
    parts = {
        "number": read.number and read.number.value == letter.number,
        "date": read.dated and read.dated.value == letter.dated,
        "subject": read.subject and read.subject.value == letter.subject,
        "sender": read.sender and read.sender.value == letter.issuer,
        "addressee": read.recipients and read.recipients[0].value == letter.addressed_to,
        "post that signs": read.signatory and read.signatory.value,
    }
    cited = [each.number.value for each in read.citations if each.number]
    if passed_on.number not in cited:
        yield (
            "Letters on paper are not joined to a chain: what the macro cited in "
            "templates/sentences.j2 writes of an enclosed letter cannot be read back. Let it write "
            "office, number and dated between fixed words."
        )
    unread = [name for name, known in parts.items() if not known]
    if unread:
        yield (
            f"Of a letter on paper the {' and the '.join(unread)} cannot be read back; "
            "a PDF or Word file of wian still comes back whole by its attached data."
        )


def _some(names: list[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _fault(error: WianError) -> Fault:
    return Fault("", str(error).rstrip("."))


def _once(faults: list[Fault]) -> list[Fault]:
    """One template's fault spoils many letters and is told once."""
    return list(dict.fromkeys(faults))
