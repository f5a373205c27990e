"""The command ``wian letters``: lists, shows or exports the letters of a propagation."""

from __future__ import annotations

from json import dumps
from pathlib import Path

import typer

from wian.cli.act.typed_act import place_of
from wian.cli.letters.letter_forms import LetterFormat
from wian.cli.letters.letters_apart import show_apart
from wian.cli.letters.reminder_letters import reminder_letters
from wian.cli.letters.report_letters import report_letters
from wian.cli.letters.return_letters import return_letters
from wian.cli.life.succeeded_offices import show_succeeded, succeeded_in
from wian.cli.terminal.console import print_json, say, say_raw, table
from wian.cli.terminal.file_endings import refuse_file
from wian.cli.terminal.titles import named
from wian.delays.hop_record import Source
from wian.kit.counted import agreeing, counted, number
from wian.kit.errors import WianError
from wian.ledger.life.lives import life
from wian.ledger.read.kept_originals import recognised_offices
from wian.ledger.read.offices.letter_recipients import recipients_by_letter
from wian.ledger.read.recorded import letters
from wian.ledger.read.upward.report_letters import reports_in
from wian.ledger.records import Clock, IssuedLetter
from wian.letters.copies import Copy
from wian.letters.letter import as_json
from wian.letters.text_and_html import render
from wian.office.letter_tops import letter_top
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.propagation.recorded_plan import restore

_SHOWN = 200
_COLUMNS = (
    ("wave", "right"),
    ("office", "whole"),
    ("part", "right"),
    ("number", "whole"),
    ("dated", "whole"),
    ("form", "left"),
    ("recipients", "right"),
    ("source", "left"),
)
"""Of the list of letters; the part stands there where an office has several."""
_WITHOUT_PART = {LetterFormat.SITE, LetterFormat.ORIGINAL}


_APART = {"Reminders": reminder_letters, "Returns": return_letters, "Reports": report_letters}
"""What is listed apart from the letters that go down."""


class NoLetter(WianError):
    """The office has issued no letter in the propagation, or no such one."""

    def __init__(
        self, plan: Plan, office: str, wave: int | None = None, *, letters: int = 0
    ) -> None:
        name = plan.namer.one(office)
        if letters:
            reason = f"it has {counted(letters, 'letter')}; the last is --part {letters - 1}"
        elif wave is not None:
            reason = f"it has no part in wave {wave}; leave out --wave"
        elif office != plan.route.origin and not plan.route.reaches(office):
            reason = "it is not on the route"
        elif office in life(runtime.ledger(), plan.id).returned:
            shows = f"wian letters {plan.id} --returns --office {office}"
            reason = f"it has returned the letter that it was sent; {shows} prints what it wrote"
        elif plan.sending(office)[1]:
            by = f"wian issue {plan.id} {office} sends its letter, once its last desk has stamped"
            goes_on = by if plan.clock is Clock.LIVE else "the same wian propagate goes on"
            reason = f"it has not written yet; {goes_on}"
        else:
            above = plan.namer.one(plan.hop_to(office).sender)
            reason = f"it only receives one, from {above} ({plan.hop_to(office).sender})"
        none = "no such letter" if letters else "no letter"
        super().__init__(f"{name} ({office}) has issued {none} in {plan.id}: {reason}.")


class NoCopy(WianError):
    """The office has received no letter in the propagation, so that there is no copy of one."""

    def __init__(self, plan: Plan, office: str, wave: int | None = None) -> None:
        if office == plan.route.origin:
            reason = "it sends the first letter and receives none; leave out --copy received"
        elif not plan.route.reaches(office):
            reason = "it is not on the route"
        else:
            reason = f"not in wave {wave}; leave out --wave"
        name = plan.namer.one(office)
        super().__init__(f"{name} ({office}) receives no letter in {plan.id}: {reason}.")


