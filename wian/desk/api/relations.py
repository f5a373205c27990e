"""Which other directives a letter's directive names, and which take its place, for programs."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from wian.ledger.database import Ledger
from wian.ledger.life.replacement import replacing
from wian.letters.directive import Directive


class Related(BaseModel):
    """What a directive has to do with others."""

    model_config = ConfigDict(frozen=True)

    references: Annotated[
        list[str], Field(description="Ids of earlier directives that its directive names.")
    ]
    replaces: Annotated[str | None, Field(description="Id of the directive whose place it takes.")]
    replaced_by: Annotated[
        list[str], Field(description="Live propagations that take its place, the latest first.")
    ]


def related(ledger: Ledger, directive: Directive) -> Related:
    """What a directive has to do with others."""
    return Related(
        references=list(directive.references),
        replaces=directive.replaces,
        replaced_by=replacing(ledger, directive.id),
    )
