"""Are the heads of Thai letters read as they stand, whatever institution wrote them?"""

import pytest

from benchmarks.truth.letter_heads import FIELDS, HEADS, PRECISION, RECALL, SURE, heads_of, measured


@pytest.mark.parametrize("name", sorted(path.stem for path in HEADS.glob("*.yaml")))
def test_every_field_is_right_or_empty(name):
    """Of the composed heads, and what is said to be sure is right as often as it says."""
    tallies, sure = measured(heads_of(HEADS / f"{name}.yaml"))
    for field in FIELDS:
        assert tallies[field].precision >= PRECISION, tallies[field].faults
        assert tallies[field].recall >= RECALL, tallies[field].faults
        assert tallies[field].invented == 0, tallies[field].faults
    said = [right for confidence, right in sure if confidence >= SURE]
    assert sum(said) >= SURE * len(said)
