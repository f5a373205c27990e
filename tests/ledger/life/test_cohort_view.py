"""What became of a propagation is read once in a transaction, and never before its lock."""

from __future__ import annotations

from types import ModuleType

from wian.ledger.acts import Act, ActKind, Closed
from wian.ledger.database import Ledger, open_ledger
from wian.ledger.write.cohort import CohortWriter


def _close(writer: CohortWriter, story: ModuleType) -> None:
    entry = writer.reserve("cabinet", ActKind.CLOSED, "", 2026)
    writer.act(Act("cabinet", "", "cabinet clerk", story.minute(story.START), Closed(), entry))


def test_an_act_of_this_transaction_is_seen(either: Ledger, story: ModuleType) -> None:
    """What it read before is not held on to, not by a writer beside it either."""
    story.record(either)
    with either.cohort("p1") as writer:
        beside = writer.beside("p1")
        writer.hold_life()
        assert beside.life().closed is None
        _close(writer, story)
        assert writer.life().closed == beside.life().closed
        assert writer.life().closed is not None


def test_what_another_wrote_before_the_lock_is_seen(
    postgres_ledger_url: str, story: ModuleType
) -> None:
    """Whoever waits for a lock may have read before what the holder of it then changed."""
    with open_ledger(postgres_ledger_url) as ledger:
        story.record(ledger)
        with ledger.cohort("p1") as writer:
            assert writer.life().closed is None
            with ledger.cohort("p1") as other:
                other.hold_life()
                _close(other, story)
            writer.share_life()
            assert writer.life().closed is not None


def test_a_lock_of_an_office_has_it_read_anew(postgres_ledger_url: str, story: ModuleType) -> None:
    """An office gives its letter back while others have a share in the directive's life."""
    with open_ledger(postgres_ledger_url) as ledger:
        story.record(ledger)
        with ledger.cohort("p1") as writer:
            writer.share_life()
            assert writer.life().closed is None
            with ledger.cohort("p1") as other:
                other.hold("cabinet")
                _close(other, story)
            writer.hold("cabinet")
            assert writer.life().closed is not None
