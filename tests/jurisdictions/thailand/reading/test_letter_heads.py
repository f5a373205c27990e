"""Are the heads of Thai letters read as they stand, whatever institution wrote them?"""

import pytest

from benchmarks.truth.letter_heads import (
    FIELDS,
    HEADS,
    PRECISION,
    RECALL,
    SURE,
    heads_of,
    measured,
    read,
)

SETS = sorted(path.stem for path in HEADS.glob("*.yaml"))


@pytest.mark.parametrize("name", SETS)
def test_every_field_is_right_or_empty(name):
    """Of the composed heads, and what is said to be sure is right as often as it says."""
    tallies, sure = measured(heads_of(HEADS / f"{name}.yaml"))
    for field in FIELDS:
        assert tallies[field].precision >= PRECISION, tallies[field].faults
        assert tallies[field].recall >= RECALL, tallies[field].faults
        assert tallies[field].invented == 0, tallies[field].faults
    said = [right for confidence, right in sure if confidence >= SURE]
    assert sum(said) >= SURE * len(said)


@pytest.mark.parametrize("name", SETS)
def test_letters_of_one_file_are_told_apart(name):
    """Where one ends and the next begins, whatever forms follow each other."""
    heads = heads_of(HEADS / f"{name}.yaml")
    assert len(read("\n\n".join(head.text for head in heads))) == len(heads)
