"""What ``wian dispatch`` does before Prefect is loaded."""

from __future__ import annotations

from wian.cli.services.dispatch import catch_up
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.read.recorded import letter
from wian.office.relay import set_forwarding
from wian.propagation import runtime

_DISTRICT = "phitsanulok.mueang-phitsanulok"


def test_what_is_due_when_it_starts_goes_out_at_once(home, living):
    """A dispatcher that was killed needs seconds until it listens again; letters do not wait."""
    home.mkdir(exist_ok=True)
    ledger, plan = runtime.ledger(make=True), living.plan(id="caught-up")
    begun = Instant(runtime.now().minute - 60, Precision.MINUTE)
    living.begin(ledger, plan, begun)
    for office in ("moi", "dla"):
        living.advance(ledger, plan, office, runtime.now().minute - living.start.minute - 50)
    living.stamp(ledger, plan, "phitsanulok", runtime.now().minute - living.start.minute - 40)
    catch_up(ledger)
    assert letter(ledger, plan.id, "phitsanulok") is None  # it does not forward automatically
    set_forwarding(ledger, ("phitsanulok",), True, by="x", now=runtime.now())
    catch_up(ledger)
    assert letter(ledger, plan.id, "phitsanulok")
    assert letter(ledger, plan.id, _DISTRICT) is None
