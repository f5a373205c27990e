"""The command ``wian mail digest``: which desks get an e-mail each working morning."""

from __future__ import annotations

import typer

from wian.cli.act.live_offices import off_every_route, refuse_stranger
from wian.cli.terminal.console import complain, print_json, say, table
from wian.kit.counted import counted
from wian.ledger.access.mail_digests import end_digest, list_digests, want_digest
from wian.office.inputs import Mailbox, checked
from wian.propagation import runtime

_COLUMNS = (("office", "whole"), ("address", "whole"), ("last sent", "whole"), ("set by", "left"))


def run(office: str | None, address: str | None, by: str, *, off: bool, json: bool) -> None:
    """Have a desk get a digest, or none any more; list those that do."""
    if (office is None) != (address is None and not off) or (address is not None and off):
        raise typer.BadParameter("Give an office and its address, an office and --off, or nothing.")
    ledger = runtime.ledger()
    if office is not None and address is not None:
        wanted = checked(Mailbox, address=address.strip()).address
        refuse_stranger(ledger, office)
        for stranger in off_every_route(ledger, [office]):
            complain(f"No live propagation reaches {stranger}; this holds for those that will.")
        want_digest(ledger, office, wanted, by=by, now=runtime.now())
    elif office is not None:
        end_digest(ledger, office)
    if json:
        print_json({"digests": _listed()})
    elif office is None:
        rows = [tuple(each.values()) for each in _listed()]
        table(_COLUMNS, rows, title=counted(len(rows), "daily digest"))
    else:
        say(f"{office} gets no daily digest." if off else f"{office} gets a digest at {address}.")


def _listed() -> list[dict[str, str | None]]:
    return [
        {
            "office": each.office,
            "address": each.address,
            "last_sent": each.last_day.isoformat() if each.last_day else None,
            "by": each.by,
        }
        for each in list_digests(runtime.ledger())
    ]
