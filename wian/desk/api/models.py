"""What programs send to the API and what they get: every text and list bounded."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Header, Path, Query
from pydantic import BaseModel, ConfigDict, Field, StrictInt

from hierarchy.office import Channel
from wian.desk.api.number_models import ConfirmAsked, TypedNumberAsked, TypedNumberShown
from wian.desk.api.relations import Related
from wian.desk.api.report_models import ReportShown
from wian.jurisdictions.handling import Secrecy, Urgency
from wian.ledger.acts import ActKind
from wian.ledger.read.live_letters import State
from wian.letters.answer_form.form import AnswerForm
from wian.letters.attached_files import MOST_FILES
from wian.letters.enclosed_file import LARGEST, KeptFile
from wian.letters.letter import Letter
from wian.office.inputs import MOST_PARAGRAPHS

_Item = TypeVar("_Item")
MOST_DESKS = 100

Moment = Annotated[
    str,
    Field(
        description="ISO 8601 with its zone; a date alone where only the day is known.",
        examples=["2026-12-01T09:05+07:00"],
    ),
]
At = Annotated[
    str,
    Field(
        pattern=(
            r"^20[0-3][0-9]-[01][0-9]-[0-3][0-9]"
            r"(T[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?(Z|[+-][01][0-9]:[0-5][0-9]))?$"
        ),
        description=(
            "ISO 8601 with its zone; a date alone where the paper shows only the day. "
            "Seconds are dropped."
        ),
        examples=["2026-12-01T09:05+07:00", "2026-12-01"],
    ),
]
Line = Annotated[str, Field(min_length=1, max_length=300)]
Text = Annotated[str, Field(min_length=1, max_length=4000)]
Post = Annotated[str, Field(min_length=1, max_length=300)]
Position = Annotated[StrictInt, Field(ge=0, lt=MOST_DESKS, description="Of the desk, from 0.")]
Part = Annotated[
    int,
    Query(ge=0, le=100_000, description="Which of the office's letters there; 0 is the first one."),
]
PropagationId = Annotated[
    str,
    Path(
        pattern=r"^[a-z0-9][a-z0-9._-]{0,119}(~[a-z0-9][a-z0-9._-]{0,63}~[0-9]{1,6})?"
        r"(@[a-z0-9][a-z0-9._-]{0,63})?$",
        description=(
            "Id of the propagation; an office is sent one letter of it. Of a report, `~`, the id "
            "of the office that reported, `~` and which of its reports it is follow. Of a letter "
            "that was sent to an office whose place this one took, `@` and that office's id follow."
        ),
        examples=["flood-drill-2573-1a2b3c4d"],
    ),
]
FileDigest = Annotated[
    str, Path(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the file, from `files`.")
]
FilesSent = Annotated[
    list[KeptFile],
    Field(description="Files that travel with the letter; empty where it is secret to this token."),
]
IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[A-Za-z0-9._-]{8,64}$",
        description="Of your request: sent again, it is done once.",
        examples=["7c9e6679-7425-40de-944b-e07fc1f90ae7"],
    ),
]


class Asked(BaseModel):
    """What a program sends."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Given(BaseModel):
    """What a program gets."""

    model_config = ConfigDict(frozen=True)


class Page(Given, Generic[_Item]):
    """Some items of a list, and where the others are."""

    items: list[_Item]
    next: Annotated[
        str | None, Field(description="Send it as cursor for those that follow; null at the end.")
    ] = None


class OfficeName(Given):
    """An office."""

    id: str
    name: str


class DeskStamp(Given):
    """A desk's stamp on a letter that its office received."""

    position: int
    desk: str
    receipt_number: str
    at: Annotated[Moment, Field(description="What the stamp means, corrections applied.")]
    corrected: Annotated[bool, Field(description="It was corrected after it was stamped.")]


class NextDesk(Given):
    """The desk whose stamp is next."""

    position: int
    name: str


