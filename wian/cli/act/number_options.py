"""The number that a command types, as paper or another system gave it, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from wian.cli.terminal.console import say
from wian.ledger.registers.numbers_elsewhere import written
from wian.ledger.registers.typed_numbers import NumberFarAhead, TypedAs
from wian.office.given_number import GivenNumber
from wian.office.kept_register import written_number


def given_number(number: str | None, *, confirm: bool) -> GivenNumber | None:
    """What ``--number`` and ``--confirm`` say; ``None`` where no number was typed.

    Raises:
        InputFaults: It is no number.
        BadParameter: A number is confirmed that was not typed.
    """
    if number is None:
        if confirm:
            raise typer.BadParameter("--confirm goes with --number: type one, or leave it out.")
        return None
    return GivenNumber(written_number(number), confirm)


@contextmanager
def naming_confirm() -> Iterator[None]:
    """Name the option by which a number that may be a slip is confirmed."""
    try:
        yield
    except NumberFarAhead as error:
        raise NumberFarAhead(error.number, error.skipped, "add --confirm") from None


def typed_summary(typed: TypedAs | None) -> dict[str, object] | None:
    """What a number that was typed means for its register, as JSON has it."""
    if typed is None:
        return None
    skipped = typed.skipped and {"first": typed.skipped[0], "last": typed.skipped[1]}
    return {"behind": typed.behind, "skipped": skipped}


def say_typed(typed: TypedAs | None) -> None:
    """Print what a number that was typed means for its register, where that is worth a line."""
    if typed is None:
        return
    if typed.behind is not None:
        say(f"Its number is behind the last one, {typed.behind}: nothing here bears it.")
    if typed.skipped is not None:
        first, last = typed.skipped
        count = "counts" if first == last else "count"
        goes_on = f"the register goes on at {last + 2} or later"
        say(f"{written(typed.skipped)} {count} as given elsewhere; {goes_on}.")
