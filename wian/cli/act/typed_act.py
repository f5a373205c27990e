"""What the commands share that act for an office: whose act, when, and whom it wakes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from wian.jurisdictions.instant import Instant
from wian.kit.errors import WianError
from wian.kit.pydantic_faults import shown as quoted
from wian.ledger.contents import digest
from wian.ledger.records import PLACE
from wian.ledger.succession.recorded_successions import successions
from wian.letters.attached_files import attached
from wian.letters.enclosed_file import EnclosedFile, read_enclosed
from wian.office.actor import Acting
from wian.office.inputs import written_moment
from wian.office.refusals import ReasonMissing
from wian.propagation import runtime
from wian.propagation.plan import Plan

COMMAND_LINE = "command line"
"""Who acts where no post is named."""


class NoDeskOfThatName(WianError):
    """The office has no desk of that name."""

    def __init__(self, office: str, desk: str, desks: tuple[str, ...]) -> None:
        names = ", ".join(f"{place} ({name})" for place, name in enumerate(desks))
        super().__init__(f"{office} has no desk '{desk[:60]}'; it has {names}.")


class SeveralPlaces(WianError):
    """An office keeps the work of several that a directive was sent to."""

    def __init__(self, office: str, places: Sequence[str]) -> None:
        super().__init__(
            f"{office} took the place of {', '.join(places)}, which this directive was sent to; "
            f"name the one whose letter is meant, as {office}{PLACE}{places[0]}."
        )


class NotInPlace(WianError):
    """An office did not take the place of another."""

    def __init__(self, office: str, place: str) -> None:
        super().__init__(f"{office} does not act in the place of {place}; name who does.")


def acting(plan: Plan, office: str, by: str) -> Acting:
    """An office, as it acts now by the post that a command names.

    One that the directive was not sent to acts in the place of the office that it succeeded; of a
    split one, for its part. Where that is not clear, ``west@old`` is ``west`` in the place of
    ``old``.

    Raises:
        SeveralPlaces: It succeeded several that the directive was sent to.
        NotInPlace: The office did not take the place of the one that is named behind it.
    """
    place = place_of(plan, office)
    named = office.partition(PLACE)[0]
    of = named if place != named else ""
    return Acting(runtime.ledger(), plan, place, by, runtime.agreed_now(), of=of or None)


def place_of(plan: Plan, office: str) -> str:
    """The office whose letter an office has: itself, or the one whose place it took.

    ``west@old`` names both.

    Raises:
        SeveralPlaces: It succeeded several that the directive was sent to.
        NotInPlace: The office did not take the place of the one that is named behind it.
    """
    of, _, place = office.partition(PLACE)
    if place:
        if of not in successions(runtime.ledger()).holders(place):
            raise NotInPlace(of, place)
        return place
    if office in plan.hierarchy:
        return office
    known = successions(runtime.ledger())
    kept = [each for each in known.places_of(office) if each in plan.hierarchy]
    if len(kept) > 1:
        raise SeveralPlaces(office, kept)
    return kept[0] if kept else office


def who_acted(place: str, at: Instant, to: str | None = None) -> str:
    """Who did at a moment what was done in an office's place, as a sentence names it.

    Args:
        place: The office.
        at: The moment.
        to: An office that was written to, where the other one was split.
    """
    keeper = successions(runtime.ledger()).at(place, at.minute, to)
    return place if keeper == place else f"{keeper} (in the place of {place})"


def position_of(plan: Plan, office: str, desk: str | None) -> int | None:
    """The place of a desk that is given by its place, from 0, or by its name.

    Raises:
        NoDeskOfThatName: The office has none of that name.
        UnknownOffice: There is no such office.
    """
    desks = plan.office(office).desks
    if desk is None:
        return None
    if desk in desks:
        return desks.index(desk)
    if desk.isascii() and desk.isdecimal() and len(desk) < 4:  # a place, no number
        return int(desk)
    raise NoDeskOfThatName(office, desk, desks)


def moment_of(plan: Plan, office: str, at: str | None) -> Instant | None:
    """The moment that ``--at`` names, as people there write it, on the office's clock.

    Raises:
        InputFaults: It is no moment.
    """
    return written_moment(at, plan.jurisdiction, plan.clocks.of(office))


@contextmanager
def naming_reason() -> Iterator[None]:
    """Name the option where a reason is missing, which forms and programs give otherwise."""
    try:
        yield
    except ReasonMissing as error:
        raise ReasonMissing(error.at, corrected=error.corrected, named="--reason") from None


def files_of(paths: Sequence[Path] | None) -> tuple[EnclosedFile, ...]:
    """The files that ``--file`` names.

    Raises:
        InputFaults: Some cannot travel: all that cannot.
    """
    return attached(
        (f"--file {quoted(str(path))}", path.name, partial(read_enclosed, path))
        for path in paths or ()
    )


def request_key(*content: object) -> str:
    """The key of a request: the same command again is the same request."""
    return f"cli-{digest([str(each) for each in content])[:32]}"


def shown(plan: Plan, office: str, instant: Instant) -> str:
    """A moment as the commands print it: on the office's clock."""
    return plan.clocks.of(office).isoformat(instant)
