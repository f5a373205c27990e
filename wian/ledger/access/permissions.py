"""What may an account of an office's desk do, and what a token?"""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a post does at its office's desk."""

    CLERK = "clerk"
    """Stamps what comes in."""
    OFFICER = "officer"
    """Routes it to a group, drafts and issues the next letter, answers."""
    OBSERVER = "observer"
    """Looks."""
    ADMINISTRATOR = "administrator"
    """Says who takes the place of an office: its own, or one below it."""
    MANAGER = "manager"
    """Follows directives down to the last office below its own, reminds, notes telephone calls."""


class Scope(StrEnum):
    """What a program may do for its office."""

    INBOX = "inbox"
    """Read the letters that the office received and issued."""
    STAMP = "stamp"
    """Stamp what comes in."""
    ISSUE = "issue"
    """Issue the next letter."""
    ANSWER = "answer"
    """Answer."""
    STATUS = "status"
    """Read how far the directive has come below the office."""
    OFFICES = "offices"
    """Say who takes the place of an office: its own, or one below it."""
