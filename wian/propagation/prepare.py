"""Reads, checks and plans what a request asks for, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import NoReturn

from hierarchy.graph import Hierarchy
from hierarchy.route.planner import plan_route
from hierarchy.succession.lifetimes import offices_on
from wian.delays.clock_choice import DEFAULT_SEED
from wian.delays.profile import DelayProfile, load_profile
from wian.delays.targets import load_targets
from wian.jurisdictions.countries import (
    DEFAULT_JURISDICTION,
    definition,
    is_jurisdiction_folder,
    jurisdiction,
    jurisdiction_ids,
    jurisdiction_of,
    offices_at,
    offices_in,
)
from wian.jurisdictions.instant import Instant, day_of
from wian.jurisdictions.jurisdiction import Jurisdiction, Wording
from wian.kit.errors import Fault, InputFaults, WianError
from wian.kit.gc_pause import uncollected
from wian.kit.pydantic_faults import shown
from wian.kit.text_file import shown_path
from wian.ledger.records import Clock
from wian.letters.asked_days import wants_form
from wian.letters.composition.sample_letters import sample_letters
from wian.letters.composition.vocabulary import vocabulary
from wian.letters.directive import Directive
from wian.letters.directive_file import DirectiveFile, line_in_file, read_directive
from wian.letters.enclosed_file import EnclosedFiles
from wian.propagation.plan import Plan
from wian.propagation.recurring.occurrences import at_occurrence
from wian.propagation.request import PropagationRequest

_LIVE_REMEDY = "take it out, or rehearse with --clock virtual"
_PATHS_LEFT_OUT = {"hierarchy": None, "profile": None}
"""Where a directive's files lie decides nothing once they are read: not its propagation's id."""
_LONGEST = timedelta(days=2 * 365)
"""Room that the working calendar must leave after the first letter."""
_DAY = timedelta(days=1)
"""Room that it must leave before a window: what is used of one counts from the day before."""


@uncollected()
def prepare(
    request: PropagationRequest, read: DirectiveFile | None = None, now: Instant | None = None
) -> Plan:
    """Read, check and plan what a request asks for; writes nothing.

    Args:
        request: What is asked for.
        read: The directive's file, where it has been read already.
        now: When this is: a live directive goes to the offices of that day.

    Raises:
        InputFaults: A file has faults; all of a file's are reported together.
        WianError: A file cannot be read, or an office or jurisdiction is unknown.
    """
    found = read or read_directive(Path(request.directive))
    return planned(found, hierarchy_of(found, request), request, now)


def planned(
    found: DirectiveFile,
    hierarchy: Hierarchy,
    request: PropagationRequest,
    now: Instant | None = None,
) -> Plan:
    """Check and plan what is read already, for the offices that exist on the day of issue.

    Raises:
        InputFaults: The directive has faults, or does not fit the hierarchy.
        WianError: No letter reaches an addressee, or an office is unknown.
    """
    clock, where = Clock(request.clock.value), jurisdiction_of(hierarchy)
    today = now.date(where.calendar.zone) if now else None
    found = _at_occurrence(found, where, request.occurrence, today)
    live = clock is Clock.LIVE
    if day := _day_of_issue(found, today if live else None):
        hierarchy = offices_on(hierarchy, day)
    directive, route = found.fitting(hierarchy, dated=not live)
    _refuse_follows(directive, found)
    _refuse_classification(directive, found, where)
    profile = _profile(where, found.path, directive, request)
    limit = tuple(sorted(set(request.limit_to)))
    if limit:
        route = plan_route(hierarchy, directive.origin, directive.addressees, limit_to=limit)
    sent = _enclosing(_counted(directive, where.wording), found.enclosed)
    sent = sent.model_copy(update=_PATHS_LEFT_OUT)
    seed = DEFAULT_SEED if live else request.seed
    files = tuple(found.enclosed.by_enclosure.values())
    plan = Plan(sent, hierarchy, where, route, profile, seed, limit, clock, files)
    if live:
        _refuse_history(directive, found)
        _refuse_unfit_templates(where)
    _refuse_outside_calendar(plan, found)
    if not live:
        _refuse_early_answers(plan, found)
    return plan


def _at_occurrence(
    found: DirectiveFile, where: Jurisdiction, asked: str, today: date | None
) -> DirectiveFile:
    """A directive's file as it is that time, where the directive recurs."""
    if found.directive is None or found.faults:
        return found
    try:
        return replace(found, directive=at_occurrence(found.directive, where, asked, today))
    except InputFaults as error:
        raise InputFaults(found.subject, [found.placed(each) for each in error.faults]) from None


