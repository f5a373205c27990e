"""What does a snapshot say to those who read the offices' language, and no English?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

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

    @property
    def title(self) -> str | None:
        """What the language calls itself; ``None`` where nobody has translated the words."""
        title = self._say("progress.title")
        return None if title.own in {None, title.en} else title.own

    def say(self, key: str, **values: str) -> str:
        """The words of a key."""
        return self._say(key, **values).main

    def count(self, many: int) -> str:
        """A count."""
        return self._say.count(many).main

    def figure(self, english: str) -> str:
        """A figure that is formatted as English writes it."""
        return self._say.figure(english).main

    def day(self, day: date) -> str:
        """A day."""
        return self._wording.long_date(day)

    def moment(self, instant: Instant, clock: OfficeClock) -> str:
        """A moment on an office's clock; a day alone where no more is known."""
        local, wording = clock.local(instant), self._wording
        if instant.precision is Precision.DAY:
            return wording.long_date(local.date())
        mark = hour_mark_in(wording, clock.zone.key)
        return f"{wording.long_date(local.date())} {wording.clock(local.time())} {mark}".strip()

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
        if self.title is None:
            return
        yield f"## {self.title}"
        if call:
            office, phone = hierarchy.office(call[0]).name, call[1]
            yield f"**{self.say('progress.call', office=plain(office), phone=plain(phone))}**"
        yield " ".join(self._sentences(found, clock, ahead))
        if found.blockers:
            some = [self._blocker(each, hierarchy) for each in found.blockers[:_SHOWN]]
            yield "\n".join(some)

    def _sentences(
        self, found: Situation, clock: OfficeClock, ahead: tuple[int, int, int, int] | None
    ) -> Iterator[str]:
        counts = {each: found.count(each) for each in Standing}
        yield self.say(
            "progress.summary",
            as_of=self.moment(found.as_of, clock),
            have=self.count(counts[Standing.CONFIRMED]),
            offices=self.count(found.offices),
            silent=self.count(counts[Standing.SILENT]),
            unknown=self.count(counts[Standing.UNREACHABLE]),
        )
        late = sum(hop.overdue is not None for hop in found.hops)
        if late:
            yield self.say("progress.late", late=self.count(late))
        if found.budget.length is not None:
            left, length = found.budget.left or 0, found.budget.length
            yield self.say("progress.window", left=self.count(left), length=self.count(length))
        if ahead:
            expected, addressees, low, high = map(self.count, ahead)
            yield self.say(
                "progress.expected", expected=expected, addressees=addressees, low=low, high=high
            )
        if not found.live:
            yield self.say("progress.rehearsal")

    def _blocker(self, blocker: Blocker, hierarchy: Hierarchy) -> str:
        silent = blocker.standing is Standing.SILENT
        key = "progress.blocker.silent" if silent else "progress.blocker.holds"
        name = hierarchy.office(blocker.office).name
        return f"- {self.say(key, office=plain(name), waiting=self.count(blocker.waiting))}"
