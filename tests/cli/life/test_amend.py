"""``wian amend``: one story over five levels by command, from the amendment to the withdrawal."""

from __future__ import annotations

import pytest


@pytest.fixture
def changes(tmp_path):
    """A text of two paragraphs, and a form that travels."""
    (tmp_path / "new.txt").write_text("ย่อหน้าแรก\n\nย่อหน้าที่สอง\n", encoding="utf-8")
    (tmp_path / "form.pdf").write_bytes(b"%PDF-1.7\n")
    return (
        *("--text-file", str(tmp_path / "new.txt"), "--closes", "2030-06-28"),
        *("--answer-by", "2030-05-31", "--enclose", f"แบบรายงาน={tmp_path / 'form.pdf'}"),
    )


@pytest.fixture
def receive(wian, live_plan):
    """Every desk of an office stamps a letter."""

    def stamped(propagation, office):
        for _ in live_plan.hierarchy.office(office).desks:
            done = wian("receive", propagation, office)
        return done

    return stamped


def test_a_directive_is_amended_on_its_way(  # noqa: PLR0913, PLR0917 - fixtures
    drill, wian, live_plan, living, changes, receive
):
    """The ministry had forwarded; from the department down both letters go out as one act."""
    first, (_, ministry, *below, leaf) = live_plan.id, living.chain
    receive(first, ministry)
    drill("issue", ministry)
    said = drill("amend", *changes, "--json").json
    later = said["follower"]
    assert said == {
        "propagation": first,
        "follower": later,
        "numbers": ["นร ๐๑๐๖/๒"],
        "amendment": 1,
        "reached": 2,
        "at": "2026-12-01T10:00+07:00",
        "new": True,
        "window": {"opens": "2026-12-01", "closes": "2030-06-28"},
        "answer_by": "2030-05-31",
        "answer_by_level": {},
        "notes": [],
    }
    assert drill("amend", *changes, "--json").json == {**said, "new": False}
    assert "opm has already amended" in drill("amend", *changes).out
    assert "--text: a text is empty" in drill("amend", "--text", " ").err
    receive(later, ministry)
    wian("issue", later, ministry)
    for office in below:
        assert "it goes out with the letter that it amends" in receive(later, office).out
        assert wian("issue", later, office).code == 1
        receive(first, office)
        done = drill("issue", office, "--json").json
        assert [each["propagation"] for each in done["together"]] == [later]
    receive(later, leaf)
    receive(first, leaf)
    text = wian("letters", later, "--office", below[-1]).out
    assert "ย่อหน้าที่สอง" in text
    assert "wanted by 2030-05-31" in drill("answer", leaf, "--text", "ดี").out
    assert "--closes: 2019-01-01 is" in drill("amend", "--closes", "2019-01-01").err
    assert verified(wian)


def test_the_standing_of_both_says_so(drill, wian, changes):
    """By which letters, which days hold; after a withdrawal also how both ended."""
    later = drill("amend", *changes, "--json").json["follower"]
    said = " ".join(drill("amend", "--answer-by", "local=30/4/2573").out.split())
    assert "From now on: answers of level local by ๓๐ เมษายน ๒๕๗๓. Note: " in said
    assert "must answer earlier than asked before: by ๓๐ เมษายน ๒๕๗๓ instead of ๓๑" in said
    told = drill("status").out.splitlines()
    assert told[0].endswith(
        f"with its letter นร ๐๑๐๖/๒ ({later}): window 2026-12-01 to 2030-06-28; "
        "answers by 2030-05-31"
    )
    assert told[2].endswith("answers of level local by 2030-04-30")
    one, two = drill("status", "--json").json["amended"]
    assert (one["follower"], one["window"]["closes"]) == (later, "2030-06-28")
    assert (two["window"], two["answer_by_level"]) == (None, {"local": "2030-04-30"})
    assert wian("status", later, "--json").json["follows"]["kind"] == "amendment"
    drill("withdraw", "--reason", "ฝนหยุดตก")
    assert "ended, which it amends" in wian("status", later).out
    assert drill("amend", "--closes", "2030-08-30").code == 1
    assert verified(wian)


def test_an_amendment_that_is_left_behind_unstamped_is_named(drill, wian, live_plan, receive):
    """Whoever issues the first letter learns that the other did not go, and how it goes."""
    later = drill("amend", "--closes", "2030-06-28", "--json").json["follower"]
    refused = " ".join(wian("issue", later, "moi").err.split())
    assert f"wian receive {later} moi stamps it, once for each desk. Then issue that" in refused
    receive(live_plan.id, "moi")
    said = drill("issue", "moi").out
    assert f"What amends it ({later}) lies here without all its stamps" in said
    assert f"wian issue {later} moi then sends it" in said
    assert drill("issue", "moi", "--json").json["unstamped"] == [later]
    receive(later, "moi")
    assert wian("issue", later, "moi").code == 0
    assert drill("issue", "moi", "--json").json["unstamped"] == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "changes nothing"),
        (["--answer-by", "2030-01-01", "--answer-by", "2030-01-02"], "two days are given"),
        (["--enclose", "x=/nowhere.pdf"], "'nowhere.pdf' is not there"),
        (["--enclose", "/nowhere"], "is a file without a title; write TITLE=/nowhere"),
        (["--enclose", "Form.PDF"], "is a file without a title; write TITLE=Form.PDF"),
    ],
)
def test_what_cannot_be_amended_is_a_sentence(drill, options, said):
    """With the remedy, and without a trace in the ledger."""
    refused = drill("amend", *options)
    assert (refused.code, said in refused.err) == (1, True)
    assert drill("status", "--json").json["amended"] == []


def verified(wian):
    """Whether everything in the ledger holds together."""
    return wian("verify").code == 0
