"""The command ``wian thaw``: the rows of frozen rehearsals stand in the tables again."""

from __future__ import annotations

from wian.cli.terminal.console import print_json, say
from wian.kit.counted import agreeing, counted
from wian.ledger.finished.freeze import thaw
from wian.ledger.write.propagations import load_propagation
from wian.propagation import runtime


def run(propagations: list[str], *, json: bool) -> None:
    """Bring the rows of frozen rehearsals back into the ledger's tables."""
    ledger = runtime.ledger()
    wanted = [load_propagation(ledger, each).id for each in dict.fromkeys(propagations)]
    done = [each for each in wanted if thaw(ledger, each)]
    if json:
        print_json({"thawed": done})
        return
    if done:
        are = agreeing(len(done), "is", "are")
        say(f"{counted(len(done), 'rehearsal')} {are} in the tables again.")
    if rest := len(wanted) - len(done):
        say(f"{counted(rest, 'propagation')} {agreeing(rest, 'was', 'were')} not frozen.")
