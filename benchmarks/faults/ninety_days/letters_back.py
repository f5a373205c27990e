"""Letters that go back as they are for others, and answers that come on paper, as a list."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from benchmarks.faults.ninety_days.season import Happening
from wian.lifecycle.letter_return import give_back, insist
from wian.office.answer_list import import_answers

if TYPE_CHECKING:
    from benchmarks.faults.ninety_days.offices import Offices
_INSISTS, _INSISTED_AFTER = 0.5, 2 * 24 * 60
"""Share of returned letters whose sender insists, and minutes until it does."""
_WHY, _YET = "ไม่อยู่ในอำนาจหน้าที่", "อยู่ในอำนาจหน้าที่ตามกฎหมาย"


@dataclass(frozen=True)
class LettersBack:
    """Offices that give letters back, senders that insist, and offices that list answers.

    Args:
        offices: All offices.
    """

    offices: Offices

    @cached_property
    def doings(self) -> dict[str, Callable[[Happening], None]]:
        """What happens, by its name."""
        return {"give_back": self._give_back, "insist": self._insist, "list": self._list}

    def _give_back(self, of: Happening) -> None:
        """An office gives the letter back, unless the directive has ended."""
        season = self.offices.season
        if of.propagation in season.ended:
            return
        given = give_back(self.offices.acting(of), _WHY)
        season.returned.setdefault(of.propagation, {})[of.office] = of.minute
        if self.offices.chance(of, of.office, "insists", _INSISTS):
            at = of.minute + _INSISTED_AFTER
            insists = Happening(at, "insist", of.propagation, of.office)
            season.add(insists)
            season.senders[f"{of.propagation} {of.office}"] = given.body.sender

    def _insist(self, of: Happening) -> None:
        """The sender insists: the office deals with the letter after all."""
        season = self.offices.season
        if of.propagation in season.ended:
            return
        sender = season.senders[f"{of.propagation} {of.office}"]
        insist(self.offices.acting(of._replace(office=sender)), of.office, _YET)
        season.insisted.setdefault(of.propagation, {})[of.office] = of.minute
        self.offices.deals_with(of)

    def _list(self, of: Happening) -> None:
        """An office enters the answers that those below it gave on paper."""
        season, plan = self.offices.season, self.offices.plan(of.propagation)
        gone = {*season.returned.get(of.propagation, ())}
        stamped = season.stamped.get(of.propagation, {})
        answered = season.answered.setdefault(of.propagation, {})
        found = [
            office
            for office in plan.answers_by
            if office in stamped and office not in gone and office not in answered
            if of.office in plan.route.chain(office)[:-1]
            if not self.offices.answers_alone(of, office)
        ]
        text = io.StringIO()
        csv.writer(text).writerows([("office", "answer"), *((each, "แล้ว") for each in found)])
        done = import_answers(self.offices.acting(of), text.getvalue().encode(), "answers.csv")
        if len(done.acts) + done.known != len(found):
            raise RuntimeError(f"{of.office} listed {len(found)} answers: {done}")
        answered |= dict.fromkeys(found, of.minute)
        season.count("answers in lists", len(found))
