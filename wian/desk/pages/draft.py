"""The next letter: as it will go out, edited paragraph by paragraph, and issued."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response
from markupsafe import Markup

from wian.desk.app.access import Officer
from wian.desk.app.errors import PageRefused
from wian.desk.app.form_inputs import NONE_TYPED, OfNumber, Text, TypedIn
from wian.desk.app.page_route import PageRoute
from wian.desk.app.page_templates import page, told
from wian.desk.app.sessions import flash
from wian.desk.app.shown_names import name_now, naming
from wian.desk.office_letters import InboxLetter
from wian.desk.pages.account_letters import letters_of
from wian.desk.pages.acts import CANNOT
from wian.desk.pages.given_numbers import UNFIT_NUMBER, tell_typed
from wian.desk.pages.page_refusal import refusal
from wian.desk.views.companions import companions
from wian.desk.views.sheets import paper
from wian.kit.errors import InputFaults, WianError
from wian.ledger.read.live_letters import State
from wian.ledger.registers.typed_numbers import NumberFarAhead
from wian.letters.composition.vocabulary import vocabulary
from wian.office.inputs import MOST_PARAGRAPHS
from wian.office.issue import Draft, draft, save_draft, worded
from wian.office.joint_issue import issue
from wian.office.refusals import DraftChanged, IssuedOtherwise, SignsNot

router = APIRouter(route_class=PageRoute)
_UNNUMBERED, _ROOM = "." * 16, "add:"
_Revision = Annotated[int, Form(ge=0, le=100_000)]
_Paragraphs = Annotated[list[Text], Form(max_length=MOST_PARAGRAPHS + 20)]
_Read = Annotated[str, Form(pattern=r"^(yes)?$")]
_SIGNER = 300
_Chosen = Annotated[str, Query(max_length=_SIGNER)]
_Signer = Annotated[str, Form(max_length=_SIGNER)]
_Wish = Annotated[str, Form(pattern=r"^(save|preview|add:\d{1,2})$")]


class NotReadYet(WianError):
    """Nobody has said that the draft was read; what is issued cannot be taken back."""

    def __init__(self) -> None:
        super().__init__("Read the draft and say so first; an issued letter cannot be taken back.")


@router.get("/letters/{propagation}/draft")
def show_draft(
    request: Request, account: Officer, propagation: str, signer: _Chosen = ""
) -> Response:
    """The letter as it will go out, by whom it is signed, and to whom."""
    at = letters_of(request, account).received(propagation)
    if at.item.own is not None and not at.item.to_forward:
        return RedirectResponse(f"/outgoing/{propagation}", 303)
    try:
        return _draft_page(request, at, signer=signer or None)
    except SignsNot as error:
        return _draft_page(request, at, error=error)


@router.get("/letters/{propagation}/draft/edit")
def edit_draft(request: Request, account: Officer, propagation: str) -> Response:
    """The paragraphs of the letter, to be edited."""
    at = letters_of(request, account).received(propagation)
    if at.item.own is not None and not at.item.to_forward:
        return RedirectResponse(f"/outgoing/{propagation}", 303)
    made = _made(at)
    return _edit_page(request, at, made, made.letter.paragraphs)


@router.post("/letters/{propagation}/draft/edit")
def keep_draft(  # noqa: PLR0913, PLR0917 - the fields of the form
    request: Request,
    account: Officer,
    propagation: str,
    revision: _Revision,
    wish: _Wish = "save",
    paragraph: _Paragraphs = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """Save the paragraphs, look at them first, or make room for another one."""
    at = letters_of(request, account).received(propagation)
    texts = [text.replace("\r\n", "\n") for text in paragraph]
    if wish.startswith(_ROOM):
        return _edit_page(request, at, _made(at), _with_room(texts, wish), revision=revision)
    try:
        if wish == "preview":
            return _edit_page(request, at, _made(at), texts, revision=revision, preview=True)
        saved = save_draft(at.acting, texts, revision=revision)
    except DraftChanged as error:
        return _edit_page(request, at, _made(at), texts, error=error)
    except CANNOT as error:
        return _edit_page(request, at, _made(at), texts, revision=revision, error=error)
    flash(request, "told.saved", revision=told(request, saved.revision))
    return RedirectResponse(f"/letters/{propagation}/draft", 303)


@router.post("/letters/{propagation}/issue")
def issue_letter(  # noqa: PLR0913, PLR0917 - the fields of the form
    request: Request,
    account: Officer,
    propagation: str,
    revision: _Revision,
    typed: OfNumber,
    read: _Read = "",
    signer: _Signer = "",
) -> Response:
    """Issue the letter as it was looked at, once somebody says that it was read."""
    at = letters_of(request, account).meant(propagation)
    wish = signer or None
    try:
        if not read:
            return _draft_page(request, at, error=NotReadYet(), signer=wish, typed=typed)
        done = issue(at.acting, revision=revision, number=typed.given, signer=wish)
    except IssuedOtherwise:
        raise  # there is no draft any more to show beside it
    except SignsNot as error:
        return _draft_page(request, at, error=error, typed=typed)
    except CANNOT as error:
        return _draft_page(request, at.again(), error=error, signer=wish, typed=typed)
    printed = ", ".join(each.letter.number for each, _ in done.letters)
    count = told(request, len(done.recipients))
    key = "told.issued" if done.new else "told.issued_before"
    flash(request, key, number=printed, count=count)
    tell_typed(request, done.typed, typed)
    for also in done.together:
        printed = ", ".join(each.letter.number for each, _ in also.letters)
        flash(request, "told.issued_with", number=printed)
    if done.unstamped:
        flash(request, "told.unstamped", count=told(request, len(done.unstamped)))
    part = f"part={done.letter.part}&" if done.letter.part else ""
    return RedirectResponse(f"/outgoing/{propagation}?{part}was={State.TO_ISSUE.value}", 303)


def _made(at: InboxLetter, signer: str | None = None) -> Draft:
    """The draft as it stands.

    Raises:
        Refusal: There is nothing to issue, or not yet; or it is out; or the post does not sign.
    """
    if not at.item.hop.forwards:
        raise PageRefused(404, "404")
    return draft(at.acting, signer)


def _draft_page(
    request: Request,
    at: InboxLetter,
    *,
    error: WianError | None = None,
    signer: str | None = None,
    typed: TypedIn = NONE_TYPED,
) -> Response:
    """The letter, with what was chosen and typed, and why it is not issued: at the number where
    that is why.
    """
    made = _made(at, signer)
    values = _common(request, at, made) | refusal(request, error)
    # Whoever is shown signs, or nobody: another may have come to sign while the draft was read.
    signs = made.signers[0].post if made.signers else None
    values |= {"sheets": _sheets(at, made), "signer": signs, "signers": _signers(at, made)}
    also = companions(at)
    values |= {"along": [e for e in also if e.goes], "behind": [e for e in also if not e.goes]}
    unfit = bool(typed.number) and isinstance(error, (InputFaults, *UNFIT_NUMBER))
    far = isinstance(error, NumberFarAhead)
    values |= {"number": typed.number, "number_unfit": unfit, "far": far}
    return page(request, "draft.html.j2", **values)


def _signers(at: InboxLetter, made: Draft) -> list[tuple[str, str]]:
    """Who may sign today, first who does: the post, and what it says of itself in letters."""
    words = vocabulary(at.plan.jurisdiction.wording)
    return [
        (each.post, f"{each.post} {words.acts(each.term)} {each.acting_for}")
        if each.acting_for
        else (each.post, each.post)
        for each in made.signers
    ]


def _edit_page(  # noqa: PLR0913 - what is shown, and what was typed
    request: Request,
    at: InboxLetter,
    made: Draft,
    texts: Sequence[str],
    *,
    revision: int | None = None,
    error: WianError | None = None,
    preview: bool = False,
) -> Response:
    """The paragraphs in fields; where somebody else saved meanwhile, theirs stand beside.

    Args:
        request: The request.
        at: The letter.
        made: The draft as it stands.
        texts: The paragraphs as typed.
        revision: The revision that they began from; the latest where ``None``.
        error: Why they cannot be saved.
        preview: Show the letter as it would be with them.
    """
    began = made.revision if revision is None else revision
    values: dict[str, Any] = _common(request, at, made) | refusal(request, error)
    values["revision"] = began
    return page(
        request,
        "draft-edit.html.j2",
        texts=[*texts] or [""],
        theirs=made.letter.paragraphs if isinstance(error, DraftChanged) else (),
        sheets=_preview(at, made, texts) if preview else None,
        most=MOST_PARAGRAPHS,
        **values,
    )


def _preview(at: InboxLetter, made: Draft, texts: Sequence[str]) -> Markup:
    """The letter with the paragraphs as typed; nothing of it is kept.

    Raises:
        InputFaults: They could not be kept either.
    """
    return _sheets(at, replace(made, paragraphs=worded(at.plan, texts)))


def _sheets(at: InboxLetter, made: Draft) -> Markup:
    """The sheets of letters that have no number yet: dots stand for it."""
    ledger, unnumbered = at.desk.ledger, (replace(e, number=_UNNUMBERED) for e in made.letters)
    return Markup().join(paper(ledger, at.plan, letter, None).sheets for letter in unnumbered)


def _common(request: Request, at: InboxLetter, made: Draft) -> dict[str, Any]:
    name = naming(request, at.plan)
    return {
        "section": "/",
        "office_name": name_now(request, at.letters.own_office),
        "propagation": at.address,
        "letter": made.letter,
        "revision": made.revision,
        "edited_by": made.by,
        "recipients": sorted(map(name, made.recipients)),
        "letters": len(made.composed),
    }


def _with_room(texts: list[str], wish: str) -> list[str]:
    """The paragraphs, with an empty one where it is wished for, while there is room."""
    if len(texts) >= MOST_PARAGRAPHS:
        return texts
    place = int(wish.removeprefix(_ROOM))
    return [*texts[:place], "", *texts[place:]]
