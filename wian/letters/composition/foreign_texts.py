"""Are offices and directive written in the script of their jurisdiction?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from wian.jurisdictions.countries import written_in
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.counted import agreeing, counted
from wian.kit.counted import number as shown_number

_NAMED = 3


def foreign_texts(
    names: Mapping[str, str], texts: Mapping[str, str], country: Jurisdiction
) -> list[str]:
    """What letters of the country would mix with another script, a sentence each.

    Some names in another script are usual, so most must be; a country whose letters are those of
    English has none that tell, and is held against the scripts of the others.

    Args:
        names: Id of an office -> its name.
        texts: Field of the directive -> what it says.
        country: Whose letters are to be written.
    """
    own = country.script
    if own is not None:
        odd = [office for office, name in names.items() if _lacks(own, name)]
        fields = [field for field, text in texts.items() if _lacks(own, text)]
        what = f"without a letter of the script of {country.name}"
        remedy = "Say whose offices they are in the hierarchy file (jurisdiction: plain)"
    else:
        odd = [office for office, name in names.items() if written_in(name)]
        fields = [field for field, text in texts.items() if written_in(text)]
        what = f"in a script that letters of {country.name} are not written in"
        remedy = "Name another jurisdiction in the hierarchy file"
    if fields and len(fields) < len(texts):
        fields = []
    return list(_told(odd, len(names), fields, what, f"{remedy}, or write them again"))


def _lacks(script: re.Pattern[str], text: str) -> bool:
    """Whether a text has letters and none of the script."""
    return script.search(text) is None and any(sign.isalpha() for sign in text)


def _told(
    odd: Sequence[str], all_of: int, fields: Sequence[str], what: str, remedy: str
) -> Iterable[str]:
    if 2 * len(odd) > all_of:
        named = ", ".join(odd[:_NAMED])
        more = f" and {shown_number(len(odd) - _NAMED)} more" if len(odd) > _NAMED else ""
        yield (
            f"{shown_number(len(odd))} of {counted(all_of, 'office')} that "
            f"{agreeing(all_of, 'writes', 'write')} {agreeing(len(odd), 'has', 'have')} a name "
            f"{what}, so that letters would mix two languages: {named}{more}. {remedy}."
        )
    if fields:
        yield (
            f"The directive's {', '.join(fields)} are {what}, so that letters would mix two "
            "languages."
        )
