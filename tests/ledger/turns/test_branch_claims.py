"""Who works on a branch: one process at a time, and nobody after its end."""

from __future__ import annotations

import time

import pytest

from wian.ledger.database import open_ledger
from wian.ledger.turns.branch_claims import branch_claims


def test_a_branch_is_claimed_by_one_until_it_is_done_or_its_session_ends(postgres_ledger_url):
    """Another branch, and that branch of another propagation, are free meanwhile."""
    with open_ledger(postgres_ledger_url) as ledger, branch_claims(ledger, "p1") as claims:
        with branch_claims(ledger, "p1") as others, branch_claims(ledger, "p2") as elsewhere:
            with claims.claimed("north") as mine, others.claimed("north") as theirs:
                assert (mine, theirs) == (True, False)
                with others.claimed("south") as other, elsewhere.claimed("north") as same:
                    assert (other, same) == (True, True)
            with others.claimed("north") as again:
                assert again
            with pytest.raises(ConnectionError), others.claimed("east") as mine:
                _break_off(mine)
            with claims.claimed("east") as held:
                assert not held
        assert any(_free(claims, "east") for _ in range(500))  # the server sees an end soon


def _free(claims, branch):
    with claims.claimed(branch) as free:
        if not free:
            time.sleep(0.01)
        return free


def _break_off(mine):
    """What a process does whose work fails."""
    assert mine
    raise ConnectionError
