"""Which office changes a directive through the API, by the token and the address of a request?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from wian.desk.api import letter_models
from wian.desk.api.authentication import Caller, Issuer
from wian.desk.api.caller_letters import letters_of
from wian.desk.office_letters import OfficeLetters
from wian.jurisdictions.instant import Instant
from wian.office.actor import Acting
from wian.propagation.plan import Plan


@dataclass(frozen=True)
class Participant:
    """The office that takes part in the ``propagation`` of a path: the caller's, or one before it.

    It is looked up when it is asked for, once the path and the body have been found sound.

    Attributes:
        caller: The program that asks.
        request, response: What it asked, and is to be answered.
    """

    caller: Caller
    request: Request
    response: Response

    @cached_property
    def plan(self) -> Plan:
        """The plan of the propagation.

        Raises:
            NoSuchLetter: There is none, or it concerns others.
        """
        letters, name = self._placed
        return letters.taking_part(name)

    @property
    def acting(self) -> Acting:
        """The office, as it acts now.

        Raises:
            NoSuchLetter: There is no such propagation, or it concerns others.
            OfficeSucceeded: Another office took its place, whose programs act now.
            ClocksApart: This machine's clock and the database's differ.
        """
        letters, _ = self._placed
        return letters.acting(self.plan)

    @cached_property
    def _placed(self) -> tuple[OfficeLetters, str]:
        address = self.request.path_params["propagation"]
        return letters_of(self.request, self.caller).placed(address)

    def moment(self, at: Instant) -> str:
        """An instant as the clock of the caller's office shows it."""
        return letter_models.moment(self.plan, self.caller.office, at)

    def tell_whether_new(self, *, new: bool) -> None:
        """Answer with 200 instead of 201 where the request was carried out before."""
        self.response.status_code = 201 if new else 200


def _participant(request: Request, response: Response, caller: Issuer) -> Participant:
    return Participant(caller, request, response)


IssuingOffice = Annotated[Participant, Depends(_participant)]
"""A dependency: the office, if its token has the scope to issue letters."""
