"""What an office cannot do with a letter, and the sentence that says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from wian.kit.errors import WianError


class Refusal(WianError):
    """An office cannot do that with a letter; nothing was written."""


class NotLive(Refusal):
    """Offices act in live propagations only."""

    def __init__(self, propagation: str) -> None:
        super().__init__(
            f"Propagation {propagation} is not live: it was rehearsed or imported, and nobody "
            "acts in it. Send its directive with --clock live."
        )


class OfficeSucceeded(Refusal):
    """Another office took the place of the one that is to act.

    Args:
        office: The office that was.
        heir: Who keeps its work.
        day: First day on which that is so.
    """

    def __init__(self, office: str, heir: str, day: date) -> None:
        self.heir = heir
        super().__init__(
            f"{office} was succeeded by {heir} on {day}, and its registers are closed; "
            f"act as {heir}."
        )


class SuccessionTakenBack(Refusal):
    """That others took an office's place was taken back while the heir acted.

    Args:
        office: The office, which acts itself again.
        heir: Who acted in its place.
    """

    def __init__(self, office: str, heir: str) -> None:
        super().__init__(
            f"{heir} does not act in the place of {office} any more: that was taken back. "
            "Nothing was entered."
        )


class NothingReceived(Refusal):
    """No letter of the propagation was sent to the office."""

    def __init__(self, propagation: str, office: str) -> None:
        super().__init__(
            f"No letter of propagation {propagation} was sent to {office} yet; "
            f"wian status {propagation} shows who holds it up."
        )


class NoSuchDesk(Refusal):
    """The office has no desk at that place."""

    def __init__(self, office: str, position: int, desks: tuple[str, ...]) -> None:
        names = ", ".join(f"{place} ({desk})" for place, desk in enumerate(desks))
        super().__init__(f"{office} has no desk {position}; it has {names}.")


class DeskBeforeIsSilent(Refusal):
    """A desk stamps after the desks before it."""

    def __init__(self, office: str, desk: str, before: str) -> None:
        super().__init__(f"{desk} of {office} stamps after {before}, which has not stamped yet.")


class AlreadyStamped(Refusal):
    """The desk has stamped, at another moment."""

    def __init__(self, desk: str, number: str, at: str) -> None:
        super().__init__(
            f"{desk} has stamped this letter already: number {number} of {at}. "
            "If that moment is wrong, correct it and say why."
        )


class StampedOtherwise(Refusal):
    """The desk has stamped, under another number."""

    def __init__(self, desk: str, number: str, typed: int) -> None:
        self.number, self.typed = number, typed
        super().__init__(
            f"{desk} has stamped this letter already, as number {number} and not {typed}; "
            "a stamp keeps its number."
        )


class StampInFuture(Refusal):
    """Nobody stamps ahead of time."""

    def __init__(self, at: str, now: str) -> None:
        super().__init__(
            f"The stamp's moment {at} is yet to come (now is {now}); write the true one."
        )


class StampTooEarly(Refusal):
    """A stamp follows what it stands on."""

    def __init__(self, at: str, what: str, limit: str) -> None:
        super().__init__(f"The stamp's moment {at} is before {what} of {limit}; write a later one.")


class StampTooLate(Refusal):
    """A corrected stamp precedes what followed it."""

    def __init__(self, at: str, what: str, limit: str) -> None:
        super().__init__(
            f"The stamp's moment {at} is after {what} of {limit}; write an earlier one."
        )


class ReasonMissing(Refusal):
    """Something is entered later than it happened, or corrected, and nobody says why.

    Args:
        at: The moment, as it is shown.
        corrected: It is what a stamp is to mean.
        named: How who enters it gives a reason.
    """

    def __init__(self, at: str, *, corrected: bool = False, named: str = "a reason") -> None:
        self.at, self.corrected = at, corrected
        super().__init__(
            f"The stamp is to mean {at} from now on; say why what it shows is wrong ({named})."
            if corrected
            else f"The moment {at} is earlier than now; say why it is entered only now ({named})."
        )


class NotStampedYet(Refusal):
    """A stamp that is not there cannot be corrected."""

    def __init__(self, office: str, desk: str) -> None:
        super().__init__(
            f"{desk} of {office} has not stamped this letter; there is no stamp to correct."
        )


class NotReady(Refusal):
    """The office forwards when its last desk has stamped."""

    def __init__(self, office: str, desk: str) -> None:
        super().__init__(
            f"{office} cannot issue its letter before {desk} has stamped the one that it received."
        )


class ForwardsToNobody(Refusal):
    """The office is the end of the line."""

    def __init__(self, office: str) -> None:
        super().__init__(
            f"{office} forwards this directive to nobody, so it has no letter to issue."
        )


class LetterReturned(Refusal):
    """The office has given the letter back."""

    def __init__(self, office: str, sender: str) -> None:
        self.sender = sender
        super().__init__(
            f"{office} has returned this letter to {sender}; it deals with it again only if "
            f"{sender} insists."
        )


class WrittenAround(Refusal):
    """Whoever wrote to the office has written to those behind it."""

    def __init__(self, office: str, sender: str) -> None:
        self.sender = sender
        super().__init__(
            f"{sender} has written straight to those who waited behind {office}, so that it has "
            "no letter to issue."
        )


class DraftChanged(Refusal):
    """Somebody else edited the draft meanwhile."""

    def __init__(self, revision: int, latest: int) -> None:
        self.revision, self.latest = revision, latest
        super().__init__(
            f"The draft was changed meanwhile: you worked on revision {revision}, and it is now "
            f"{latest}. Look at it again; your text was not saved."
        )


class AlreadyIssued(Refusal):
    """The letter is out; its text cannot change any more."""

    def __init__(self, office: str, number: str) -> None:
        super().__init__(
            f"{office} has issued its letter already, as {number}; an issued letter is not changed."
        )


class IssuedOtherwise(Refusal):
    """The letter is out under another number, or another post's name.

    Args:
        office: Whose letter.
        number: Its number.
        asked: What was wanted instead: "as 77".
        stands: What it has of that, where its number does not say it.
    """

    def __init__(self, office: str, number: str, asked: str, stands: str = "") -> None:
        super().__init__(
            f"The letter of {office} is out already as {number}{stands}, not {asked[:200]}; "
            "an issued letter is not changed."
        )


class DirectiveWithdrawn(Refusal):
    """Nobody forwards what its origin has withdrawn."""

    def __init__(self, origin: str, number: str, follower: str) -> None:
        self.number = number
        super().__init__(
            f"{origin} has withdrawn this directive with its letter {number} (propagation "
            f"{follower}); it is not forwarded any more."
        )


class DirectiveClosed(Refusal):
    """Nobody forwards what is closed."""

    def __init__(self, origin: str) -> None:
        super().__init__(f"This directive of {origin} is closed; it is not forwarded any more.")


class FirstNotForwarded(Refusal):
    """What amends a directive goes out after it, or with it.

    Args:
        office: Who has not forwarded it.
        first: The propagation that is amended.
        unstamped: The amending one, where the office's desks have not all stamped it.
    """

    def __init__(self, office: str, first: str, unstamped: str | None = None) -> None:
        self.first = first
        super().__init__(
            f"{office} has not forwarded propagation {first} yet, which this letter amends; "
            f"{_stamp_first(office, unstamped)}issue that letter, and this one goes out with it."
        )


class EarlierNotForwarded(Refusal):
    """Amendments of a directive go out one after the other, or together.

    Args:
        office: Who has not forwarded the earlier one.
        earlier: The propagation of the earlier amendment.
        unstamped: The later one, where the office's desks have not all stamped it.
    """

    def __init__(self, office: str, earlier: str, unstamped: str | None = None) -> None:
        self.earlier = earlier
        super().__init__(
            f"{office} has not forwarded propagation {earlier} yet, an earlier amendment of the "
            f"same letter; {_stamp_first(office, unstamped)}issue that one, and this one goes out "
            "with it."
        )


def _stamp_first(office: str, unstamped: str | None) -> str:
    """That a letter cannot go with another before all desks have stamped it, as a clause."""
    if unstamped is None:
        return ""
    return (
        f"this one lies unstamped as well: wian receive {unstamped} {office} stamps it, once for "
        "each desk. Then "
    )


class NotAsked(Refusal):
    """The directive wants no answer of the office."""

    def __init__(self, office: str) -> None:
        super().__init__(f"The directive asks {office} for no answer.")


class NoAnswerHolds(Refusal):
    """The office has no answer that could be taken back."""

    def __init__(self, office: str) -> None:
        super().__init__(
            f"{office} has no such answer: it has given none, has given another since, or has "
            "taken it back."
        )


class SignsNot(Refusal):
    """Somebody signs an office's letter who may sign it on its day.

    Args:
        office: Its id.
        post: Who was to sign it.
        day: The letter's date.
        those: Who may; nobody signs a letter that is sealed.
    """

    def __init__(self, office: str, post: str, day: date, those: Sequence[str]) -> None:
        remedy = (
            f"those who may are: {'; '.join(those)}"
            if those
            else "its letter is sealed and nobody signs it; name no signer"
        )
        super().__init__(f"'{post[:200]}' does not sign a letter of {office} of {day}; {remedy}.")


class AnswersUnreceived(Refusal):
    """An office answers a letter that it has received."""

    def __init__(self, office: str, desk: str) -> None:
        super().__init__(
            f"{office} answers a letter that it has received: {desk} has to stamp it first."
        )


class AnswerInFuture(Refusal):
    """Nobody answers ahead of time."""

    def __init__(self, at: str, now: str) -> None:
        super().__init__(
            f"The answer's moment {at} is yet to come (now is {now}); write the true one."
        )


class AnsweredTooEarly(Refusal):
    """An answer follows the letter that asks for it."""

    def __init__(self, at: str, issued: date | str) -> None:
        super().__init__(
            f"The answer's moment {at} is before the letter of {issued} that asks for it; "
            "write a later one."
        )
