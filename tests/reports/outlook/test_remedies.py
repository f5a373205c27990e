"""What would help: each change against the same chance, the best one first."""

from __future__ import annotations

from wian.reports.outlook.remedies import remedies


def test_every_level_that_still_writes_can_be_faster(foretold):
    """The districts still have to write; calls help at once, and more days help everybody."""
    found = remedies(foretold.told.outset)
    assert {each.kind for each in found} == {"remind", "telephone", "faster", "channel", "extend"}
    assert [each.level for each in found if each.kind == "faster"] == ["district"]
    gains = [each.gain for each in found]
    assert gains == sorted(gains, reverse=True)
    assert gains[0] > 0
    before = {each.found.before for each in found}
    assert len(before) == 1
