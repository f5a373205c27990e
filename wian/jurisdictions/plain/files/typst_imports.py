"""Does a stranger's Typst template read anything but the other templates of its folder?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wian.kit.errors import Fault

_READS = re.compile(r"(?<![\w.-])(?:import|include)\b(?!\s*\"[a-z][a-z0-9_-]*\.typ\")")
_RUNS = re.compile(r"(?<![\w.-])(?P<name>eval|plugin|read|csv|yaml|toml|xml|cbor)\s*\(")


def import_faults(path: str, text: str) -> Iterator[Fault]:
    """What the template reads that it may not: packages of the network, computed names, code.

    Args:
        path: Where it lies in the folder.
        text: What it says.
    """
    for number, line in enumerate(text.splitlines(), start=1):
        code = line.partition("//")[0] if '"' not in line.partition("//")[0] else line
        where = f"{path} line {number}"
        if _READS.search(code):
            what = "imports what is no template of its folder"
            yield Fault(where, what, 'write import "page.typ" with the file\'s name')
        if found := _RUNS.search(code):
            yield Fault(where, f"calls {found['name']}", "write the words or the layout itself")
