"""Is the addressee of an English letter read from the lines above its greeting?"""

import pytest

from wian.jurisdictions.paper import PaperLine
from wian.jurisdictions.thailand.reading.parts.english.inside_address import inside_addressee


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        (
            ["Dr. A. Example", "Director", "Institute of Samples", "12 Main Road, Sampletown"],
            "Director, Institute of Samples",
        ),
        (["The Consul-General", "Consulate-General of Sampleland"], None),
        (["Mr. B. Example", "12 Main Road"], ""),
    ],
)
def test_the_post_and_its_office_are_addressed(lines, named):
    """A person's name above and the street below are passed over; no post, no addressee."""
    found = inside_addressee([PaperLine(text, at) for at, text in enumerate(lines)], 1)
    expected = ", ".join(lines) if named is None else named
    assert (found.value if found else "") == expected
