"""``wian add``: offices that a directive left out are added by command, once."""

from __future__ import annotations

from wian.propagation import runtime

_PROVINCE, _OTHER = "phitsanulok", "phitsanulok.bang-rakam"
_DISTRICT = "phitsanulok.mueang-phitsanulok"
_HEIR = "opm,สปน.,office,prime-minister,,นร\nnorth,จังหวัดเหนือ,province,province,opm,นน ๐๑\n"


def test_an_operator_adds_offices_once(drill, wian, short_plan, living, write):
    """By id, name or selection; the status says so, and what was typed wrong is one report."""
    ledger = runtime.ledger()
    living.begin(ledger, short_plan)
    living.reach(ledger, short_plan, _DISTRICT)
    of, why = short_plan.id, ("--reason", "ลืม")
    said = wian("add", of, "อำเภอบางระกำ", "--office", _PROVINCE, *why, "--json").json
    assert said == {
        "propagation": of,
        "office": _PROVINCE,
        "added": [_OTHER],
        "ways": [{"sender": _PROVINCE, "recipient": _OTHER}],
        "numbers": ["พล ๐๐๒๓.๓/๒"],
        "waiting": [],
        "there": [],
        "at": "2026-12-01T10:00+07:00",
        "new": True,
    }
    again = wian("add", of, _OTHER, *why)
    assert again.out == f"On the route already, so that nothing was done for them: {_OTHER}.\n"
    more = wian("add", of, f"under={_OTHER}", *why).out.splitlines()
    assert more == [
        f"opm added 13 offices to {of}.",
        f"{_OTHER} has to write to those below.",
    ]
    shown = wian("status", of).out
    assert f"Added by {_PROVINCE} on 2026-12-01 10:00: {_OTHER}: ลืม" in shown
    grown = wian("status", of, "--json").json["grown"]
    assert {each["office"]: len(each["offices"]) for each in grown} == {_PROVINCE: 1, "opm": 13}
    file = write("new.csv", f"id,name,kind,level,parent,letter_code\n{_HEIR}")
    wian("succeed", _PROVINCE, "--by", "north", "--from", "2026-12-01", "--file", file)
    last = wian("add", of, "phitsanulok.wat-bot", "--office", "north", *why).out
    assert last.startswith(f"north (in the place of {_PROVINCE}) added phitsanulok.wat-bot to {of}")
    wrong = wian("add", of, "nowhere", "kind=x", *why)
    assert wrong.code == 1
    assert "2 faults" in wrong.err
    assert wian("verify").code == 0
