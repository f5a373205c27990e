"""What does a snapshot say to those who read the offices' language, and no English?"""

from __future__ import annotations

from collections.abc import Iterator

from hierarchy.graph import Hierarchy
from wian.jurisdictions.instant import Instant, Precision
from wian.jurisdictions.jurisdiction import Jurisdiction, hour_mark_in
from wian.jurisdictions.office_clocks import OfficeClock
from wian.kit.markdown import plain
from wian.reports.bilingual import Bilingual
from wian.reports.progress.delivery import Blocker, Standing
from wian.reports.progress.snapshot import Situation

_SHOWN = 10


class OwnWords:
    """Says in the offices' language what stands at the top of a page of English.

    Args:
        country: Whose offices they are.
    """

    def __init__(self, country: Jurisdiction) -> None:
        self._say, self._wording = Bilingual(country), country.wording

    def section(
        self,
        found: Situation,
        hierarchy: Hierarchy,
        clock: OfficeClock,
        call: tuple[str, str] | None = None,
        ahead: tuple[int, int, int, int] | None = None,
    ) -> Iterator[str]:
        """The section, as paragraphs of Markdown; none where nobody has translated it.

        Args:
            found: What it says.
            hierarchy: The offices, by their own names.
            clock: The clock that it is told by: the origin's.
            call: Id of the office to be telephoned, and the number; ``None``: nobody.
            ahead: Addressees that are expected in time, all of them, and the fewest and most that
                are in 90 % of the futures; ``None``: not known.
        """
        title = self._say("progress.title")
        if title.own in {None, title.en}:
            return
        yield f"## {title.own}"
        if call:
            office, phone = hierarchy.office(call[0]).name, call[1]
            yield f"**{self._own('progress.call', office=plain(office), phone=plain(phone))}**"
        yield " ".join(self._sentences(found, clock, ahead))
        if found.blockers:
            some = [self._blocker(each, hierarchy) for each in found.blockers[:_SHOWN]]
            yield "\n".join(some)

    def _sentences(
        self, found: Situation, clock: OfficeClock, ahead: tuple[int, int, int, int] | None
    ) -> Iterator[str]:
        counts = {each: found.count(each) for each in Standing}
        yield self._own(
            "progress.summary",
            as_of=self._moment(found.as_of, clock),
            have=self._count(counts[Standing.CONFIRMED]),
            offices=self._count(found.offices),
            silent=self._count(counts[Standing.SILENT]),
            unknown=self._count(counts[Standing.UNREACHABLE]),
        )
        late = sum(hop.overdue is not None for hop in found.hops)
        if late:
            yield self._own("progress.late", late=self._count(late))
        if found.budget.length is not None:
            left, length = found.budget.left or 0, found.budget.length
            yield self._own("progress.window", left=self._count(left), length=self._count(length))
        if ahead:
            expected, addressees, low, high = map(self._count, ahead)
            yield self._own(
                "progress.expected", expected=expected, addressees=addressees, low=low, high=high
            )
        if not found.live:
            yield self._own("progress.rehearsal")

    def _blocker(self, blocker: Blocker, hierarchy: Hierarchy) -> str:
        silent = blocker.standing is Standing.SILENT
        key = "progress.blocker.silent" if silent else "progress.blocker.holds"
        name = hierarchy.office(blocker.office).name
        return f"- {self._own(key, office=plain(name), waiting=self._count(blocker.waiting))}"

    def _moment(self, instant: Instant, clock: OfficeClock) -> str:
        local, wording = clock.local(instant), self._wording
        if instant.precision is Precision.DAY:
            return wording.long_date(local.date())
        mark = hour_mark_in(wording, clock.zone.key)
        return f"{wording.long_date(local.date())} {wording.clock(local.time())} {mark}".strip()

    def _count(self, many: int) -> str:
        return self._say.count(many).main

    def _own(self, key: str, **values: str) -> str:
        return self._say(key, **values).main
