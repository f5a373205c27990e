"""How the API refuses: problem details (RFC 9457), each with a whole sentence."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from limits.errors import StorageError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from hierarchy.graph import UnknownOffice
from wian.desk.office_letters import NoSuchLetter, SecretLetter
from wian.kit.errors import Fault, InputFaults, WianError
from wian.kit.pydantic_faults import remedy_of
from wian.ledger.errors import LedgerError, UnknownPropagation
from wian.ledger.outbox.webhooks import UnknownWebhook
from wian.office import refusals

MEDIA_TYPE = "application/problem+json"
_log = logging.getLogger("wian.desk.api")
_SHOWN = 200
_NOWHERE = "There is no such thing, or it is not your office's."
_UNKNOWN = (
    UnknownPropagation,
    UnknownOffice,
    UnknownWebhook,
    refusals.NothingReceived,
    refusals.NotLive,
)
"""What an office may not learn the difference of: there is nothing, or it is another's."""
_WRONG = (
    refusals.NoSuchDesk,
    refusals.ReasonMissing,
    refusals.StampInFuture,
    refusals.StampTooEarly,
    refusals.StampTooLate,
    refusals.AnswerInFuture,
    refusals.AnsweredTooEarly,
)
"""What is wrong with the request rather than with its time."""
_SENTENCES = {
    400: "The request cannot be read; send JSON in UTF-8.",
    401: "Show a token that holds: Authorization: Bearer wian_...",
    404: _NOWHERE,
    405: "There is no such method here; /api/docs names those there are.",
    413: "The request is too long.",
    422: "The request has faults.",
    428: "Say which revision you edited: If-Match with the ETag of the draft.",
    500: "The desk has a defect; what was asked for is not done. Please inform the operator.",
    503: "The ledger cannot be used just now; nothing was written. Try again.",
}
CODES = {
    400: "unreadable",
    401: "no-token",
    403: "scope-missing",
    404: "not-found",
    405: "no-such-method",
    413: "too-long",
    422: "has-faults",
    428: "revision-missing",
    429: "too-many-requests",
    500: "defect",
    503: "unavailable",
}
"""A status's word for programs, where the refusal has none of its own."""


class ErrorFault(BaseModel):
    """One thing wrong with a request."""

    where: Annotated[str, Field(description="The field.")]
    what: Annotated[str, Field(description="What is wrong with it.")]
    remedy: Annotated[str, Field(description="What to send instead; may be empty.")]


class Problem(BaseModel):
    """Why a request was refused (RFC 9457)."""

    type: Annotated[str, Field(description="Always about:blank: the status says what it is.")]
    title: Annotated[str, Field(description="The status in words.")]
    status: int
    detail: Annotated[str, Field(description="Whole sentences for a person.")]
    code: Annotated[str, Field(description="A fixed word for programs, such as already-stamped.")]
    errors: Annotated[list[ErrorFault], Field(description="Every fault of the request.")] = []


class ApiRefusal(Exception):
    """A request is refused before anything is looked at.

    Args:
        status: HTTP status.
        detail: A sentence; the usual one of the status where none is given.
        headers: Further headers.
        code: A fixed word for programs.
    """

    def __init__(
        self,
        status: int,
        detail: str | None = None,
        headers: Mapping[str, str] | None = None,
        code: str | None = None,
    ) -> None:
        self.status, self.detail = status, detail or _SENTENCES[status]
        self.headers, self.code = headers, code
        super().__init__(self.detail)


def problem(
    status: int,
    detail: str | None = None,
    *,
    code: str | None = None,
    faults: Sequence[Fault] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer to a request of a program that cannot be carried out.

    Args:
        status: HTTP status.
        detail: Whole sentences; the usual one of the status where none is given.
        code: A fixed word for programs; that of the status where none is given.
        faults: What is wrong, one by one.
        headers: Further headers.
    """
    said = Problem(
        type="about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail or _SENTENCES.get(status, HTTPStatus(status).description or "Refused."),
        code=code or CODES.get(status, "refused"),
        errors=[_fault(each) for each in faults[:_SHOWN]],
    )
    return JSONResponse(said.model_dump(), status, headers, MEDIA_TYPE)


def described(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """How the description tells of refusals with these statuses, and those that all may have."""
    every = sorted({400, 401, 403, 413, 422, 429, 503, *statuses})
    schema = {"$ref": f"#/components/schemas/{Problem.__name__}"}
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": schema}},
        }
        for status in every
    }


def install_problems(app: FastAPI) -> None:
    """Have the API answer every exception with a problem."""
    app.exception_handler(ApiRefusal)(_refusal)
    app.exception_handler(NoSuchLetter)(_no_such_letter)
    app.exception_handler(SecretLetter)(_secret_letter)
    app.exception_handler(HTTPException)(_http)
    app.exception_handler(RequestValidationError)(_invalid)
    app.exception_handler(InputFaults)(_faulty)
    app.exception_handler(LedgerError)(_unavailable)
    app.exception_handler(StorageError)(_unavailable)
    app.exception_handler(WianError)(_impossible)


async def _refusal(_: Request, error: ApiRefusal) -> Response:
    return problem(error.status, error.detail, headers=error.headers, code=error.code)


async def _no_such_letter(_: Request, __: NoSuchLetter) -> Response:
    return problem(404)


async def _secret_letter(_: Request, __: SecretLetter) -> Response:
    return problem(403, "The letter is secret, and this token only looks.", code="secret")


async def _http(_: Request, error: HTTPException) -> Response:
    return problem(error.status_code, headers=error.headers)


async def _invalid(_: Request, error: RequestValidationError) -> Response:
    """What was sent is not understood; nothing of it is repeated."""
    faults = [
        Fault(
            ".".join(str(part)[:40] for part in each["loc"]),
            str(each["msg"])[:_SHOWN],
            _remedy(each),
        )
        for each in error.errors()
    ]
    return problem(422, faults=faults)


async def _faulty(_: Request, error: InputFaults) -> Response:
    return problem(422, f"{error.subject} has faults.", faults=error.faults)


async def _unavailable(_: Request, error: Exception) -> Response:
    """The ledger's own sentence names paths and hosts: it is for the operator."""
    _log.error("%s", error if isinstance(error, LedgerError) else "The counter is unavailable.")
    return problem(503, headers={"Retry-After": "5"})


async def _impossible(_: Request, error: WianError) -> Response:
    if isinstance(error, _UNKNOWN):
        return problem(404)
    status = 422 if isinstance(error, _WRONG) else 409
    return problem(status, str(error), code=code_of(error))


def code_of(error: WianError) -> str:
    """A refusal's class as a fixed word: ``already-stamped``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", type(error).__name__).lower()


def _fault(fault: Fault) -> ErrorFault:
    where = fault.where or str(fault.values.get("field", ""))
    return ErrorFault(where=where, what=fault.what, remedy=fault.remedy)


def _remedy(detail: Mapping[str, Any]) -> str:
    if detail["type"] == "string_pattern_mismatch":
        return f"send what fits {detail['ctx']['pattern']}"
    return remedy_of(detail)
