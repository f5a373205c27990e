"""The commands ``wian report``: latency, bottlenecks, charts, the HTML report."""

from __future__ import annotations

from wian.cli.commands import Command, Commands

app = Commands(
    "report",
    "Say what hops cost, and how sure that is.",
    {
        "Commands": {
            "latency": Command(
                "wian.cli.report.latency", "Say how long hops take, group by group."
            ),
            "bottlenecks": Command(
                "wian.cli.report.bottlenecks", "Say what held up whom, and what it cost."
            ),
            "html": Command("wian.cli.report.html", "Write the report as one HTML file."),
            "chart": Command("wian.cli.report.chart", "Draw a chart of the report as SVG or PNG."),
        }
    },
)
