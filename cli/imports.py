"""Owns the commands ``wian import``: history in, from what offices keep on paper and in files."""

from __future__ import annotations

from cli.commands import Command, Commands

app = Commands(
    "import",
    "Bring past letters into the ledger.",
    {
        "register": Command("cli.registers", "Read receive and send registers of offices."),
        "bundle": Command("cli.bundles", "Read letters and their stamps, and flag what is odd."),
        "log": Command("cli.logs", "Make hops of an event log of another program."),
    },
)
