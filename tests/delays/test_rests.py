"""Rests as numbers and as text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wian.delays.rests import GOES_ON, Rest, Rests, read, written

_RESTS = st.builds(Rest, st.integers(0, 9**9), st.integers(0, 9**9) | st.just(GOES_ON))


@given(rests=st.lists(_RESTS))
def test_what_is_written_is_read_again(rests):
    """Also where one goes on."""
    assert read(written(rests)) == tuple(rests)


def test_each_rest_knows_its_hop():
    """The first hop rested twice, the second never."""
    found = Rests.of([(Rest(1, 2), Rest(3)), (), (Rest(4, 5),)])
    assert (found.hop.tolist(), found.ended.tolist()) == ([0, 0, 2], [2, GOES_ON, 5])
    assert len(Rests.of([])) == 0
