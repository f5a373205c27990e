"""What did history see of a directive on its way: whose letters, which stamps, and when first?"""

from __future__ import annotations

from functools import cached_property

from hierarchy.columns.office_columns import OfficeTraits
from hierarchy.graph import Hierarchy
from hierarchy.office import Office
from hierarchy.route.route import Hop, Route
from wian.delays.hop_record import Source
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.office_clocks import OfficeClocks
from wian.letters.directive import History, ObservedLetter, ObservedStamp


class Observations:
    """What history saw of a directive on its way.

    Args:
        history: As the directive has it; ``None`` where nothing was seen.
        hierarchy: Its offices.
        clocks: Their clocks, which the papers show.
        route: The whole route; ``None`` where nothing was seen.
    """

    def __init__(
        self,
        history: History | None,
        hierarchy: Hierarchy,
        clocks: OfficeClocks,
        route: Route | None,
    ) -> None:
        self._history = history or History()
        self._hierarchy, self._clocks, self._route = hierarchy, clocks, route

    @cached_property
    def letters(self) -> dict[str, ObservedLetter]:
        """Letters that history shows, by the office that issued them."""
        return {letter.office: letter for letter in self._history.letters}

    @cached_property
    def stamps(self) -> dict[tuple[str, str], ObservedStamp]:
        """Stamps that history shows, by office and desk."""
        return {(stamp.office, stamp.desk): stamp for stamp in self._history.stamps}

    def issue_of(self, office: str) -> Instant | None:
        """When history saw ``office`` issue its letter."""
        letter = self.letters.get(office)
        return self._clocks.of(office).instant(letter.issued) if letter else None

    def stamps_of(self, office: Office | OfficeTraits) -> tuple[Instant | None, ...]:
        """When history saw each desk of an office stamp."""
        if office.id not in self._stamped:
            return (None,) * len(office.desks)
        return tuple(self._stamp_instant(office.id, desk) for desk in office.desks)

    def first_at(self, office: str) -> Instant | None:
        """The first thing that history saw of the directive after ``office`` had it.

        That is its own letter, or, where that was not seen, the first stamp or letter below it.
        """
        return self._first.get(office)

    def source(self, hop: Hop) -> Source:
        """``observed`` only where history saw the letter, every stamp and the next letter."""
        if hop.sender not in self.letters:
            return Source.SIMULATED
        office = self._hierarchy.traits(hop.recipient)
        seen = all((office.id, desk) in self.stamps for desk in office.desks) and (
            not hop.forwards or office.id in self.letters
        )
        return Source.OBSERVED if seen else Source.SIMULATED

    @cached_property
    def _first(self) -> dict[str, Instant]:
        """The first observed instant at or after each office's own letter, bottom up."""
        found: dict[str, Instant] = {}
        for hop in reversed(self._route.hops if self._route else ()):
            _note(found, hop.recipient, self.issue_of(hop.recipient))
            stamps = self.stamps_of(self._hierarchy.traits(hop.recipient))
            arrival = next((stamp for stamp in stamps if stamp), found.get(hop.recipient))
            if self.issue_of(hop.sender) is None:
                _note(found, hop.sender, arrival)
        return found

    @cached_property
    def _stamped(self) -> frozenset[str]:
        """Offices of which history shows stamps."""
        return frozenset(office for office, _ in self.stamps)

    def _stamp_instant(self, office: str, desk: str) -> Instant | None:
        stamp = self.stamps.get((office, desk))
        return self._clocks.of(office).instant(stamp.at) if stamp else None


def _note(found: dict[str, Instant], office: str, seen: Instant | None) -> None:
    known = found.get(office)
    if seen is not None and (known is None or seen.minute < known.minute):
        found[office] = seen
