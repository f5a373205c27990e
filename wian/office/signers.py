"""Who may sign an office's letter of a day?"""

from __future__ import annotations

from datetime import date

from hierarchy.office import Signatory
from wian.office.refusals import SignsNot
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
