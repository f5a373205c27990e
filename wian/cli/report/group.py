"""The commands ``wian report``: latency, bottlenecks, charts, the HTML report."""

from __future__ import annotations

from wian.cli.command_group import Command, Commands

app = Commands(
    "report",
    "Report how long hops take, and why.",
    {
        "Commands": {
            "latency": Command("wian.cli.report.latency", "Report how long hops take, by group."),
            "bottlenecks": Command(
                "wian.cli.report.bottlenecks", "Report what held up whom, and what it cost."
            ),
            "html": Command("wian.cli.report.html", "Write the report as one HTML file."),
            "chart": Command("wian.cli.report.chart", "Draw a chart of the report as SVG or PNG."),
        }
    },
)
