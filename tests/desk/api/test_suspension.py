"""Programs of an office that waits for another; sent twice, done once."""

from __future__ import annotations


def test_a_clock_rests_and_runs_again(api):
    """The letter says why, until it is resumed."""
    program = api.program("moi")
    program.post(f"{api.of}/stamps")
    program.post(f"{api.of}/stamps")
    asked = {"reason": "รอความเห็น", "waits_for": "dla"}
    first, again = (program.post(f"{api.of}/suspension", asked) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json() | {"new": False}
    waits = program.get(api.of).json()["suspended"]
    assert (waits["waits_for"]["id"], waits["reason"]) == ("dla", "รอความเห็น")
    done, twice = (program.post(f"{api.of}/resumption") for _ in range(2))
    assert (done.status_code, twice.status_code) == (201, 200)
    assert done.json()["resumed"] == first.json()["suspended"]
    assert program.get(api.of).json()["suspended"] is None


def test_an_office_that_there_is_not_is_a_fault_of_the_request(api):
    """It names the field."""
    refused = api.program("moi").post(
        f"{api.of}/suspension", {"reason": "x", "waits_for": "nowhere"}
    )
    assert refused.status_code == 422
    assert "waits_for" in refused.text
