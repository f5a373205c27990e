"""What an origin does with a directive that is out, through the API: amends it, ends it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from hierarchy.route.wanted_offices import wanted_offices
from wian.desk.api.caller_letters import letters_of
from wian.desk.api.issuing_office import IssuingOffice, Participant
from wian.desk.api.letter_models import moment
from wian.desk.api.models import Asked, FilesAsked, Given, Line, Moment, PropagationId, Text
from wian.desk.api.problems import described
from wian.desk.api.sent_files import sent_files
from wian.desk.held_report import is_report, received_report
from wian.kit.errors import Fault, InputFaults
from wian.letters.directive import Window
from wian.letters.enclosed_file import KeptFile
from wian.lifecycle.addition import add
from wian.lifecycle.amendment import amend
from wian.lifecycle.changes import Enclosing, Wish
from wian.lifecycle.closure import close
from wian.lifecycle.detour import reroute
from wian.lifecycle.letter_return import give_back, insist
from wian.lifecycle.withdrawal import withdraw
from wian.office.gathering.report_return import return_report
from wian.office.inputs import MOST_PARAGRAPHS

router = APIRouter(tags=["acting"])
_MADE = 201
Day = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]


class AmendmentAsked(Asked):
    """What an amendment changes; anything else stays as it was."""

    text: Annotated[
        tuple[Text, ...], Field(max_length=MOST_PARAGRAPHS, description="New words.")
    ] = ()
    opens: Annotated[Day, Field(description="First day of the window.")] = ""
    closes: Annotated[Day, Field(description="Last day of the window.")] = ""
    answer_by: Annotated[Day, Field(description="Last day for every answer.")] = ""
    answer_by_level: Annotated[
        Mapping[Line, Day],
        Field(
            default_factory=dict,
            max_length=50,
            description="The same for the offices of a level, by its id.",
        ),
    ]
    enclosures: Annotated[
        tuple[Line, ...], Field(max_length=50, description="Titles of what goes with the letter.")
    ] = ()
    files: FilesAsked = ()

    def wish(self) -> Wish:
        """The same as it is checked; each file goes under its name, without its ending.

        Raises:
            InputFaults: A file cannot travel.
        """
        days = self.opens, self.closes, self.answer_by, self.answer_by_level
        files = map(Enclosing.of, sent_files(self.files))
        return Wish(self.text, *days, [*map(Enclosing, self.enclosures), *files])


class AmendmentMade(Given):
    """An amendment that stands in the ledger."""

    propagation: str
    amendment: Annotated[int, Field(description="Which one it is, from 1.")]
    follower: Annotated[str, Field(description="The propagation whose letters amend it.")]
    numbers: Annotated[list[str], Field(description="Of the office's letters that amend it.")]
    reached: Annotated[int, Field(description="Offices that had been sent the first letter.")]
    at: Moment
    new: Annotated[bool, Field(description="This request made it.")]
    window: Annotated[Window | None, Field(description="As it is from now on; null: as it was.")]
    answer_by: Annotated[date | None, Field(description="The same of the day for every answer.")]
    answer_by_level: Annotated[dict[str, date], Field(description="The same of levels, by id.")]
    notes: Annotated[
        list[str],
        Field(description="Days that may be a slip, a sentence each."),
    ]


class EndAsked(Asked):
    """That a directive is withdrawn or closed."""

    reason: Line


class WithdrawalMade(Given):
    """A withdrawal that stands in the ledger."""

    propagation: str
    follower: Annotated[str, Field(description="The propagation whose letters say so.")]
    number: Annotated[str, Field(description="Of the office's letter that says so.")]
    reached: Annotated[int, Field(description="Offices that had been sent the first letter.")]
    at: Moment
    new: Annotated[bool, Field(description="This request made it.")]
    numbers: Annotated[list[str], Field(description="Of all the office's letters that say so.")]


class ClosingMade(Given):
    """A closing that stands in the ledger."""

    propagation: str
    at: Moment
    new: Annotated[bool, Field(description="This request made it.")]


class AdditionAsked(Asked):
    """That offices are added to a directive's route."""

    offices: Annotated[
        list[Line],
        Field(
            min_length=1,
            max_length=1000,
            description="Ids or names, or selections as levels=district,under=OFFICE.",
        ),
    ]
    reason: Line


