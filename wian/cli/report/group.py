"""The commands ``wian report``: latency, bottlenecks, charts, the HTML report."""

from __future__ import annotations

from wian.cli.command_group import Command, Commands

app = Commands(
    "report",
    "Report how long hops take, and why.",
    {
        "Commands": {
            "latency": Command(
                "wian.cli.report.commands:latency", "Report how long hops take, by group."
            ),
            "bottlenecks": Command(
                "wian.cli.report.commands:bottlenecks",
                "Report what held up whom, and what it cost.",
            ),
            "variants": Command(
                "wian.cli.report.comparison.commands:variants",
                "Report which ways letters or cases take.",
            ),
            "conformance": Command(
                "wian.cli.report.comparison.commands:conformance",
                "Report who skipped a step, sent past a level, or sent back.",
            ),
            "change": Command(
                "wian.cli.report.comparison.commands:change",
                "Report whether delays changed on a day.",
            ),
            "control": Command(
                "wian.cli.report.comparison.commands:control",
                "Report which periods stand out, as a control chart.",
            ),
            "html": Command("wian.cli.report.commands:html", "Write the report as one HTML file."),
            "chart": Command(
                "wian.cli.report.commands:chart", "Draw a chart of the report as SVG or PNG."
            ),
        }
    },
)
