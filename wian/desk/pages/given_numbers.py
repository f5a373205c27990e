"""What the pages say of numbers that were given elsewhere: why not, and what follows from them."""

from __future__ import annotations

from fastapi import Request

from wian.desk.app.form_inputs import TypedIn
from wian.desk.app.page_templates import told
from wian.desk.app.sessions import flash
from wian.ledger.registers.numbers_elsewhere import written
from wian.ledger.registers.typed_numbers import NumberFarAhead, NumberTaken, TypedAs

UNFIT_NUMBER = (NumberTaken, NumberFarAhead)
"""Why a number that was typed cannot be the one that was given, or may be a slip."""


def tell_typed(request: Request, found: TypedAs | None, typed: TypedIn) -> None:
    """Say what a number that was typed just now means for its register, where it matters."""
    if found and found.behind is not None:
        number, last = told(request, typed.number), told(request, found.behind)
        flash(request, "told.number_behind", number=number, last=last)
    if found and found.skipped is not None:
        flash(request, "told.number_skipped", skipped=told(request, written(found.skipped)))