class AnswerGiven(Given):
    """An answer of the office."""

    number: Annotated[int, Field(description="In the office's journal.")]
    text: str
    answered: Moment
    recorded: Moment
    by: str
    files: Annotated[list[KeptFile], Field(description="Files that went with it.")]
    values: Annotated[dict[str, Any], Field(description="Values of the form, by field.")]


class Fate(Given):
    """What became of a propagation: it was amended, withdrawn or closed."""

    kind: ActKind
    at: Moment
    number: Annotated[str | None, Field(description="Of the origin's letter that says so.")]
    follower: Annotated[str | None, Field(description="The propagation whose letters say so.")]


class ClockResting(Given):
    """That the office's clock rests, as it waits for another office."""

    since: Moment
    waits_for: Annotated[OfficeName | None, Field(description="null: named in the reason.")]
    reason: Annotated[str | None, Field(description="null: secret, and not for this token.")]


class Received(Given):
    """A letter that the office was sent."""

    propagation: str
    directive: str
    subject: Annotated[str | None, Field(description="null: secret, and not for this token.")]
    number: str
    dated: date
    issued: Moment
    sender: OfficeName
    urgency: Urgency
    secrecy: Secrecy
    state: Annotated[State, Field(description="What is to be done next.")]
    next_desk: NextDesk | None
    ready: Annotated[Moment | None, Field(description="When the last desk stamped.")]
    answer_by: Annotated[date | None, Field(description="By when the office is to answer.")]
    answered: bool
    forwards: Annotated[bool, Field(description="The office forwards it with its own letter.")]
    own_number: Annotated[str | None, Field(description="Number of the letter that it issued.")]
    ended: Fate | None
    suspended: Annotated[ClockResting | None, Field(description="Its clock rests; null: it runs.")]
    amended: Annotated[list[Fate], Field(description="Its amendments, the first one first.")]
    report: ReportShown = None


class ReceivedInFull(Received, Related):
    """A letter that the office was sent, with all that it says and all that was done with it."""

    letter: Annotated[Letter | None, Field(description="null: secret, and not for this token.")]
    desks: list[str]
    stamps: list[DeskStamp]
    chain: Annotated[list[OfficeName], Field(description="From the origin to the office.")]
    answers: list[AnswerGiven]
    form: Annotated[
        AnswerForm | None,
        Field(description="The form to fill in; null: an answer is text, or the letter is secret."),
    ]
    files: FilesSent


class StampAsked(Asked):
    """A stamp: with nothing given the next desk's, at this moment."""

    position: Annotated[
        Position | None, Field(description="Which desk; the next one by default.")
    ] = None
    at: Annotated[
        At | None, Field(description="What the stamp on paper shows; now by default.")
    ] = None
    reason: Annotated[
        Line | None, Field(description="Why that is earlier than now: needed then.")
    ] = None
    number: TypedNumberAsked = None
    confirm: ConfirmAsked = False


class StampMade(Given):
    """A stamp that stands in the ledger."""

    stamp: DeskStamp
    last: Annotated[bool, Field(description="The last desk's: the office may forward.")]
    new: Annotated[bool, Field(description="This request made it.")]
    typed: TypedNumberShown


class CorrectionAsked(Asked):
    """That a stamp means another moment."""

    position: Position
    at: At
    reason: Line


class CorrectionMade(Given):
    """A correction that stands in the ledger."""

    number: Annotated[int, Field(description="In the office's journal.")]
    position: int
    at: Moment
    reason: str
    new: Annotated[bool, Field(description="This request made it.")]


class DraftShown(Given):
    """The office's next letter, before it has a number."""

    revision: Annotated[int, Field(description="How often its paragraphs were edited.")]
    edited_by: Annotated[
        str, Field(description="The post that edited them last; empty: as composed.")
    ]
    letter: Letter
    others: Annotated[
        list[Letter],
        Field(
            description="Letters that go out with it, to those whom its salutation does not fit; "
            "each asks only its own recipients."
        ),
    ]
    signers: Annotated[
        list[Signer],
        Field(description="Who may sign it today, first who does; none where it is sealed."),
    ]


class Signer(Given):
    """A post that may sign the office's letter today."""

    post: str
    acting_for: Annotated[str | None, Field(description="The post acted for.")]
    term: Annotated[str | None, Field(description="By what right, where it acts for another.")]


