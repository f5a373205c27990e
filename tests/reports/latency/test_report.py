"""Stories of the latency report: groups, stages, open hops, and moments that are only dates."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wian.delays.rests import Rest, written
from wian.jurisdictions.instant import Instant
from wian.reports.group_by import By
from wian.reports.hop_frame import SCHEMA
from wian.reports.latency.groups import UnknownSource
from wian.reports.latency.report import LatencyQuestion, SeveralJurisdictions, columns, latency
from wian.reports.scope.recorded_hops import frame_of
from wian.reports.stages import HopStage, Time

ZONE = ZoneInfo("Asia/Bangkok")


def at(*parts: int) -> datetime:
    """A moment on the offices' clock."""
    return datetime(*parts)  # noqa: DTZ001 - Instant.of knows the zone


ISSUED = at(2021, 1, 11, 9)
CALENDAR = LatencyQuestion((By.LEVEL,), times=(Time.CALENDAR,))


def hop(**changed) -> dict[str, object]:
    """A finished hop to a district: a day on the way, an hour inside, two days on its table."""
    row = dict.fromkeys(SCHEMA)
    row |= {
        "propagation": "p",
        "directive": "d",
        "wave": 1,
        "source": "observed",
        "recipient": "town",
        "level": "district",
        "month": "2021-01",
        "forwards": True,
        "jurisdiction": "thailand",
        "issued": ISSUED,
        "received": at(2021, 1, 12, 9),
        "ready": at(2021, 1, 12, 10),
        "forwarded": at(2021, 1, 14, 10),
        "as_of": at(2021, 1, 15, 9),
        **changed,
    }
    for name in ("issued", "received", "ready", "forwarded", "as_of"):
        instant = row.pop(name)
        row[f"{name}_minute"] = Instant.of(instant, ZONE).minute if instant else None
        row[f"{name}_dated"] = bool(instant) and not isinstance(instant, datetime)
    return row


def of(*hops, asked: LatencyQuestion = CALENDAR) -> pl.DataFrame:
    return latency(pl.DataFrame(list(hops), schema=dict(SCHEMA)).lazy(), asked)


def figure(made: pl.DataFrame, stage: HopStage, name: str) -> object:
    return made.filter(pl.col("stage") == stage)[name].item()


def test_a_finished_hop_is_cut_into_its_stages_which_add_up():
    """A day, an hour, two days: three days and an hour in all."""
    made = of(hop())
    assert made["median"].to_list() == pytest.approx([1, 1 / 24, 2, 3 + 1 / 24])
    assert made["open"].sum() == made["unknown"].sum() == 0
    assert made["mean"].to_list() == made["median"].to_list()


def _rest(*ends: datetime) -> str:
    return written([Rest(*(Instant.of(end, ZONE).minute for end in ends))])


def test_what_a_clock_rested_is_a_stage_apart():
    """One of two days on the table: a day of handling is left; the whole hop keeps all."""
    made = of(hop(suspensions=_rest(at(2021, 1, 12, 22), at(2021, 1, 13, 22))), hop())
    assert figure(made, HopStage.SUSPENDED, "hops") == 1
    assert figure(made, HopStage.SUSPENDED, "median") == 1
    assert figure(made, HopStage.HANDLING, "median") == 1.5  # of one and two days
    assert figure(made, HopStage.HOP, "median") == pytest.approx(3 + 1 / 24)
    alone = LatencyQuestion((By.LEVEL,), (HopStage.SUSPENDED,), (Time.CALENDAR,))
    assert of(hop(), asked=alone).is_empty()


def test_a_clock_that_still_rests_has_not_handled_meanwhile():
    """Ready on the 12th, at rest since the 13th, looked at on the 15th: both are open."""
    made = of(hop(forwarded=None, suspensions=_rest(at(2021, 1, 13, 10))))
    assert figure(made, HopStage.SUSPENDED, "open") == figure(made, HopStage.HANDLING, "open") == 1
    assert figure(made, HopStage.HANDLING, "median") == 1
    assert figure(made, HopStage.SUSPENDED, "median") == pytest.approx(2 - 1 / 24)


