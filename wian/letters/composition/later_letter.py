"""Words a letter about another one: a withdrawal, an amendment, a further letter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from wian.jurisdictions.jurisdiction import Wording
from wian.letters.directive import FollowUpKind
from wian.letters.letter import Letter, Reference
from wian.letters.sandbox import environment, plain_environment, told

_TEMPLATE = "life.j2"


class LaterLetter:
    """The macros of ``life.j2`` in a jurisdiction's folder of templates, or else the plain ones.

    Args:
        wording: Whose sentences.
    """

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._sentences: Any = environment(wording).get_template(_TEMPLATE).module
        whole = hasattr(self._sentences, "unchanged")
        plain = environment(wording) if whole else plain_environment(wording)
        self._amending: Any = plain.get_template(_TEMPLATE).module
        self._plain: Any = plain_environment(wording).get_template(_TEMPLATE).module

    def subject(self, kind: FollowUpKind, subject: str) -> str:
        """The subject of such letters, from that of the first ones."""
        return _closed_up(self._say_of(kind, "subject", subject))

    def decided(self, kind: FollowUpKind, reason: str) -> str:
        """What the origin decided, as it follows "the origin"."""
        return _closed_up(self._say_of(kind, "decided", reason))

    def without_because(self, reason: str) -> str:
        """A reason without the word that letters put before it: ``because`` of the template."""
        for word in getattr(self._sentences, "because", ()):
            rest = reason[len(word) :]
            apart = not word.isascii() or rest[:1].isspace()  # some scripts put no space there
            if reason.casefold().startswith(word.casefold()) and apart and rest.strip():
                return rest.strip()
        return reason

    def purpose(self, kind: FollowUpKind) -> str:
        """Why such letters are written, as it follows "in order to"."""
        return _closed_up(self._say_of(kind, "purpose"))

    def window(self, span: str) -> str:
        """The sentence of an amendment that gives another window."""
        return _closed_up(self._amend("window", span))

    def answer_by(self, named: str, day: str) -> str:
        """The sentence of an amendment that gives another day for answers.

        Args:
            named: Who is to answer; empty for whoever was asked.
            day: The last day.
        """
        return _closed_up(self._amend("answer_by", named, day))

    def unchanged(self, amendments: Sequence[Letter] = ()) -> str:
        """The sentence of an amendment that says that all else stays as it was.

        Args:
            amendments: The origin's letters that amended it before, the first one first.
        """
        if not amendments:
            return _closed_up(self._amend("unchanged"))
        return _closed_up(self._or_plain("unchanged_since", [*map(self._named, amendments)]))

    def recalled(self, letter: Letter) -> str:
        """The sentence that names the letter which the sender wrote to them before."""
        return self._say("recalled", self._named(letter))

    def referred(self, sender: str, cites: Sequence[Reference]) -> str:
        """The sentence that names letters of earlier directives.

        Args:
            sender: Name of the office that writes.
            cites: The letters; of some the number or the date may be unknown.
        """
        named = [
            {
                "issuer": each.office,
                "number": each.number or "",
                "dated": self._wording.long_date(each.dated) if each.dated else "",
                "own": each.office == sender,
            }
            for each in cites
        ]
        return _closed_up(self._or_plain("referred", named))

    def further(self, letter: Letter, around: str | None, dated: date) -> str:
        """The sentence of a further letter that names the one before, which others have had.

        Nothing where the country's own templates do not have it.

        Args:
            letter: The letter before.
            around: Name of the office that was to forward it, and did not.
            dated: Date of the further letter: no office is said to have kept one of the same day.
        """
        name = "further" if around is None else "straight"
        if around is not None and letter.dated == dated and hasattr(self._sentences, "in_place"):
            name = "in_place"
        if not hasattr(self._sentences, name):
            return ""
        return self._say(name, self._named(letter), *([around] if around else []))

    def informed(self, sender: str, above: Sequence[str], decided: str) -> str:
        """The sentence that says who decided what, along the chain that it came down.

        Args:
            sender: Name of the office that writes.
            above: Names of the offices over it, nearest first; none for the origin.
            decided: What the origin decided.
        """
        return self._say("informed", sender, above, decided)

    def _say_of(self, kind: FollowUpKind, name: str, *values: object) -> str:
        if kind is FollowUpKind.AMENDMENT:
            return self._amend(name, kind.value, *values)
        return self._say(name, kind.value, *values)

    def _amend(self, name: str, *values: object) -> str:
        """What only an amendment says: in plain words where the country's have no amendment."""
        with told(_TEMPLATE):
            return str(getattr(self._amending, name)(*values))

    def returned(
        self,
        sender: str,
        letter: Letter,
        reason: str,
        meant_for: str | None,
        *,
        report: bool = False,
    ) -> tuple[str, str, str]:
        """Subject, and the two sentences, of a letter that gives another one back.

        Args:
            sender: Name of the office that gives it back.
            letter: The letter that goes back.
            reason: Why.
            meant_for: Name of the office that it is for, where that is known.
            report: It is a report that is wrong, and comes again.
        """
        why: tuple[str | None, ...] = (sender, reason)
        if not report:
            why = (*why, meant_for)
        return (
            _closed_up(self._or_plain("report_back" if report else "returned_subject")),
            self._or_plain("returned_letter", self._named(letter)),
            self._or_plain("report_wrong" if report else "returned_because", *why),
        )

    def returned_close(self, form: str, salutation: str) -> str:
        """The last sentence of such a letter."""
        return self._or_plain("returned_close", form, salutation)

    def _or_plain(self, name: str, *values: object) -> str:
        """A sentence: in plain words where the country's templates have none."""
        known = hasattr(self._sentences, name)
        module = self._sentences if known else self._plain
        with told(_TEMPLATE):
            return str(getattr(module, name)(*values))

    def _named(self, letter: Letter) -> dict[str, str]:
        return {
            "issuer": letter.issuer,
            "number": letter.number,
            "dated": self._wording.long_date(letter.dated),
            "subject": letter.subject,
        }

    def _say(self, name: str, *values: object) -> str:
        with told(_TEMPLATE):
            return str(getattr(self._sentences, name)(*values))


def _closed_up(text: str) -> str:
    return " ".join(text.split())
