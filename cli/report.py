"""Owns the commands ``wian report``: what hops cost, group by group."""

from __future__ import annotations

from cli.commands import Command, Commands

app = Commands(
    "report",
    "Say what hops cost, and how sure that is.",
    {
        "latency": Command("cli.latency", "Say how long hops take, group by group."),
        "bottlenecks": Command("cli.bottlenecks", "Say what held up whom, and what it cost."),
        "html": Command("cli.report_html", "Write the report as one HTML file."),
        "chart": Command("cli.report_chart", "Draw a chart of the report as SVG or PNG."),
    },
)