def test_working_time_is_in_days_of_office_hours():
    """From nine to nine over one night is one working day."""
    made = of(hop(), asked=LatencyQuestion((By.LEVEL,), (HopStage.TRANSIT,), (Time.WORKING,)))
    assert made["median"].item() == 1


def test_an_open_stage_counts_as_longer_than_it_has_taken_so_far():
    """Received and ready, not written on: its handling is open, and so is the whole."""
    made = of(hop(forwarded=None))
    assert figure(made, HopStage.HANDLING, "open") == figure(made, HopStage.HOP, "open") == 1
    assert figure(made, HopStage.HANDLING, "median") == pytest.approx(3 - 1 / 24)
    assert figure(made, HopStage.HANDLING, "median_above") is True
    assert figure(made, HopStage.HANDLING, "mean") is None
    assert figure(made, HopStage.TRANSIT, "open") == 0


def test_a_stage_that_has_not_begun_has_no_row():
    """Still on its way: neither routing nor handling are anything yet."""
    made = of(hop(received=None, ready=None, forwarded=None))
    assert made["stage"].to_list() == ["transit", "hop"]
    assert made["open"].to_list() == [1, 1]


def test_a_missing_stamp_makes_a_stage_unknown_not_open_and_not_zero():
    """It was written on, and nobody noted when the letter came."""
    made = of(hop(received=None))
    assert figure(made, HopStage.TRANSIT, "unknown") == 1
    assert figure(made, HopStage.TRANSIT, "hops") == 0
    assert figure(made, HopStage.TRANSIT, "median") is None
    assert figure(made, HopStage.HOP, "hops") == 1


def test_a_stamp_before_its_letter_is_unknown():
    """A slip of the pen is no negative delay."""
    made = of(hop(received=at(2021, 1, 10, 9)))
    assert figure(made, HopStage.TRANSIT, "unknown") == 1
    assert figure(made, HopStage.TRANSIT, "hops") == 0


def test_a_date_alone_counts_whole_days():
    """Issued on a Monday, stamped on Tuesday at four: one day, not one and a half."""
    made = of(hop(issued=date(2021, 1, 11), received=at(2021, 1, 12, 16)))
    assert figure(made, HopStage.TRANSIT, "median") == 1


def test_a_look_back_sees_what_was_known_then():
    """As of the 13th the office still had it on its table, since yesterday."""
    then = Instant.of(at(2021, 1, 13, 10), ZONE).minute
    made = of(hop(), asked=LatencyQuestion((By.LEVEL,), times=(Time.CALENDAR,), as_of=then))
    assert figure(made, HopStage.HANDLING, "open") == 1
    assert figure(made, HopStage.HANDLING, "median") == 1
    assert figure(made, HopStage.TRANSIT, "open") == 0
    before = Instant.of(at(2021, 1, 11, 8), ZONE).minute
    assert of(hop(), asked=LatencyQuestion((By.LEVEL,), as_of=before)).is_empty()


def test_an_office_that_does_not_write_on_is_done_with_its_last_desk():
    """Its hop is finished, and it has no handling."""
    made = of(hop(forwards=False, forwarded=None))
    assert made["stage"].to_list() == ["transit", "routing", "hop"]
    assert made["open"].sum() == 0


WINDOW = {"window_opens": date(2021, 1, 1), "window_closes": date(2021, 1, 20)}


def test_the_share_of_the_window_is_its_days_that_passed():
    """Three nights of twenty days; a hop that is open after the close ate all that was left."""
    assert figure(of(hop(**WINDOW)), HopStage.HOP, "window_share") == 0.15
    still = hop(**WINDOW, forwarded=None, as_of=at(2021, 3, 1, 9))
    assert figure(of(still), HopStage.HOP, "window_share") == 0.5
    assert figure(of(still), HopStage.HOP, "window_share_above") is False
    assert figure(of(hop(**WINDOW, forwarded=None)), HopStage.HOP, "window_share_above") is True
    assert figure(of(hop()), HopStage.HOP, "window_share") is None


