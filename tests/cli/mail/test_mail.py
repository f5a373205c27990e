"""The commands of e-mail say what they did, what waits, and what keeps it from going."""

from __future__ import annotations

import shutil

import pytest

from wian.propagation import runtime

ADDRESS = "saraban@tambon.example"


@pytest.fixture
def waiting(home, live_database, monkeypatch):
    """An installation whose ledger has a live drill: the origin's letter is out, to one office."""
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy(live_database, home / "wian.db")


def test_a_letter_is_moved_listed_and_sent(waiting, wian, live_plan, living, postbox):
    """As the guide does it."""
    done = wian("mail", "reach", "moi", ADDRESS, "--json").json
    assert done == {
        "office": "moi",
        "reach": "mail",
        "address": ADDRESS,
        "queued": 1,
        "by_hand": 0,
        "held_back": 0,
    }
    (listed,) = wian("mail", "list", "--state", "waiting", "--json").json["messages"]
    assert (listed["sender"], listed["office"], listed["stands"]) == ("opm", "moi", "waiting")
    sent = wian("mail", "send", "--json").json
    assert sent == {"sent": 1, "refused": 0, "put_off": 0, "not_needed": 0, "away": None}
    assert postbox.messages[0]["Message-ID"] == f"<wian.{listed['id']}@ministry.example>"
    assert "moi  letter  handed-over" in wian("mail", "list").out
    assert wian("status", "--json").json["mail"] == {"handed-over": 1}
    assert "1 message by e-mail: 1 handed over" in wian("status").out
    living.stamp(runtime.ledger(), live_plan, "moi")
    assert wian("status", "--json").json["mail_need_desks"] == ["moi"]
    assert "1 office reached by e-mail needs a desk" in wian("status").out


def test_a_server_that_does_not_answer_is_told_and_the_letter_waits(
    waiting, wian, postbox, monkeypatch
):
    """Exit status 1, a whole sentence, and nothing is lost."""
    wian("mail", "reach", "moi", ADDRESS)
    monkeypatch.setenv("WIAN_MAIL_TLS", "starttls")
    ran = wian("mail", "send", "--json")
    assert ran.code == 1
    assert "What waits is tried again." in ran.err
    assert ran.json["put_off"] == 1


def test_a_test_message_arrives(waiting, wian, postbox):
    """Its source tells whether others believe the sender."""
    wian("mail", "test", "you@ministry.example")
    (message,) = postbox.messages
    assert (message["To"], message["From"]) == ("you@ministry.example", "wian@ministry.example")


def test_a_daily_digest_is_wanted_listed_and_ended(waiting, wian):
    """None is sent where nobody said so."""
    assert wian("mail", "digest", "--json").json == {"digests": []}
    wanted = wian("mail", "digest", "moi", ADDRESS, "--json").json["digests"]
    assert wanted == [
        {"office": "moi", "address": ADDRESS, "last_sent": None, "by": "command line"}
    ]
    assert ADDRESS in wian("mail", "digest").out
    assert "moi gets no daily digest." in wian("mail", "digest", "moi", "--off").out
    assert wian("mail", "digest", "--json").json == {"digests": []}


def test_a_mailbox_is_read(waiting, wian, tmp_path):
    """What is no bounce is counted."""
    (tmp_path / "one.eml").write_text("Subject: Out of office\n\nBack on Monday.\n")
    assert (
        "Passed over: 1 message that is no bounce."
        in wian("mail", "bounces", tmp_path / "one.eml").out
    )
    read = wian("mail", "bounces", tmp_path / "one.eml", "--json").json
    assert read == {"bounced": 0, "before": 0, "late": 0, "unknown": 0, "other": 1}


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("send",), "set WIAN_MAIL_HOST and WIAN_MAIL_SENDER"),
        (("bounces", "/nowhere"), "/nowhere: is not there; check the path"),
        (("digest", "moi"), "Give an office and its address"),
        (("digest", "moi", "nobody"), "is no e-mail address"),
        (("reach", "moi"), "Give the address of the office, or --desk"),
        (("reach", "moi", "nobody"), "is no e-mail address"),
        (("reach", "moii", ADDRESS), "There is no office 'moii' in the hierarchy of a live"),
        (("digest", "moii", ADDRESS), "There is no office 'moii' in the hierarchy of a live"),
    ],
    ids=[
        "no server",
        "no mailbox",
        "no digest",
        "no digest address",
        "nothing",
        "no address",
        "mistyped",
        "mistyped digest",
    ],
)
def test_what_cannot_be_done_is_said(waiting, wian, command, said):
    """Before anything changes."""
    ran = wian("mail", *command)
    assert ran.code
    assert said in ran.err