def run(
    propagation: str | None,
    office: str | None,
    part: int | None,
    wave: int | None,
    form: LetterFormat,
    copy: Copy,
    out: Path | None,
    emblem: Path | None,
    base_url: str | None,
    certified: str | None,
    *,
    reminders: bool,
    returns: bool,
    reports: bool,
    enclosures: bool,
    proof: bool,
    json: bool,
) -> None:
    """List the letters of a propagation, show one, or write them to files."""
    refuse_file(out)
    chosen = {"Reminders": reminders, "Returns": returns, "Reports": reports}
    apart = any(chosen.values())
    _refuse_part(office, part, copy, unnumbered=apart or form in _WITHOUT_PART)
    special = bool(wave or emblem or certified is not None or copy is not Copy.ISSUED)
    if form is LetterFormat.SITE:
        refused = apart or enclosures or special
        _write_site(propagation, office, out, base_url, refused=refused, json=json)
        return
    plan, office = _plan(propagation, office)
    if enclosures:
        others = special or base_url or apart or proof or office
        _show_enclosed(plan, form, out, refused=bool(others), json=json)
    elif proof:
        beside = special or base_url or apart or form is not LetterFormat.TEXT
        _write_proof(plan, office, part, out, refused=bool(beside))
    elif form is LetterFormat.ORIGINAL:
        beside = special or base_url or apart
        _show_originals(plan, office, out, refused=bool(beside), json=json)
    elif apart:
        which = next(name for name, wanted in chosen.items() if wanted)
        refused = bool(special or base_url or sum(chosen.values()) > 1)
        _show_apart(plan, office, form, out, which=which, refused=refused, json=json)
    elif out:
        # What sets pages is slow to load: who only reads a letter does not wait for it.
        from wian.cli.letters.letter_files import Export, write_letters  # noqa: PLC0415

        if part is not None and office is not None:
            _found(plan, office, part, wave)  # refuses one that there is not
        asked = Export(form, copy, out, emblem, base_url, certified, part)
        write_letters(plan, _offices(plan, office, wave, copy), asked, json=json)
    else:
        _refuse_trimmings(form, copy, emblem, base_url, certified)
        _show(plan, office, part, wave, form, json=json)


def _refuse_part(office: str | None, part: int | None, copy: Copy, *, unnumbered: bool) -> None:
    """Refuse to choose among an office's letters where none is named, or nothing is chosen."""
    if part is None:
        return
    if office is None:
        raise typer.BadParameter("--part chooses among the letters of one office: add --office.")
    if unnumbered or copy is Copy.RECEIVED:
        raise typer.BadParameter("--part chooses among letters that wian wrote; leave it out here.")


def _plan(propagation: str | None, office: str | None) -> tuple[Plan, str | None]:
    """The propagation that is meant, and the office by the id that it has there."""
    plan = restore(runtime.ledger(), propagation)
    if office is not None:
        office = place_of(plan, office)
        plan.office(office, latest=propagation is None)
    return plan, office


def _refuse_trimmings(
    form: LetterFormat,
    copy: Copy,
    emblem: Path | None,
    base_url: str | None,
    certified: str | None,
) -> None:
    """Refuse what stands on pages or in files alone, where a letter is only read or listed."""
    if copy is not Copy.ISSUED or form in {LetterFormat.PDF, LetterFormat.DOCX}:
        raise typer.BadParameter("Files and stamped copies need a folder: --out FOLDER.")
    if certified is not None:
        raise typer.BadParameter(
            "Only copies are certified: add --copy received or bundle, --format pdf and "
            "--out FOLDER."
        )
    if emblem:
        raise typer.BadParameter(
            "Only pages show an emblem: add --format pdf, docx or html and --out FOLDER."
        )
    if base_url:
        raise typer.BadParameter(
            "Only pages show QR codes: with --base-url, add --format pdf or docx and --out FOLDER."
        )


def _write_site(
    propagation: str | None,
    office: str | None,
    out: Path | None,
    base_url: str | None,
    *,
    refused: bool,
    json: bool,
) -> None:
    if refused:
        raise typer.BadParameter(
            "A site takes no --wave, --copy, --emblem, --certified, --reminders, --returns, "
            "--reports or --enclosures."
        )
    from wian.cli.letters.letter_files import write_office_site  # noqa: PLC0415 - slow to load

    write_office_site(propagation, office, out, base_url, json=json)


def _write_proof(
    plan: Plan, office: str | None, part: int | None, out: Path | None, *, refused: bool
) -> None:
    if refused:
        raise typer.BadParameter("A proof takes --office, --part and --out only.")
    from wian.cli.letters.letter_proof import write_proof  # noqa: PLC0415 - signs

    write_proof(plan, office, part or 0, out)


def _show_enclosed(
    plan: Plan, form: LetterFormat, out: Path | None, *, refused: bool, json: bool
) -> None:
    if refused or form is not LetterFormat.TEXT:
        raise typer.BadParameter("Enclosed files take --out and --json only.")
    from wian.cli.letters.enclosed_files import show_enclosed  # noqa: PLC0415 - few ask

    show_enclosed(plan, out, json=json)


def _show_originals(
    plan: Plan, office: str | None, out: Path | None, *, refused: bool, json: bool
) -> None:
    if refused:
        raise typer.BadParameter("Original files take --office, --out and --json only.")
    from wian.cli.letters.original_files import show_originals  # noqa: PLC0415 - few ask

    show_originals(plan, office, out, json=json)


def _show_apart(
    plan: Plan,
    office: str | None,
    form: LetterFormat,
    out: Path | None,
    *,
    which: str,
    refused: bool,
    json: bool,
) -> None:
    if refused:
        raise typer.BadParameter(f"{which} take --office, --format and --out only.")
    show_apart(plan, _APART[which](plan, office), office, form, out, json=json)