def test_groups_come_in_order_with_their_sources_and_the_unknown_last():
    """Two levels and an office of none."""
    made = of(hop(level="province"), hop(source="simulated"), hop(), hop(level=None))
    whole = made.filter(pl.col("stage") == HopStage.HOP)
    assert whole["level"].to_list() == ["district", "province", None]
    assert whole["hops"].to_list() == [2, 1, 1]
    assert whole["observed"].to_list() == [1, 1, 1]
    assert whole["simulated"].to_list() == [1, 0, 0]


def test_hops_that_had_not_begun_by_then_are_counted_with_no_source():
    """Looked at on 12 January, a letter of the 13th is nobody's figure yet."""
    later = hop(source="simulated", issued=at(2021, 1, 13, 9), received=None, ready=None)
    evening = Instant.of(at(2021, 1, 12, 18), ZONE).minute
    made = of(
        hop(), later, asked=LatencyQuestion((By.LEVEL,), (HopStage.HOP,), (Time.CALENDAR,), evening)
    )
    assert (made["hops"].item(), made["observed"].item(), made["simulated"].item()) == (1, 1, 0)


def test_strange_hops_are_refused_in_sentences():
    """A source that wian does not know, and hops of two countries."""
    with pytest.raises(UnknownSource, match="'hearsay'"):
        of(hop(source="hearsay"))
    with pytest.raises(SeveralJurisdictions, match="siam, thailand"):
        of(hop(), hop(jurisdiction="siam"))


DAYS = st.integers(0, 20)
HOPS = st.lists(
    st.builds(
        lambda days, level, open_, office: hop(
            level=level,
            recipient=office,
            received=at(2021, 1, 11, 9 + days % 7),
            ready=at(2021, 1, 11, 16),
            forwarded=None if open_ else at(2021, 1, 12 + days % 15, 10),
            as_of=at(2021, 2, 1, 9),
        ),
        DAYS,
        st.sampled_from(["district", "province"]),
        st.booleans(),
        st.sampled_from(["a", "b", "c"]),
    ),
    min_size=1,
    max_size=25,
)


@settings(deadline=None, max_examples=8)
@given(HOPS, st.randoms())
def test_groups_partition_the_whole_and_rows_may_come_in_any_order(hops, random):
    """No hop is lost or counted twice, and a file sorted otherwise gives the same report."""
    asked = LatencyQuestion((By.LEVEL, By.OFFICE))
    made = of(*hops, asked=asked)
    whole = of(*hops, asked=LatencyQuestion(()))
    for name in ("hops", "open", "unknown", "observed"):
        parts = made.group_by("stage", "time", maintain_order=True).agg(pl.col(name).sum())
        assert parts[name].to_list() == whole[name].to_list()
    mixed = list(hops)
    random.shuffle(mixed)
    assert of(*mixed, asked=asked).equals(made)
    assert made.columns == list(columns(asked.by))


def test_a_rehearsals_medians_are_those_of_its_own_rows(gecc_sent):
    """Whoever takes the CSV of wian hops into a spreadsheet finds the same medians and means."""
    frame = frame_of(gecc_sent.ledger)
    made = latency(frame.lazy(), LatencyQuestion((By.WAVE,)))
    for row in made.filter(pl.col("stage") != HopStage.HOP).iter_rows(named=True):
        time = "_working" if row["time"] == Time.WORKING else ""
        name = f"{row['stage']}{time}_days"
        own = frame.filter(pl.col("wave") == row["wave"])[name].drop_nulls().to_numpy()
        assert row["hops"] == len(own)
        assert row["median"] == pytest.approx(np.median(own), abs=1e-5)
        assert row["mean"] == pytest.approx(np.mean(own), abs=1e-5)
        assert row["p90"] == pytest.approx(np.quantile(own, 0.9), abs=1e-5)


