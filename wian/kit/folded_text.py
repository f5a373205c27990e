"""How is text compared that people type, whatever digits, case and blanks they use?"""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """Text as it is compared: no blanks, small letters, digits of any script as 0 to 9."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    digits = (str(unicodedata.decimal(sign, sign)) for sign in plain)
    return "".join("".join(digits).split())