def _day_of_issue(found: DirectiveFile, today: date | None) -> date | None:
    """The day whose offices a directive goes to; ``None`` where its file does not tell."""
    directive = found.directive
    if today is not None or directive is None:
        return today
    seen = directive.observed.letters if directive.observed else ()
    moments = [directive.issued] if directive.issued else [letter.issued for letter in seen]
    return min(map(day_of, moments), default=None)


def _counted(directive: Directive, wording: Wording) -> Directive:
    """The directive with a count beside each enclosure: one set where its author gave none."""
    usual = {"count": vocabulary(wording).phrases["one_set"]}
    counted = (
        each if each.count else each.model_copy(update=usual) for each in directive.enclosures
    )
    return directive.model_copy(update={"enclosures": tuple(counted)})


def _enclosing(directive: Directive, enclosed: EnclosedFiles) -> Directive:
    """The directive that names its files by their digests instead of their paths."""
    read = enclosed.by_enclosure
    if not read:
        return directive
    named = (
        each.model_copy(update={"file": None, "kept": read[at].kept}) if at in read else each
        for at, each in enumerate(directive.enclosures)
    )
    return directive.model_copy(update={"enclosures": tuple(named)})


def _profile(
    where: Jurisdiction, path: Path, directive: Directive, request: PropagationRequest
) -> DelayProfile:
    """The delay profile asked for, else the directive's or the jurisdiction's, for letters as
    urgent as these; a live one says its targets itself.
    """
    own = directive.profile
    usual = path.parent / own if own else where.profile
    profile = load_profile(Path(request.profile) if request.profile else usual)
    if Clock(request.clock.value) is Clock.LIVE and profile.targets is None:
        profile = profile.model_copy(update={"targets": load_targets(where.targets)})
    profile = profile.for_urgency(directive.urgency)
    return profile if wants_form(directive) else profile.without_answers()


def _refuse_classification(directive: Directive, found: DirectiveFile, where: Jurisdiction) -> None:
    """Refuse a classification where no number of a letter holds one.

    Raises:
        InputFaults: The directive has one.
    """
    if directive.classification is None or where.numbers.classified:
        return
    what = f"classification is given, but numbers of {where.name} hold none"
    fault = found.placed(Fault("classification", what, "leave it out"))
    raise InputFaults(found.subject, [fault])


def _refuse_history(directive: Directive, found: DirectiveFile) -> None:
    """What happens in a live propagation is not known before; its letters bear their own day."""
    if directive.observed is not None:
        what = "says what happened, and a live propagation is yet to happen"
        _refuse(found, Fault("observed", what, _LIVE_REMEDY))


def _refuse_unfit_templates(where: Jurisdiction) -> None:
    """Refuse a folder that cannot word every letter that a live directive may need later.

    The ledger keeps the folder's templates as they are now, so that a directive whose reminder or
    withdrawal cannot be worded could never be reminded of or withdrawn.
    """
    if definition(where.id) is not None:
        sample_letters(where)


def _refuse_follows(directive: Directive, found: DirectiveFile) -> None:
    """Letters that withdraw or amend others come from the act that does so."""
    if directive.follows is not None:
        what = "is written by wian alone"
        _refuse(found, Fault("follows", what, "take it out, and use wian withdraw"))
    if "occurrence" in found.data:
        what = "is written by wian alone"
        _refuse(found, Fault("occurrence", what, "take it out, and give recurs"))


def refuse_what_is_over(plan: Plan, now: Instant) -> None:
    """Refuse to send live what nobody can do in time any more.

    Args:
        plan: What is to be sent.
        now: When this is.

    Raises:
        InputFaults: A deadline of it has passed.
    """
    if plan.clock is not Clock.LIVE:
        return
    directive, today = plan.directive, plan.clock_of(plan.route.origin).date(now)
    days: dict[str, date | None] = dict(_answer_days(directive))
    days["window.closes"] = directive.window.closes if directive.window else None
    faults = [
        Fault(field, f"{day} is over, and today is {today}", "write a day to come")
        for field, day in sorted(days.items())
        if day is not None and day < today
    ]
    if faults:
        raise InputFaults(f"The directive {directive.id}", faults)


def _answer_days(directive: Directive) -> dict[str, date]:
    """Every day by which the directive wants an answer, by its field."""
    return {
        f"asks.{index}.{field}": day
        for index, ask in enumerate(directive.asks)
        for field, day in ask.answer_days.items()
    }


