"""What an operator fills in to have a directive propagated."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from hierarchy.office import OfficeId
from wian.delays.clock_choice import DEFAULT_SEED, ClockChoice
from wian.jurisdictions.countries import DEFAULT_JURISDICTION
from wian.propagation.shared.worker_limit import MOST_WORKERS

OptionalText = Annotated[str, BeforeValidator(lambda given: "" if given is None else given)]
"""Text that may be left empty. Prefect's form shows one that may be ``None`` as a fault."""


class PropagationRequest(BaseModel):
    """One propagation to run: the form of the Prefect deployment, and the command's arguments."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    directive: Annotated[
        str,
        Field(
            title="Directive file",
            description="Path of the directive's YAML file on the machine that runs the flow.",
            examples=["examples/gecc-2564/directive.yaml"],
            min_length=1,
        ),
    ]
    hierarchy: Annotated[
        OptionalText,
        Field(
            title="Hierarchy",
            description=(
                "Path of a hierarchy file (YAML or CSV), or the name of a jurisdiction such as "
                f"{DEFAULT_JURISDICTION}. Empty: the one that the directive names."
            ),
        ),
    ] = ""
    local_authorities: Annotated[
        OptionalText,
        Field(
            title="List of local authorities",
            description=(
                "Path of an open-data CSV of local bodies, for the built-in offices of "
                f"{DEFAULT_JURISDICTION}. Empty: one placeholder body for each smallest area."
            ),
        ),
    ] = ""
    profile: Annotated[
        OptionalText,
        Field(
            title="Delay profile",
            description=(
                "Path of a delay profile's YAML file, such as wian profile learn writes. "
                "Empty: the one that the directive names, else the jurisdiction's."
            ),
        ),
    ] = ""
    seed: Annotated[
        int,
        Field(
            title="Seed",
            description=(
                "Draws of the simulated delays. The same seed gives the same figures. "
                "With a live clock nothing is simulated, and it changes nothing."
            ),
            ge=0,
            lt=2**63,
        ),
    ] = DEFAULT_SEED
    limit_to: Annotated[
        tuple[OfficeId, ...],
        Field(
            title="Only under these offices",
            description="Office ids; only addressees at or under them are reached.",
        ),
    ] = ()
    clock: Annotated[
        ClockChoice,
        Field(
            title="Clock",
            description=(
                "virtual: what history did not see is simulated and nobody waits. "
                "live: the origin's letter is issued now, and the offices act at their desks."
            ),
        ),
    ] = ClockChoice.VIRTUAL
    occurrence: Annotated[
        OptionalText,
        Field(
            title="Occurrence",
            description="Only of a directive that recurs: which time, 2027-01 or 2027-01-25.",
            max_length=10,
        ),
    ] = ""
    again: Annotated[
        bool,
        Field(
            title="Send again",
            description=(
                "Only with a live clock. A directive whose id is live already, with other words, "
                "offices or limits, is refused, as a further letter would go out under its own "
                "number. Set this to send that letter as well."
            ),
        ),
    ] = False
    ahead: Annotated[
        bool,
        Field(
            title="Send ahead",
            description=(
                "Only with a live clock, of a directive that recurs. A later time than the next "
                "one is refused, as its letters would go out today. Set this to send it now."
            ),
        ),
    ] = False
    workers: Annotated[
        int,
        Field(
            title="Workers",
            description=(
                "How many processes forward at the same time: this run, and helpers that it asks "
                "of the work pool. More than 1 only of a rehearsal whose ledger is in PostgreSQL."
            ),
            ge=1,
            le=MOST_WORKERS,
        ),
    ] = 1