class DraftAsked(Asked):
    """The paragraphs of the office's next letter."""

    paragraphs: Annotated[list[Text], Field(min_length=1, max_length=MOST_PARAGRAPHS)]


class IssueAsked(Asked):
    """That the office's letter goes out."""

    revision: Annotated[
        Annotated[StrictInt, Field(ge=0, le=1_000_000)] | None,
        Field(description="Of the draft that was looked at; another one is refused."),
    ] = None
    number: TypedNumberAsked = None
    confirm: ConfirmAsked = False
    signer: Annotated[
        Post | None, Field(description="The post that signs it, of the draft's signers.")
    ] = None


class LetterAndRecipients(Given):
    """A letter under its number, and the offices that it went to."""

    part: Annotated[int, Field(description="Which of the office's letters it is, from 0.")]
    number: str
    recipients: list[str]


class LetterIssued(Given):
    """A letter that is out; several, where one salutation does not fit all recipients."""

    propagation: str
    number: Annotated[str, Field(description="Of the first letter.")]
    issued: Moment
    recipients: Annotated[list[str], Field(description="Those of all of them.")]
    new: Annotated[bool, Field(description="This request issued it.")]
    letters: list[LetterAndRecipients]
    together: Annotated[list[str], Field(description="Numbers of what amends it, out with it.")]
    unstamped: Annotated[
        list[str],
        Field(description="Propagations that amend it and stay here: a desk has not stamped."),
    ]
    typed: TypedNumberShown


class FileAsked(Asked):
    """A file that goes with an answer, a return or an amendment."""

    name: Annotated[Line, Field(description="Its name, which ends as its content says.")]
    content: Annotated[
        str,
        Field(
            max_length=LARGEST * 4 // 3 + 4,
            json_schema_extra={"contentEncoding": "base64"},
            description="The file in base64: PDF, DOCX, XLSX, PNG or JPEG, at most 20 MiB.",
        ),
    ]


FilesAsked = Annotated[
    tuple[FileAsked, ...],
    Field(max_length=MOST_FILES, description="Files that go with it; together at most 20 MiB."),
]


class Sent(Given):
    """A letter that the office issued."""

    propagation: str
    directive: str
    subject: Annotated[str | None, Field(description="null: secret, and not for this token.")]
    number: str
    dated: date
    issued: Moment
    recipients: int
    received: Annotated[int, Field(description="How many of them have stamped.")]
    part: Annotated[int, Field(description="Which of the office's letters it is, from 0.")]
    ended: Fate | None
    amended: Annotated[list[Fate], Field(description="Its amendments, the first one first.")]
    report: ReportShown = None


class SentByMail(Given):
    """The e-mail that brings a letter to an office without a desk."""

    address: str
    stands: Annotated[
        str,
        Field(
            description="waiting, handed-over, opened, acknowledged, bounced, refused, by-hand "
            "(secret: bring it) or at-desk."
        ),
    ]
    since: Moment
    last_error: Annotated[str, Field(description="What the mail system said last.")]


class Recipient(Given):
    """An office that a letter went to, and how far it has come there."""

    office: OfficeName
    channel: Channel
    received: Annotated[Moment | None, Field(description="First desk's stamp; null: silent.")]
    ready: Annotated[Moment | None, Field(description="Last desk's stamp.")]
    forwards: bool
    forwarded: Annotated[Moment | None, Field(description="When it issued its own letter.")]
    own_number: str | None
    answer_by: date | None
    answered: Annotated[Moment | None, Field(description="When it answered.")]
    mail: Annotated[SentByMail | None, Field(description="null: it is reached at its desk.")]
    files: Annotated[
        list[KeptFile],
        Field(description="Files of its answer; empty where the letter is secret to this token."),
    ]


class SentInFull(Sent, Related):
    """A letter that the office issued, with all that it says and where it is."""

    letter: Annotated[Letter | None, Field(description="null: secret, and not for this token.")]
    standing: list[Recipient]
    files: FilesSent