def _refuse_early_answers(plan: Plan, found: DirectiveFile) -> None:
    """Refuse an answer day before the issue, where the issue was worked back from history."""
    issued = plan.clock_of(plan.route.origin).date(plan.origin_issue)
    for field, day in _answer_days(plan.directive).items():
        if day < issued:
            what = f"{day} is before the directive is issued, which is on {issued}"
            _refuse(found, Fault(field, what, "write a day that leaves time to answer"))


def _refuse(found: DirectiveFile, fault: Fault) -> NoReturn:
    raise InputFaults(f"The directive {found.path.name}", [found.placed(fault)])


def _refuse_outside_calendar(plan: Plan, found: DirectiveFile) -> None:
    """Refuse before anything is written what would run off the working calendar on the way."""
    faults = [found.placed(fault) for fault in _outside_calendar(plan)]
    if faults:
        raise InputFaults(f"The directive {found.path.name}", sorted(faults, key=line_in_file))


def _outside_calendar(plan: Plan) -> Iterator[Fault]:
    """A fault for each day outside the working calendar; a live issue is today."""
    calendar, directive = plan.jurisdiction.calendar, plan.directive
    what = "{} {}, outside the working calendar"
    if plan.clock is not Clock.LIVE:
        clock, last = plan.clock_of(plan.route.origin), calendar.last - _LONGEST
        issued = clock.date(plan.origin_issue)
        if not calendar.first <= issued <= last:
            remedy = f"use a date from {calendar.first} to {last}"
            yield Fault("issued", what.format("the origin issues on", issued), remedy)
    days = [(field, "the answer is due by", day) for field, day in _answer_days(directive).items()]
    if window := directive.window:
        days.append(("window.opens", "the window opens on", window.opens))
        days.append(("window.closes", "the window closes on", window.closes))
    first = calendar.first + _DAY
    for field, said, day in days:
        if not first <= day <= calendar.last:
            remedy = f"use a date from {first} to {calendar.last}"
            yield Fault(field, what.format(said, day), remedy)


def load_offices(name: str, beside: Path, local_authorities: str | None) -> Hierarchy:
    """The hierarchy of a jurisdiction, or of a file.

    Args:
        name: A jurisdiction's id, or a path relative to ``beside``: of a file, or of the folder of
            a jurisdiction that has its own offices. A file that names no jurisdiction has that
            of the ``jurisdiction.yaml`` beside it.
        beside: Folder that a relative path starts from.
        local_authorities: List of local authorities for a jurisdiction.
    """
    if name in jurisdiction_ids():
        bodies = Path(local_authorities) if local_authorities else None
        built = jurisdiction(name).build(bodies)
        return built if name == DEFAULT_JURISDICTION else built.of(name)
    if not local_authorities and is_jurisdiction_folder(name, beside):
        return offices_in(beside / name)
    if local_authorities:
        raise InputFaults(
            "The request",
            [
                Fault(
                    "local_authorities",
                    f"a list of local authorities cannot be joined to the file {name}",
                    f"use it with a jurisdiction such as {DEFAULT_JURISDICTION}",
                )
            ],
        )
    return offices_at(beside / name)


def hierarchy_of(found: DirectiveFile, request: PropagationRequest) -> Hierarchy:
    """The offices that the directive is for; with faults of its own, it tells those first."""
    try:
        return _offices(request, found)
    except WianError:
        if found.faults:
            raise InputFaults(shown_path(found.path), found.faults) from None
        raise


def _is_there(path: Path) -> bool:
    with suppress(OSError):  # a name that is too long, or a folder that may not be looked into
        return path.exists()
    return False


def _offices(request: PropagationRequest, found: DirectiveFile) -> Hierarchy:
    if request.hierarchy:
        return load_offices(request.hierarchy, Path(), request.local_authorities or None)
    named = found.hierarchy or DEFAULT_JURISDICTION
    if request.local_authorities and named not in jurisdiction_ids():
        named = DEFAULT_JURISDICTION
    if named not in jurisdiction_ids() and not _is_there(found.path.parent / named):
        what = f"there is no file {shown(named)}"
        remedy = f"write a path from the directive's folder, or {' or '.join(jurisdiction_ids())}"
        _refuse(found, Fault("hierarchy", what, remedy))
    return load_offices(named, found.path.parent, request.local_authorities or None)
