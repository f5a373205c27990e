"""Verifies a propagation: contents, acts, chains, route and delays."""

from __future__ import annotations

from sqlalchemy import Connection

from wian.delays.working_time import working_time
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.office_clocks import OfficeClocks
from wian.kit.errors import WianError
from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.proof.propagation.acts import prove_acts
from wian.ledger.proof.propagation.contents import prove_contents
from wian.ledger.proof.propagation.delays import prove_delays
from wian.ledger.proof.propagation.lists import prove_lists
from wian.ledger.proof.propagation.route import prove_chains, prove_route, recorded_offices
from wian.ledger.proof.succession.heirs import heir_entries, prove_heirs
from wian.ledger.records import Clock
from wian.ledger.succession.succession import read_successions
from wian.ledger.write.propagations import read_propagation


def prove_propagation(connection: Connection, name: str, findings: ProofFaults) -> None:
    """Hold all rows of a propagation against each other, their registers and its route.

    Args:
        connection: The ledger.
        name: Id of the propagation.
        findings: Where faults go.
    """
    findings.checked["propagations"] += 1
    try:
        propagation = read_propagation(connection, name)
        country = jurisdiction(propagation.jurisdiction)
    except (ValueError, WianError) as error:
        why = " ".join(str(error).split())
        findings.fault("propagation", name, f"cannot be read: {why}")
        return
    try:
        known = read_successions(connection)
        heirs = heir_entries(connection, propagation, known)
        hierarchy = recorded_offices(connection, propagation, findings)
        clocks = country.clocks(hierarchy) if hierarchy else OfficeClocks({}, country.calendar.zone)
        contents = prove_contents(connection, propagation, (country, clocks), heirs, findings)
        prove_acts(connection, propagation, contents, heirs, findings)
        prove_heirs(connection, propagation, clocks, known, heirs, findings)
        prove_chains(propagation, contents, findings)
        prove_route(connection, propagation, hierarchy, contents, findings)
        working = working_time(country.id).at(clocks.zones)
        prove_delays(connection, propagation, contents, working, findings)
        if propagation.clock is Clock.LIVE and hierarchy:
            prove_lists(connection, propagation.id, hierarchy, findings)
    except (KeyError, TypeError, ValueError, WianError) as error:
        findings.fault("propagation", name, f"holds what no program wrote: {error}")
