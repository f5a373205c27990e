"""The commands ``wian import``: bundles, registers and event logs."""

from __future__ import annotations

from wian.cli.command_group import Command, Commands

app = Commands(
    "import",
    "Import letters and registers of the past.",
    {
        "Commands": {
            "register": Command(
                "wian.cli.import_.commands:register", "Read receive and send registers of offices."
            ),
            "bundle": Command(
                "wian.cli.import_.commands:bundle",
                "Read letters and their stamps; flag what is odd.",
            ),
            "log": Command(
                "wian.cli.import_.commands:log", "Turn an event log of another program into hops."
            ),
        }
    },
)
