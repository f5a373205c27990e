"""The options of the commands for accounts, tokens and webhooks; their work is loaded later."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wian.cli.command_group import group, runs
from wian.cli.options import JsonOption, OfficeArgument
from wian.ledger.access.permissions import Role, Scope
from wian.ledger.outbox.events import Event

accounts = group("Manage the accounts of an office's desk.")
tokens = group("Manage tokens for the desk's API.")
webhooks = group("Manage webhooks.")

PostOption = Annotated[
    str, typer.Option("--post", help="The post: unique in the office, never a person's name.")
]

RoleOption = Annotated[
    list[Role],
    typer.Option(
        "--role",
        help=(
            "clerk: stamps; officer: routes, drafts, issues, answers; observer: reads only; "
            "administrator: says which office takes the place of which; "
            "manager: follows directives down to the last office below."
        ),
    ),
]

GroupOption = Annotated[
    str | None, typer.Option(help="Desk or group of the office that the post belongs to.")
]

IdArgument = Annotated[
    str, typer.Argument(metavar="ID", help="Id, as wian webhooks list shows it.")
]


@accounts.command("add")
@runs("wian.cli.access.accounts:add")
def add_account(
    office: OfficeArgument,
    post: PostOption,
    role: RoleOption,
    group: GroupOption = None,
    json: JsonOption = False,
) -> None:
    """Add an account for a post. Prints its one-time password, which is not shown again."""


@accounts.command("import")
@runs("wian.cli.access.accounts:import_")
def import_accounts(
    file: Annotated[
        Path, typer.Argument(metavar="FILE.csv", help="Columns office, post, roles, group.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(metavar="PASSWORDS.csv", help="File for the passwords. Default: beside FILE."),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Add the accounts of a list, all or none. Writes their one-time passwords to a file."""


@accounts.command("seed")
@runs("wian.cli.access.accounts:seed")
def seed_accounts(
    propagation: Annotated[
        str | None,
        typer.Argument(metavar="PROPAGATION", help="A live one. Default: the latest."),
    ] = None,
    out: Annotated[
        Path, typer.Option(metavar="PASSWORDS.csv", help="File for the passwords.")
    ] = Path("passwords.csv"),
    json: JsonOption = False,
) -> None:
    """Add an account for every office of a live propagation that has none.

    The post is the name of the office's first desk. Its roles are clerk and officer.
    """


@accounts.command("list")
@runs("wian.cli.access.accounts:list_")
def list_accounts(
    office: Annotated[str | None, typer.Option(help="Only this office's accounts.")] = None,
    json: JsonOption = False,
) -> None:
    """List the accounts."""


@accounts.command("disable")
@runs("wian.cli.access.accounts:disable")
def disable_account(office: OfficeArgument, post: PostOption, json: JsonOption = False) -> None:
    """Disable an account. Open sessions end at the next page load."""


@accounts.command("enable")
@runs("wian.cli.access.accounts:enable")
def enable_account(office: OfficeArgument, post: PostOption, json: JsonOption = False) -> None:
    """Enable a disabled account."""


@accounts.command("reset")
@runs("wian.cli.access.accounts:reset")
def reset_password(office: OfficeArgument, post: PostOption, json: JsonOption = False) -> None:
    """Reset a password. Prints a new one-time password; open sessions end."""


@accounts.command("roles")
@runs("wian.cli.access.accounts:roles")
def change_roles(
    office: OfficeArgument,
    post: PostOption,
    role: RoleOption,
    group: GroupOption = None,
    json: JsonOption = False,
) -> None:
    """Change the roles or the group of an account."""


@tokens.command("add")
@runs("wian.cli.access.tokens:add")
def add_token(
    office: OfficeArgument,
    label: Annotated[str, typer.Option(help="Name of the program that uses it.")],
    scope: Annotated[list[Scope], typer.Option("--scope", help="What the token allows.")],
    days: Annotated[
        int | None, typer.Option(min=1, max=3660, help="Days until it expires. Default: never.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Add a token. Prints it; it is not shown again."""


@tokens.command("list")
@runs("wian.cli.access.tokens:list_")
def list_tokens(
    office: Annotated[str | None, typer.Option(help="Only this office's tokens.")] = None,
    json: JsonOption = False,
) -> None:
    """List the tokens. The tokens themselves are not stored."""


@tokens.command("revoke")
@runs("wian.cli.access.tokens:revoke")
def revoke_token(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Id, as wian tokens list shows it.")],
    json: JsonOption = False,
) -> None:
    """Revoke a token."""


@webhooks.command("add")
@runs("wian.cli.access.webhooks:add")
def add_webhook(
    office: OfficeArgument,
    url: Annotated[str, typer.Argument(metavar="URL", help="Address to call: https.")],
    event: Annotated[
        list[Event] | None, typer.Option("--event", help="Event to send; repeatable. Default: all.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Add a webhook. Prints its secret, which is not shown again."""


@webhooks.command("list")
@runs("wian.cli.access.webhooks:list_")
def list_webhooks(
    office: Annotated[str | None, typer.Option(help="Only this office's webhooks.")] = None,
    json: JsonOption = False,
) -> None:
    """List the webhooks. Secrets are not shown."""


@webhooks.command("disable")
@runs("wian.cli.access.webhooks:disable")
def disable_webhook(id_: IdArgument, json: JsonOption = False) -> None:
    """Disable a webhook. Its waiting messages are not sent."""


@webhooks.command("test")
@runs("wian.cli.access.webhooks:try_")
def try_webhook(id_: IdArgument, json: JsonOption = False) -> None:
    """Send a test message now, and everything else that is due."""


@webhooks.command("deliveries")
@runs("wian.cli.access.webhooks:deliveries_")
def list_deliveries(
    id_: IdArgument,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Maximum number of messages.")] = 50,
    json: JsonOption = False,
) -> None:
    """List the messages of a webhook: waiting ones first, then the latest."""
