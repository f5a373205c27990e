"""Whether a directive's observed letters and stamps can be true of its route."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise

from hierarchy.graph import Hierarchy
from hierarchy.route.route import Route
from wian.jurisdictions.instant import day_of
from wian.kit.errors import Fault
from wian.kit.pydantic_faults import shown
from wian.letters.directive import History, ObservedLetter, ObservedStamp

_Numbered = tuple[int, ObservedStamp]


def history_faults(
    history: History, issued: date | None, hierarchy: Hierarchy, route: Route | None
) -> Iterator[Fault]:
    """What contradicts hierarchy, route or itself in the history of a directive.

    Args:
        history: What was observed.
        issued: When the origin issues, where the directive says so.
        hierarchy: The offices.
        route: The whole way of the directive; ``None`` where it cannot be known, so that only
            offices and desks are looked for.
    """
    if route is None:
        yield from _unknown(history, hierarchy)
        return
    writers = {hop.sender for hop in route.hops}
    for index, letter in enumerate(history.letters):
        where = f"observed.letters.{index}"
        yield from _place_faults(where, letter.office, hierarchy, route)
        yield from _silence_faults(where, letter.office, route, writers)
    for index, stamp in enumerate(history.stamps):
        where = f"observed.stamps.{index}"
        yield from _place_faults(where, stamp.office, hierarchy, route)
        yield from _desk_faults(where, stamp, hierarchy, route)
    yield from _repetition_faults(history)
    yield from _order_faults(history, issued, hierarchy, route)


def _unknown(history: History, hierarchy: Hierarchy) -> Iterator[Fault]:
    """The offices and desks that are not there, whatever the route."""
    for index, letter in enumerate(history.letters):
        yield from _office_faults(f"observed.letters.{index}", letter.office, hierarchy)
    for index, stamp in enumerate(history.stamps):
        where = f"observed.stamps.{index}"
        yield from _office_faults(where, stamp.office, hierarchy)
        if stamp.office in hierarchy.graph:
            yield from _name_faults(where, stamp, hierarchy)
    yield from _repetition_faults(history)


def _office_faults(where: str, office: str, hierarchy: Hierarchy) -> Iterator[Fault]:
    if office not in hierarchy.graph:
        what = f"there is no office {shown(office)}"
        yield Fault(f"{where}.office", what, hierarchy.meant(office))


def _place_faults(where: str, office: str, hierarchy: Hierarchy, route: Route) -> Iterator[Fault]:
    yield from _office_faults(where, office, hierarchy)
    if office in hierarchy.graph and office != route.origin and not _on(route, office):
        what = f"{shown(office)} is not on the route of this directive"
        yield Fault(f"{where}.office", what, "leave it out, or correct the addressees")


def _silence_faults(
    where: str, office: str, route: Route, writers: Container[str]
) -> Iterator[Fault]:
    if _on(route, office) and office not in writers:
        what = f"{shown(office)} forwards to nobody on this route, so that it wrote no letter"
        yield Fault(f"{where}.office", what, "leave it out, or correct the addressees")


def _desk_faults(
    where: str, stamp: ObservedStamp, hierarchy: Hierarchy, route: Route
) -> Iterator[Fault]:
    if stamp.office not in hierarchy.graph:
        return
    if stamp.office == route.origin:
        what = f"{shown(stamp.office)} is the origin and receives no letter of this directive"
        yield Fault(f"{where}.office", what, "leave it out")
    yield from _name_faults(where, stamp, hierarchy)


def _name_faults(where: str, stamp: ObservedStamp, hierarchy: Hierarchy) -> Iterator[Fault]:
    desks = hierarchy.office(stamp.office).desks
    if stamp.desk not in desks:
        what = f"{shown(stamp.office)} has no desk {shown(stamp.desk)}"
        yield Fault(f"{where}.desk", what, f"use {' or '.join(desks)}")


def _repetition_faults(history: History) -> Iterator[Fault]:
    first: dict[object, int] = {}
    for index, letter in enumerate(history.letters):
        if (earlier := first.setdefault(letter.office, index)) != index:
            what = f"is a second letter of {shown(letter.office)}, after observed.letters.{earlier}"
            yield Fault(f"observed.letters.{index}", what, "an office writes one; keep one")
    for index, stamp in enumerate(history.stamps):
        if (earlier := first.setdefault((stamp.office, stamp.desk), index)) != index:
            what = f"is a second stamp of {shown(stamp.desk)}, after observed.stamps.{earlier}"
            yield Fault(f"observed.stamps.{index}", what, "a desk stamps a letter once; keep one")


def _order_faults(
    history: History, origin_issue: date | None, hierarchy: Hierarchy, route: Route
) -> Iterator[Fault]:
    """Along every office: its sender's letter, then its desks in order, then its own letter."""
    letters = {letter.office: (index, letter) for index, letter in enumerate(history.letters)}
    issued = {office: letter.issued for office, (_, letter) in letters.items()}
    if origin_issue is not None:
        issued.setdefault(route.origin, origin_issue)
    stamped = _by_office(history)
    for office in dict.fromkeys([*letters, *stamped]):
        if office not in hierarchy.graph or not _on(route, office):
            continue
        above = issued.get(route.parent(office) or "")
        stamps = _in_desk_order(stamped.get(office, ()), hierarchy.office(office).desks)
        yield from _stamp_faults(stamps, above)
        if office in letters:
            yield from _letter_faults(*letters[office], stamps, above)


def _by_office(history: History) -> Mapping[str, Sequence[_Numbered]]:
    found: dict[str, list[_Numbered]] = {}
    for index, stamp in enumerate(history.stamps):
        found.setdefault(stamp.office, []).append((index, stamp))
    return found


def _in_desk_order(stamps: Sequence[_Numbered], desks: Sequence[str]) -> list[_Numbered]:
    known = [(index, stamp) for index, stamp in stamps if stamp.desk in desks]
    return sorted(known, key=lambda item: desks.index(item[1].desk))


def _stamp_faults(stamps: Sequence[_Numbered], above: date | None) -> Iterator[Fault]:
    for index, stamp in stamps:
        if above is not None and _before(stamp.at, above):
            what = f"{stamp.at} is before the letter that it is on, which is of {above}"
            yield Fault(f"observed.stamps.{index}.at", what, _INFER)
    for (_, earlier), (index, later) in pairwise(stamps):
        if _before(later.at, earlier.at):
            what = (
                f"{later.at} at {shown(later.desk)} is before {earlier.at} at {shown(earlier.desk)}"
            )
            yield Fault(f"observed.stamps.{index}.at", what, _INFER)


_INFER = "write the moment meant, with read and inference if the stamp shows another"


def _letter_faults(
    index: int, letter: ObservedLetter, stamps: Sequence[_Numbered], above: date | None
) -> Iterator[Fault]:
    before = [("the letter that it forwards", above)] if above is not None else []
    before += [
        (f"the stamp of {shown(stamp.desk)} on that letter", stamp.at) for _, stamp in stamps
    ]
    for name, moment in before:
        if _before(letter.issued, moment):
            what = f"{letter.issued} is before {name}, which is of {moment}"
            yield Fault(f"observed.letters.{index}.issued", what, "correct one of them")


def _before(moment: date, other: date) -> bool:
    """Certainly before: to the minute where both show one, else to the day."""
    if isinstance(moment, datetime) and isinstance(other, datetime):
        return moment < other
    return day_of(moment) < day_of(other)


def _on(route: Route, office: str) -> bool:
    """The office receives a letter on the route."""
    try:
        return route.parent(office) is not None
    except KeyError:
        return False
