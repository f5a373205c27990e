"""Which text a spreadsheet would take for a formula, and how it is written so that none is.

The list of signs is OWASP's (https://owasp.org/www-community/attacks/CSV_Injection); blanks before
one are counted in, as some programs trim them.
"""

from __future__ import annotations

import re
from typing import Any

FORMULA = r"^'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠][\s\S])"
"""How such a text begins; a sign alone is none. Apostrophes in front count too, so that
:func:`as_it_was` is exact."""
_FORMULA = re.compile(FORMULA)


def harmless(value: Any) -> Any:
    """A cell of a CSV file: a text that would be a formula gets an apostrophe in front.

    Args:
        value: Any value; what is no text stays as it is, negative numbers too.
    """
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def as_it_was(text: str) -> str:
    """What :func:`harmless` was given, by what it returned."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
