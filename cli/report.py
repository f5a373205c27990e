"""Owns the commands ``wian report``: what hops cost, group by group."""

from __future__ import annotations

import typer

from cli import latency

NAME = "report"
app = typer.Typer(help="Say what hops cost, and how sure that is.", no_args_is_help=True)
for command in (latency,):
    app.command(command.NAME)(command.run)