def _show(
    plan: Plan,
    office: str | None,
    part: int | None,
    wave: int | None,
    form: LetterFormat,
    *,
    json: bool,
) -> None:
    """Print the letters of an office, or the list of all."""
    found = _found(plan, office, part, wave)
    if json:
        print_json({"propagation": plan.id, "letters": [_as_json(each) for each in found]})
    elif office:
        if len(found) > 1 and form is not LetterFormat.TEXT:
            raise typer.BadParameter(
                f"{office} has {counted(len(found), 'letter')} here: choose one with --part, from "
                f"0 to {len(found) - 1}, or write all with --out FOLDER."
            )
        say_raw("\n\n".join(_laid_out(plan, each, form) for each in found))
    else:
        _list(plan, found)


def _offices(plan: Plan, office: str | None, wave: int | None, copy: Copy) -> list[tuple[int, str]]:
    """The offices whose letters, or received copies, are wanted, each with its wave."""
    if copy is Copy.RECEIVED:
        pairs = [(each.number, hop.recipient) for each in plan.route.waves for hop in each.hops]
    else:
        pairs = [(each.number, sender) for each in plan.route.waves for sender in each.forwarders]
    waves = len(plan.route.waves)
    if wave is not None and wave > waves:
        raise typer.BadParameter(
            f"There {agreeing(waves, 'is', 'are')} {counted(waves, 'wave')}, and "
            f"none numbered {wave}."
        )
    wanted = [(at, each) for at, each in pairs if office in {None, each} and wave in {None, at}]
    if office and not wanted:
        raise (NoCopy if copy is Copy.RECEIVED else NoLetter)(plan, office, wave)
    return wanted


def _found(
    plan: Plan, office: str | None, part: int | None, wave: int | None
) -> list[IssuedLetter]:
    if wave is not None:
        _offices(plan, office, wave, Copy.ISSUED)  # refuses a wave in which there is none
    if office is None:
        every = letters(runtime.ledger(), plan.id)
        return [each for each in every if wave in {None, each.wave}]
    own = list(letters(runtime.ledger(), plan.id, [office]))
    found = [each for each in own if part in {None, each.part}]
    if not found:
        raise NoLetter(plan, office, letters=len(own))
    return found


def _as_json(issued: IssuedLetter) -> dict[str, object]:
    return {
        "office": issued.office,
        "wave": issued.wave,
        "source": issued.source.value,
        "letter": as_json(issued.letter),
        "part": issued.part,
    }


def _laid_out(plan: Plan, issued: IssuedLetter, form: LetterFormat) -> str:
    if form is LetterFormat.JSON:
        return dumps(as_json(issued.letter), ensure_ascii=False, indent=2)
    if plan.clock is Clock.HISTORY:
        from wian.cli.letters.original_files import transcript  # noqa: PLC0415 - few ask

        return transcript(plan, issued.office, form)
    if form is not LetterFormat.HTML:
        return render(issued.letter, plan.jurisdiction, "text")
    head = letter_top(runtime.ledger(), plan, issued.office, on_own_paper=True)
    rehearsed = issued.source is Source.SIMULATED
    return render(issued.letter, plan.jurisdiction, "html", head, simulated=rehearsed)


def _list(plan: Plan, found: list[IssuedLetter]) -> None:
    recipients = recipients_by_letter(runtime.ledger(), plan.id)
    more = f", the first {_SHOWN} shown; --json prints all" if len(found) > _SHOWN else ""
    title = named(plan).within(f"{counted(len(found), 'letter')} of ", more)
    unsure = recognised_offices(runtime.ledger(), plan.id) if plan.clock is Clock.HISTORY else ()
    several = any(each.part for each in found)
    rows = [
        (
            each.wave,
            each.office,
            *((each.part,) if several else ()),
            each.letter.number,
            each.letter.dated,
            each.letter.form.value,
            number(len(recipients.get((each.office, each.part), ()))),
            f"{each.source.value}, OCR" if each.office in unsure else each.source.value,
        )
        for each in found[:_SHOWN]
    ]
    columns = [each for each in _COLUMNS if several or each[0] != "part"]
    table(columns, rows, title=title)
    office = found[-1].office if found else "OFFICE"
    which = f" --part {found[-1].part}" if several else ""
    say(f"To read one: wian letters {plan.id} --office {office}{which}")
    if back := len(life(runtime.ledger(), plan.id).returns):
        say(f"Besides, {counted(back, 'letter')} went back: wian letters {plan.id} --returns")
    if plan.way_up and (up := len(reports_in(runtime.ledger(), plan.id))):
        say(f"Besides, {counted(up, 'report')} went up: wian letters {plan.id} --reports")
    show_succeeded(succeeded_in({each.office for each in found}))
