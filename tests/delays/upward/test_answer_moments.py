"""Simulated answers: drawn by their key, after the office can, on days on which it sends."""

from __future__ import annotations

from wian.delays.profile import DelayProfile
from wian.delays.upward.answer_moments import AnswerInput, answer_moments
from wian.jurisdictions.instant import Instant, Precision

PROFILE = DelayProfile.model_validate(
    {
        "name": "made up",
        "assumption": "Made up.",
        "default": {
            name: {"median": 1, "p90": 3, "unit": "working-days"}
            for name in ("transit", "routing", "handling")
        },
        "answering": {
            "assumption": "Made up.",
            "default": {"median": 4, "p90": 9, "unit": "working-days"},
            "offices": {"swift": {"constant": 1, "unit": "working-hours"}},
        },
    }
)
MORNING = Instant(26_831_640, Precision.MINUTE)
"""Wednesday, 6 January 2021, 09:00 in Bangkok."""


def _input(office, since=MORNING, *, letter=False):
    return AnswerInput(f"d/{office}/answer", "local", "town", office, since, letter)


def test_an_answer_depends_on_its_own_key_alone(thai):
    """Alone or among others, and whichever comes first, an office answers at the same moment."""
    inputs = [_input(f"town-{at}") for at in range(50)]
    together = answer_moments(inputs, PROFILE, 1, thai)
    assert answer_moments(inputs[::-1], PROFILE, 1, thai) == together[::-1]
    assert answer_moments(inputs[7:8], PROFILE, 1, thai) == together[7:8]
    assert len(set(together)) > 40
    assert all(at.minute > MORNING.minute for at in together)
    assert answer_moments(inputs, PROFILE, 2, thai) != together


def test_an_office_whose_pace_is_known_takes_that(thai):
    """What the profile says of a single office goes before what it says of all."""
    (at,) = answer_moments([_input("swift")], PROFILE, 1, thai)
    assert at.minute == MORNING.minute + 60


def test_a_day_alone_is_over_at_its_close(thai):
    """Who had the letter on a day cannot answer before that day's office hours are over."""
    day = Instant(MORNING.minute, Precision.DAY)
    (at,) = answer_moments([_input("swift", day)], PROFILE, 1, thai)
    assert str(thai.local_days(at.minute)) == "2021-01-07"


def test_a_report_goes_out_on_a_day_on_which_its_office_sends(thai):
    """An office that sends on Fridays keeps its report until then; an answer does not wait."""
    fridays = PROFILE.model_copy(update={"send_days": {"swift": (5,)}})
    typed, report = (
        answer_moments([_input("swift", letter=letter)], fridays, 1, thai)[0]
        for letter in (False, True)
    )
    assert typed.minute == MORNING.minute + 60
    assert str(thai.local_days(report.minute)) == "2021-01-08"
