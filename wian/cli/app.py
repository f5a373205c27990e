"""The commands of ``wian``, in groups by who uses them."""

from __future__ import annotations

from wian.cli.command_group import Command, Commands

app = Commands(
    "wian",
    "Send a directive down a hierarchy of offices and measure the delay of each hop.",
    {
        "Send directives and run the services (operators)": {
            "offices": Command(
                "wian.cli.propagate.commands:offices", "Show the offices of a hierarchy."
            ),
            "plan": Command("wian.cli.propagate.commands:plan", "Show the route of a directive."),
            "propagate": Command(
                "wian.cli.propagate.commands:propagate", "Send a directive down its hierarchy."
            ),
            "recur": Command(
                "wian.cli.propagate.commands:recur", "Send what is due of a recurring directive."
            ),
            "amend": Command("wian.cli.life.commands:amend", "Amend a live directive."),
            "withdraw": Command("wian.cli.life.commands:withdraw", "Withdraw a live directive."),
            "close": Command("wian.cli.life.commands:close", "Close a live directive."),
            "add": Command("wian.cli.life.commands:add", "Add offices to a live directive."),
            "reroute": Command(
                "wian.cli.life.commands:reroute", "Write around an office that does not forward."
            ),
            "succeed": Command(
                "wian.cli.life.commands:succeed", "Record which offices take the place of another."
            ),
            "jurisdiction": Command(
                "wian.cli.jurisdiction.commands:jurisdiction",
                "Create your own country as a folder, and check it.",
            ),
            "schema": Command(
                "wian.cli.propagate.commands:schema",
                "Print the JSON Schema of a file or an output.",
            ),
            "up": Command(
                "wian.cli.services.commands:up",
                "Start Prefect, a worker, the dispatcher and the desk.",
            ),
            "desk": Command("wian.cli.services.commands:desk", "Run only the offices' desk."),
            "dispatch": Command("wian.cli.services.commands:dispatch", "Run only the dispatcher."),
            "sweep": Command("wian.cli.services.commands:sweep", "Do everything that is due now."),
        },
        "Handle the letters of an office (clerks)": {
            "letters": Command(
                "wian.cli.letters.commands:letters",
                "List letters, show one, or write them to files.",
            ),
            "receive": Command(
                "wian.cli.act.commands:receive", "Stamp the letter that an office received."
            ),
            "issue": Command("wian.cli.act.commands:issue", "Issue an office's letter."),
            "answer": Command("wian.cli.act.commands:answer", "Record an office's answer."),
            "gather": Command(
                "wian.cli.upward.commands:gather",
                "Add up the answers below an office, and report them upwards.",
            ),
            "correct": Command("wian.cli.act.commands:correct", "Correct the time of a stamp."),
            "return": Command(
                "wian.cli.life.commands:give_back", "Return a letter that is not for the office."
            ),
            "insist": Command(
                "wian.cli.life.commands:insist", "Insist that a returned letter be dealt with."
            ),
            "suspend": Command(
                "wian.cli.life.commands:suspend", "Let an office's clock rest while it waits."
            ),
            "resume": Command("wian.cli.life.commands:resume", "Let an office's clock run again."),
            "registers": Command(
                "wian.cli.registers.commands:registers",
                "Show, open and reserve the numbers of registers.",
            ),
        },
        "Follow progress (managers)": {
            "status": Command(
                "wian.cli.propagate.commands:status",
                "Show who has received it, who has not yet, and who waits.",
            ),
            "outlook": Command(
                "wian.cli.outlook.commands:outlook", "Show who will have it in time."
            ),
            "what-if": Command(
                "wian.cli.outlook.commands:what_if", "Show what a change would bring."
            ),
            "answers": Command(
                "wian.cli.act.commands:answers", "Show who has answered; record a list of answers."
            ),
            "totals": Command("wian.cli.upward.commands:totals", "Add up what offices filled in."),
        },
        "Measure delays (analysts)": {
            "report": Command("wian.cli.report.group:app", "Report how long hops take, and why."),
            "profile": Command(
                "wian.cli.profile.commands:profile", "Learn a delay profile from history."
            ),
            "hops": Command("wian.cli.report.commands:hops", "Print the hops, one row per hop."),
            "export": Command(
                "wian.cli.report.commands:export", "Write the hops for other programs."
            ),
            "sql": Command("wian.cli.report.commands:sql", "Query the ledger in SQL."),
            "import": Command(
                "wian.cli.import_.group:app", "Import letters and registers of the past."
            ),
        },
        "Manage access and records (administrators)": {
            "accounts": Command(
                "wian.cli.access.commands:accounts", "Manage accounts at offices' desks."
            ),
            "tokens": Command(
                "wian.cli.access.commands:tokens", "Manage tokens for the desk's API."
            ),
            "webhooks": Command("wian.cli.access.commands:webhooks", "Manage webhooks."),
            "mail": Command("wian.cli.mail.commands:mail", "Reach offices by e-mail."),
            "forward-alone": Command(
                "wian.cli.act.commands:forward_alone",
                "Turn automatic forwarding on or off for offices.",
            ),
            "checkpoint": Command(
                "wian.cli.proof.commands:checkpoint",
                "Sign the ledger's size and root for others to keep.",
            ),
            "verify": Command(
                "wian.cli.proof.commands:verify",
                "Verify that the records are complete and unchanged.",
            ),
            "doctor": Command(
                "wian.cli.doctor.commands:doctor", "Look at this installation and say what to mend."
            ),
            "freeze": Command(
                "wian.cli.finished.commands:freeze", "Store finished rehearsals in a sixteenth."
            ),
            "thaw": Command(
                "wian.cli.finished.commands:thaw", "Bring the rows of frozen rehearsals back."
            ),
            "backup": Command(
                "wian.cli.backup.commands:backup", "Back the ledger up into one file."
            ),
            "restore": Command(
                "wian.cli.backup.commands:restore", "Restore the ledger from a backup."
            ),
        },
    },
)
