"""Delay profiles: what a file may say, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from wian.delays.profile import Distribution, Stage, load_profile
from wian.jurisdictions.handling import Urgency
from wian.kit.errors import InputFaults

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "wian" / "jurisdictions" / "thailand" / "delays.yaml"
GOOD = """\
name: a profile
assumption: Nothing was measured.
default:
  transit: {constant: 1, unit: working-days}
  routing: {constant: 2, unit: working-hours}
  handling: {constant: 3, unit: working-days}
levels:
  province:
    transit: {constant: 4, unit: working-days}
    handling: {constant: 5, unit: working-days}
kinds:
  municipality:
    handling: {quantiles: {0.1: 1, 0.5: 2, 0.9: 8}, unit: working-days}
channels:
  electronic: {median: 1, p90: 3, unit: working-hours}
"""


@pytest.fixture
def write(tmp_path):
    def write(text: str) -> Path:
        path = tmp_path / "delays.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_shipped_profile_calls_itself_an_assumption():
    """Whoever reads a simulated figure can read what stands behind it."""
    profile = load_profile(SHIPPED)
    assert profile.assumption.startswith("Assumed, not measured")
    department = profile.distribution(Stage.HANDLING, "department", "department")
    province = profile.distribution(Stage.HANDLING, "province", "province")
    transit = profile.distribution(Stage.TRANSIT, "province", "province", "post")
    assert (department.median, province.median, transit.median) == (7, 4, 2)


@pytest.mark.parametrize(
    ("asked", "constant"),
    [
        ((Stage.TRANSIT, "district", "district", "post"), 1),
        ((Stage.TRANSIT, "district", "district", "electronic"), None),
        ((Stage.TRANSIT, "province", "province", "electronic"), 4),
        ((Stage.ROUTING, "province", "municipality", None), 2),
        ((Stage.HANDLING, "province", "province", None), 5),
        ((Stage.HANDLING, "province", "municipality", None), None),
        ((Stage.HANDLING, "district", "district", "electronic"), 3),
    ],
)
def test_the_more_specific_wins(write, asked, constant):
    """Kind before level, level before channel, channel before default; each stage for itself."""
    profile = load_profile(write(GOOD))
    assert profile.distribution(*asked).constant == constant


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("assumption: Nothing was measured.\n", "", 1, "assumption is missing"),
        ("name: a profile", "name: '{{ x }}'", 1, "template syntax"),
        ("  routing: {constant: 2, unit: working-hours}\n", "", 3, "default.routing is missing"),
        ("constant: 1, unit: working-days", "constant: 1", 4, "unit is missing"),
        ("constant: 1,", "constant: -1,", 4, "too small"),
        ("constant: 1,", "constant: .inf,", 4, "default.transit.constant"),
        ("constant: 1,", "constant: true,", 4, "not a number"),
        ("constant: 1,", "constant: 10001,", 4, "too large"),
        ("constant: 1,", "constant: 1, median: 1,", 4, "gives median and constant"),
        ("constant: 1,", "median: 1,", 4, "gives median; give median and p90"),
        ("constant: 1, ", "", 4, "gives no figure"),
        ("working-days}\n  routing", "days}\n  routing", 4, "'working-hours' or 'working-days'"),
        ("p90: 3", "p90: 0.5", 15, "p90 below its median"),
        ("0.9: 8", "0.9: 1", 13, "quantiles that fall"),
        ("0.9: 8", "1.9: 8", 13, "too large"),
        ("electronic:", "pigeon:", 15, "none of the known values"),
        ("levels:", "Levels:", 7, "no known field"),
    ],
)
def test_each_fault_names_its_line_and_remedy(write, old, new, line, words):
    """A stranger's profile is refused with what to write instead, never with a traceback."""
    assert old in GOOD
    with pytest.raises(InputFaults) as refusal:
        load_profile(write(GOOD.replace(old, new, 1)))
    assert f"delays.yaml line {line}: " in str(refusal.value)
    assert words in str(refusal.value)


def test_all_faults_come_together(write):
    """One reading of the report is enough to mend the file."""
    text = GOOD.replace("constant: 1,", "constant: -1,").replace("p90: 3", "p90: 0.5")
    with pytest.raises(InputFaults) as refusal:
        load_profile(write(text))
    assert len(refusal.value.faults) == 2


def test_a_list_is_no_profile(write):
    """A file of something else is refused as a whole."""
    with pytest.raises(InputFaults, match="The delay profile"):
        load_profile(write("- 1\n"))


def test_a_distribution_cannot_be_changed():
    """Profiles are values: the draws of a running propagation stay what they were."""
    usual = Distribution(unit="working-days", constant=1)
    with pytest.raises(ValueError, match="frozen"):
        usual.constant = 2


def test_what_answers_take_is_urgent_too_and_leaves_the_rest_as_it_was():
    """Urgent answers take their share of the time; the profile's own assumption stays."""
    usual = load_profile(SHIPPED)
    urgent = usual.for_urgency(Urgency.URGENT)
    assert usual.answers("local", "tao").median == 5
    assert urgent.answers("local", "tao").median == 4
    assert urgent.answering.assumption.endswith("For urgent letters times 0.8.")
    assert "answer" not in urgent.without_answers().model_dump_json()
    assert "answering" not in urgent.assumption


def test_a_time_of_sending_belongs_to_days_of_sending(write):
    """It is a time of the day, and of an office that sends on some days only."""
    days = "send_days: {a: [4]}\nsend_times: "
    assert load_profile(write(f'{GOOD}{days}{{a: "10:00"}}\n')).send_times == {"a": "10:00"}
    with pytest.raises(InputFaults, match="gives a time of sending to b, but no days"):
        load_profile(write(f'{GOOD}{days}{{b: "10:00"}}\n'))
    with pytest.raises(InputFaults, match="send_times"):
        load_profile(write(f'{GOOD}{days}{{a: "25:00"}}\n'))
