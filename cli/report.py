"""Owns the commands ``wian report``: what hops cost, group by group."""

from __future__ import annotations

import typer

from cli import bottlenecks, latency, report_chart, report_html

NAME = "report"
app = typer.Typer(help="Say what hops cost, and how sure that is.", no_args_is_help=True)
for command in (latency, bottlenecks, report_html, report_chart):
    app.command(command.NAME)(command.run)
