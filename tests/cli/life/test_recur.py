"""``wian recur``: what is due of a recurring directive goes out once, without any server."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo


def test_what_is_due_goes_out_once(wian, living):
    """Then it is said that it did; a month by hand is another propagation, which knows it."""
    today = datetime.now(ZoneInfo("Asia/Bangkok")).date()  # a month begins there first
    rule = {"rule": "FREQ=MONTHLY;BYMONTHDAY=1", "first": f"{today:%Y-%m}-01", "moved": "kept"}
    path = str(living.directive(id="call", window=None, recurs=rule, asks=[_ASK]))
    first, again = (wian("recur", path, "--json").json for _ in range(2))
    assert (first["sent"], again["sent"]) == (True, False)
    assert first["due"]["propagation"] == again["due"]["propagation"]
    told = f"was live already as {first['due']['propagation']}; nothing was sent."
    assert told in " ".join(wian("recur", path).out.split())
    listed = wian("recur", path, "--list", "--json").json["times"]
    assert listed[0]["key"] == f"{today:%Y-%m}"
    assert [each["sent_on"] for each in listed[:2]] == [first["due"]["sent_on"], None]
    key = listed[1]["key"]
    send = ("propagate", path, "--clock", "live", "--json", "--occurrence")
    far = wian(*send, listed[2]["key"])
    assert (far.code, far.out, f"which is {key}" in " ".join(far.err.split())) == (1, "", True)
    sent = wian(*send, key).json
    assert sent["directive"] == f"call-{key}"
    ahead = wian("recur", path, "--list", "--json").json["times"][1]
    assert ahead["issue"] > ahead["sent_on"] == first["due"]["sent_on"]
    before = wian("status", sent["propagation"], "--json").json["before"]
    assert (before["propagation"], before["asked"]) == (first["due"]["propagation"], 0)
    said = wian("status", sent["propagation"]).out
    assert f"The time before was {today:%Y-%m} ({before['propagation']})" in said
    assert wian("propagate", path).code == 1
    refused = wian("recur", str(living.directive(id="once"))).err
    assert "does not recur; send it with wian propagate" in " ".join(refused.split())


def test_what_is_too_late_to_send_is_not_offered(wian, living):
    """Its answer day is over, and so the command refuses it; a rule without days has none."""
    rule = {"rule": "FREQ=YEARLY;COUNT=1", "first": "2025-01-06", "answer_in": "10 days"}
    path = str(living.directive(id="old", window=None, recurs=rule, asks=[_ASK]))
    said = " ".join(wian("recur", path).out.split())
    assert said == (
        "2025-01 (issue 2025-01-06) was missed; its answer day or its window is over, so that it "
        "cannot be sent any more."
    )
    rule = {"rule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "first": "2025-01-06"}
    path = str(living.directive(id="never", window=None, recurs=rule, asks=[_ASK]))
    assert "names no day, so it is never due" in wian("recur", path).out


_ASK = {"to": {"levels": ["local"]}, "text": "รายงานผล"}