def test_a_five_minute_letter_is_not_pooled_with_waves_that_wait():
    """One wave is no sample of another one: each keeps its own mean, or has none."""
    quick = hop(wave=1, received=at(2021, 1, 11, 9, 5))
    waiting = [
        hop(wave=2, received=None, ready=None, forwarded=None, recipient=f"town-{each}")
        for each in range(40)
    ]
    made = of(quick, *waiting, asked=LatencyQuestion((By.WAVE,), (HopStage.TRANSIT,)))
    first, second = made.filter(pl.col("time") == Time.CALENDAR).to_dicts()
    assert first["mean"] == pytest.approx(5 / 1440)
    assert (first["shrunk"], first["mean_low"], first["doubt"]) == (None, None, "few letters")
    assert (second["mean"], second["doubt"]) == (None, "open tail")


def several(directives: int, each: int) -> list[dict[str, object]]:
    """Letters of some directives that took two or four days in turn, of one directive alike."""
    return [
        hop(
            directive=f"d{directive}",
            propagation=f"p{directive}",
            sender="ministry",
            recipient=f"town-{letter}",
            issued=at(2021, 1, 4 + directive, 9),
            received=at(2021, 1, 6 + directive + 2 * (directive % 2), 9, letter),
            forwards=False,
            as_of=at(2021, 2, 1, 9),
        )
        for directive in range(directives)
        for letter in range(each)
    ]


def test_letters_of_one_directive_count_as_one_cluster():
    """Ten directives of ten letters each are ten observations, three are too few."""
    asked = LatencyQuestion((By.LEVEL,), (HopStage.TRANSIT,), (Time.CALENDAR,))
    row = of(*several(10, 10), asked=asked).row(0, named=True)
    assert (row["cluster"], row["clusters"], row["doubt"]) == ("directive", 10, None)
    assert row["mean_high"] - row["mean_low"] > 1
    few = of(*several(3, 12), asked=asked).row(0, named=True)
    assert (few["doubt"], few["mean_low"]) == ("few clusters", None)
    assert few["mean"] is not None


def test_letters_of_one_propagation_cluster_by_what_left_one_sender_on_one_day():
    """All left on one day: how another day would have gone, nobody can tell."""
    one = several(1, 40)
    asked = LatencyQuestion((By.LEVEL,), (HopStage.TRANSIT,), (Time.CALENDAR,))
    row = of(*one, asked=asked).row(0, named=True)
    assert (row["cluster"], row["clusters"], row["doubt"]) == ("batch", 1, "few clusters")


def test_where_batches_are_fewer_than_directives_the_clusters_are_said_to_be_batches():
    """Five directives left one office on one day: one cluster, and not of a directive."""
    hops = [
        hop(
            directive=f"d{each % 5}",
            propagation=f"d{each % 5}",
            recipient=f"town-{each}",
            issued=at(2021, 1, 4, 9),
            received=at(2021, 1, 6 + each % 3, 9),
            forwards=False,
            as_of=at(2021, 2, 1, 9),
        )
        for each in range(20)
    ]
    asked = LatencyQuestion((By.LEVEL,), (HopStage.TRANSIT,), (Time.CALENDAR,))
    row = of(*hops, asked=asked).row(0, named=True)
    assert (row["cluster"], row["clusters"], row["doubt"]) == ("batch", 1, "few clusters")


def test_where_many_letters_are_open_a_mean_up_to_a_day_is_given():
    """A third is open: the restricted mean counts each letter up to its horizon."""
    hops = [
        hop(
            recipient=f"town-{each}",
            sender=f"province-{each}",
            received=None if each % 3 == 0 else at(2021, 1, 12 + each % 4, 9),
            ready=None,
            forwarded=None,
            as_of=at(2021, 1, 18, 9),
        )
        for each in range(60)
    ]
    asked = LatencyQuestion((By.LEVEL,), (HopStage.TRANSIT,), (Time.CALENDAR,))
    row = of(*hops, asked=asked).row(0, named=True)
    assert (row["mean"], row["doubt"], row["horizon"]) == (None, "open tail", 7)
    assert row["restricted_low"] < row["restricted"] < row["restricted_high"] < 7
