"""What does a letter show of its office: letterhead, signatory, and who drafted it?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hierarchy.office import LetterForm, Office, Signatory
from wian.letters.composition.sentences import Sentences
from wian.letters.composition.vocabulary import Vocabulary


class OfficePaper:
    """The paper of offices, in the words of one jurisdiction.

    Args:
        words: Its words.
        sentences: Its sentences.
        localised: Writes a text with its digits.
    """

    def __init__(
        self, words: Vocabulary, sentences: Sentences, localised: Callable[[str], str]
    ) -> None:
        self._words, self._sentences, self._localised = words, sentences, localised

    def of(self, office: Office, form: LetterForm, signs: Signatory) -> dict[str, Any]:
        """Issuer, letterhead, signatory and ``drafted_by`` of a letter, by these names.

        Args:
            office: Whose letter.
            form: Its form.
            signs: Who signs it.
        """
        held = self._words.parts_of(form)
        return {
            "issuer": office.name,
            "letterhead": self._all(self._letterhead(office, held)),
            "signatory": self._all(self._signatory(form, signs)),
            "drafted_by": self._all(self._drafted_by(office, held)),
        }

    def _letterhead(self, office: Office, form: LetterForm) -> tuple[str, ...]:
        """Office and address; of a memo its unit and telephone, of a stamped letter the name.

        An address that opens with the office's seat ("city hall of ...") names the office already.
        """
        if form is LetterForm.MEMO:
            return (office.name, *self._unit(office))
        if form is LetterForm.STAMPED:
            return (office.name,)
        named = bool(office.address) and office.address[0].endswith(office.name)
        return office.address if named else (office.name, *office.address)

    def _drafted_by(self, office: Office, form: LetterForm) -> tuple[str, ...]:
        """The unit that drafted it, and its telephone; a memo says it in its first line.

        A stamped letter gives its address for want of a telephone.
        """
        if form is LetterForm.MEMO:
            return ()
        unit = self._unit(office)
        return unit if office.phone or form is LetterForm.EXTERNAL else (*unit, *office.address)

    def _unit(self, office: Office) -> tuple[str, ...]:
        phone = (f"{self._words.phrases['phone']} {office.phone}",) if office.phone else ()
        return (*office.drafted_by, *phone)

    def _signatory(self, form: LetterForm, signs: Signatory) -> tuple[str, ...]:
        """Blank for the name, post, and the post acted for.

        A country whose sentences have ``signed`` orders these lines by it, and says which forms are
        signed.
        """
        blank = self._words.phrases["blank"]
        if self._sentences.has("signed"):
            acts = self._words.acts(signs.term)
            said = self._sentences.say("signed", form.value, signs.post, acts, signs.acting_for)
            return tuple(line for each in said.splitlines() if (line := each.strip()))
        if form is LetterForm.STAMPED:
            return ()
        if signs.acting_for is None:
            return (blank, signs.post)
        return (blank, f"{signs.post} {self._words.acts(signs.term)}", signs.acting_for)

    def _all(self, texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(map(self._localised, texts))