class ReturnAsked(Asked):
    """That a letter goes back to its sender."""

    reason: Line
    meant_for: Annotated[
        Line | None, Field(description="Id of the office that the letter is for.")
    ] = None
    files: FilesAsked = ()


class ReturnMade(Given):
    """A letter that went back."""

    propagation: str
    sender: str
    number: Annotated[str, Field(description="Of the letter that says so.")]
    meant_for: str | None
    at: Moment
    new: Annotated[bool, Field(description="This request gave it back.")]
    files: Annotated[list[KeptFile], Field(description="Files that went with that letter.")]


class InsistenceAsked(Asked):
    """That an office deal with a letter that it gave back."""

    office: Annotated[Line, Field(description="Id of the office that gave it back.")]
    reason: Line


class InsistenceMade(Given):
    """That a sender insists."""

    propagation: str
    recipient: str
    at: Moment
    new: Annotated[bool, Field(description="This request entered it.")]


class DetourAsked(Asked):
    """That those behind a silent office are written to."""

    office: Annotated[Line, Field(description="Id of the office that does not forward.")]
    reason: Line | None = None


class DetourMade(Given):
    """A way around an office."""

    propagation: str
    around: str
    written: Annotated[list[str], Field(description="Those who waited behind it.")]
    numbers: Annotated[list[str], Field(description="Of the letters that went out now.")]
    at: Moment
    new: Annotated[bool, Field(description="This request wrote to them.")]


class WayMade(Given):
    """A hop by which a route grows."""

    sender: str
    recipient: str


class AdditionMade(Given):
    """Offices that are on the route of a directive, which it had left out."""

    propagation: str
    added: Annotated[list[str], Field(description="None where all were on the route before.")]
    ways: list[WayMade]
    numbers: Annotated[list[str], Field(description="Of the letters that went out at once.")]
    waiting: Annotated[
        list[str], Field(description="The offices that have still to write to one of them.")
    ]
    there: Annotated[list[str], Field(description="Asked for, but on the route already.")]
    new: Annotated[bool, Field(description="This request added somebody.")]


def _repeated(given: type[Given]) -> dict[int | str, dict[str, Any]]:
    """How the description tells of a request that was carried out before."""
    return {200: {"model": given, "description": "It was done before; nothing was done now."}}


@router.post(
    "/letters/{propagation}/amendments",
    status_code=_MADE,
    responses={**_repeated(AmendmentMade), **described(404, 409)},
)
def amend_directive(
    office: IssuingOffice, propagation: PropagationId, asked: AmendmentAsked
) -> AmendmentMade:
    """Amend a directive that the office sent. Sent again it amends nothing again."""
    done = amend(office.acting, asked.wish())
    office.tell_whether_new(new=done.new)
    return AmendmentMade(
        propagation=propagation,
        amendment=done.place,
        follower=done.follower,
        numbers=list(done.numbers),
        reached=done.reached,
        at=office.moment(done.act.at),
        new=done.new,
        window=done.changes.window,
        answer_by=done.changes.answer_by,
        answer_by_level=dict(done.changes.answer_by_level),
        notes=[each.said(date.isoformat) for each in done.odd],
    )


@router.post(
    "/letters/{propagation}/withdrawal",
    status_code=_MADE,
    responses={**_repeated(WithdrawalMade), **described(404, 409)},
)
def withdraw_directive(
    office: IssuingOffice, propagation: PropagationId, asked: EndAsked
) -> WithdrawalMade:
    """Withdraw a directive that the office sent. Sent again it withdraws nothing again."""
    done = withdraw(office.acting, asked.reason)
    office.tell_whether_new(new=done.new)
    return WithdrawalMade(
        propagation=propagation,
        follower=done.follower,
        number=done.number,
        reached=done.reached,
        at=office.moment(done.act.at),
        new=done.new,
        numbers=list(done.numbers),
    )


