"""Who may sign an office's letter of a day?"""

from __future__ import annotations

from datetime import date

from hierarchy.office import Signatory
from wian.ledger.records import IssuedLetter
from wian.office.refusals import IssuedOtherwise, SignsNot
from wian.propagation.plan import Plan


def signers_of(
    plan: Plan, office: str, day: date, post: str | None = None
) -> tuple[Signatory, ...]:
    """Who may sign an office's letter, first who does.

    Args:
        plan: The propagation.
        office: Id of the office.
        day: The letter's date.
        post: Who is to sign it; as the office has it for that day where ``None``.

    Returns:
        Each post once.

    Raises:
        SignsNot: That post does not sign on that day.
    """
    those = plan.hierarchy.office(office).signers(day)
    if post is None:
        return those
    wanted = " ".join(post.split())
    if wanted not in {each.post for each in those}:
        raise SignsNot(office, wanted, day, [each.post for each in those])
    return tuple(sorted(those, key=lambda each: each.post != wanted))


def refuse_signer(office: str, day: date, post: str | None) -> tuple[Signatory, ...]:
    """Those who may sign a letter that is sealed: nobody.

    Raises:
        SignsNot: A post is to sign it all the same.
    """
    if post is not None:
        raise SignsNot(office, post, day, ())
    return ()


def refuse_other_signer(own: IssuedLetter, signed: tuple[str, ...], post: str) -> None:
    """Refuse to have a post sign what is out and signed by another.

    Args:
        own: The letter that is out.
        signed: How it would be signed by the post.
        post: Who is to sign it.

    Raises:
        IssuedOtherwise: Another post signed it.
    """
    if signed != own.letter.signatory:
        by = " ".join(own.letter.signatory[1:])
        stands = f", signed by {by}" if by else ""
        raise IssuedOtherwise(own.office, own.letter.number, f"by {post}", stands)
