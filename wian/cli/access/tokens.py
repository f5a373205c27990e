"""The commands ``wian tokens``: how an office's programs get access."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from hierarchy.office import OfficeId
from wian.cli.act.live_offices import off_every_route
from wian.cli.terminal.console import complain, print_json, say, table
from wian.jurisdictions.countries import DEFAULT_JURISDICTION, jurisdiction
from wian.jurisdictions.instant import Instant, Precision
from wian.kit.counted import counted
from wian.kit.errors import InputFaults
from wian.kit.pydantic_faults import faults_of
from wian.kit.text import ShortText
from wian.ledger.access.permissions import Scope
from wian.ledger.access.tokens import Token, add_token, list_tokens, revoke_token
from wian.propagation import runtime

_DAY = 24 * 60
_UTC = ZoneInfo("UTC")


@dataclass(frozen=True)
class _Wanted:
    office: OfficeId
    label: ShortText


_WANTED = TypeAdapter(_Wanted)


def add(office: str, label: str, scope: list[Scope], days: int | None, *, json: bool) -> None:
    """Add a token. Prints it; it is not shown again."""
    wanted = _wanted(office, label)
    ledger, now = runtime.ledger(make=True), runtime.now()
    expires = None if days is None else Instant(now.minute + days * _DAY, Precision.MINUTE)
    token, text = add_token(ledger, wanted.office, wanted.label, scope, now=now, expires=expires)
    for stranger in off_every_route(ledger, [wanted.office]):
        complain(f"No live propagation reaches {stranger}; check the id of the office.")
    if json:
        print_json({**_summary(token), "token": text})
        return
    say(f"{token.label} of {token.office}: {', '.join(token.scopes)}; {_standing(token)}")
    say("Token, shown only now:")
    say(text)


def list_(office: str | None, *, json: bool) -> None:
    """List the tokens. The tokens themselves are not stored."""
    found = list_tokens(runtime.ledger(), office)
    if json:
        print_json({"tokens": [_summary(token) for token in found]})
        return
    rows = [
        (each.id, each.office, each.label, ", ".join(each.scopes), _standing(each))
        for each in found
    ]
    columns = (
        ("id", "whole"),
        ("office", "whole"),
        ("label", "left"),
        ("scopes", "left"),
        ("stands", "left"),
    )
    table(columns, rows, title=counted(len(found), "token"))


def revoke(id_: str, *, json: bool) -> None:
    """Revoke a token."""
    token = revoke_token(runtime.ledger(), id_)
    if json:
        print_json(_summary(token))
    else:
        say(f"{token.label} of {token.office} is revoked.")


def _wanted(office: str, label: str) -> _Wanted:
    try:
        return _WANTED.validate_python({"office": office, "label": label})
    except ValidationError as error:
        raise InputFaults("The token", faults_of(error, lambda _: "")) from None


def _summary(token: Token) -> dict[str, Any]:
    return {
        "id": token.id,
        "office": token.office,
        "label": token.label,
        "scopes": list(token.scopes),
        "created": token.created.isoformat(_UTC),
        "expires": token.expires.isoformat(_UTC) if token.expires else None,
        "revoked": token.revoked,
    }


def _standing(token: Token) -> str:
    if token.revoked:
        return "revoked"
    if token.expires is None:
        return "holds until it is revoked"
    day = token.expires.date(jurisdiction(DEFAULT_JURISDICTION).calendar.zone)
    return f"holds until {day}" if token.holds(runtime.now()) else f"ended on {day}"