@router.post(
    "/letters/{propagation}/closing",
    status_code=_MADE,
    responses={**_repeated(ClosingMade), **described(404, 409)},
)
def close_directive(
    office: IssuingOffice, propagation: PropagationId, asked: EndAsked
) -> ClosingMade:
    """Close a directive that the office sent. Sent again it closes nothing again."""
    done = close(office.acting, asked.reason)
    office.tell_whether_new(new=done.new)
    return ClosingMade(propagation=propagation, at=office.moment(done.act.at), new=done.new)


@router.post(
    "/letters/{propagation}/additions",
    status_code=_MADE,
    responses={**_repeated(AdditionMade), **described(404, 409)},
)
def add_offices(
    office: IssuingOffice, propagation: PropagationId, asked: AdditionAsked
) -> AdditionMade:
    """Add offices that a directive left out, below the office. Sent again it adds nobody again."""
    done = add(office.acting, wanted_offices(office.plan.hierarchy, asked.offices), asked.reason)
    office.tell_whether_new(new=done.new)
    return AdditionMade(
        propagation=propagation,
        added=list(done.added),
        ways=[WayMade(sender=hop.sender, recipient=hop.recipient) for hop in done.ways],
        numbers=list(done.numbers),
        waiting=list(done.waiting),
        there=list(done.there),
        new=done.new,
    )


@router.post(
    "/letters/{propagation}/detours",
    status_code=_MADE,
    responses={**_repeated(DetourMade), **described(404, 409)},
)
def write_around(
    office: IssuingOffice, propagation: PropagationId, asked: DetourAsked
) -> DetourMade:
    """Write straight to those behind an office that the caller's wrote to. Twice writes once."""
    done = reroute(office.acting, asked.office, asked.reason)
    office.tell_whether_new(new=done.new)
    return DetourMade(
        propagation=propagation,
        around=done.around,
        written=list(done.written),
        numbers=list(done.numbers),
        at=office.moment(done.act.at),
        new=done.new,
    )


@router.post(
    "/letters/{propagation}/return",
    status_code=_MADE,
    responses={**_repeated(ReturnMade), **described(404, 409)},
)
def return_letter(
    office: IssuingOffice, propagation: PropagationId, asked: ReturnAsked
) -> ReturnMade:
    """Give a letter back to its sender: it is not for the office. Twice gives it back once.

    Of a report: it is wrong, and its sender corrects it and reports again.
    """
    if is_report(propagation):
        return _return_report(office, propagation, asked)
    done = give_back(office.acting, asked.reason, asked.meant_for, sent_files(asked.files))
    office.tell_whether_new(new=done.new)
    return ReturnMade(
        propagation=propagation,
        sender=done.body.sender,
        number=done.body.letter.number,
        meant_for=done.body.meant_for,
        at=office.moment(done.act.at),
        new=done.new,
        files=list(done.body.files),
    )


def _return_report(office: Participant, address: str, asked: ReturnAsked) -> ReturnMade:
    """Return a report by its address.

    Raises:
        InputFaults: The request says more than why.
    """
    if asked.meant_for is not None or asked.files:
        field = "files" if asked.files else "meant_for"
        fault = Fault(field, "is not said of a report", "leave it out: the reason alone is said")
        raise InputFaults("The request", [fault])
    held = received_report(letters_of(office.request, office.caller), address)
    at = held.report.at
    done = return_report(held.letters.acting(held.plan), at.sender, asked.reason, at.key)
    office.tell_whether_new(new=done.new)
    return ReturnMade(
        propagation=address,
        sender=done.body.sender,
        number=done.body.letter.number,
        meant_for=None,
        at=moment(held.plan, done.act.office, done.act.at),
        new=done.new,
        files=[],
    )


@router.post(
    "/letters/{propagation}/insistence",
    status_code=_MADE,
    responses={**_repeated(InsistenceMade), **described(404, 409)},
)
def insist_on_letter(
    office: IssuingOffice, propagation: PropagationId, asked: InsistenceAsked
) -> InsistenceMade:
    """Insist that an office deal with a letter that it gave back. Twice insists once."""
    done = insist(office.acting, asked.office, asked.reason)
    office.tell_whether_new(new=done.new)
    return InsistenceMade(
        propagation=propagation,
        recipient=asked.office,
        at=office.moment(done.act.at),
        new=done.new,
    )
