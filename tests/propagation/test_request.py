"""The request: what an operator fills in."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from wian.propagation.request import PropagationRequest


def test_a_request_needs_a_directive_and_nothing_else():
    """Everything else has a default that the form shows."""
    request = PropagationRequest(directive="d.yaml")
    assert (request.hierarchy, request.seed, request.limit_to) == ("", 1, ())


@pytest.mark.parametrize("empty", [None, ""])
def test_an_optional_text_may_be_empty_and_its_form_is_a_plain_text(empty):
    """Prefect's form calls a text that may be nothing a property of type "None"."""
    request = PropagationRequest(directive="d.yaml", hierarchy=empty, local_authorities=empty)
    assert request == PropagationRequest(directive="d.yaml")
    fields = PropagationRequest.model_json_schema()["properties"]
    for name in ("hierarchy", "local_authorities"):
        assert (fields[name]["type"], fields[name]["default"]) == ("string", "")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("directive", ""),
        ("directive", None),
        ("seed", -1),
        ("seed", 2**63),
        ("seed", "many"),
        ("limit_to", ["../../etc/passwd"]),
        ("limit_to", ["Phitsanulok"]),
        ("limit_to", "phitsanulok"),
        ("clock", "sundial"),
        ("again", "perhaps"),
        ("colour", "red"),
    ],
)
def test_what_makes_no_sense_is_refused_by_the_name_of_its_field(field, value):
    """Wrong types, out of range, a path as an office id, a field that does not exist."""
    with pytest.raises(ValidationError) as refused:
        PropagationRequest.model_validate({"directive": "d.yaml", field: value})
    assert {error["loc"][0] for error in refused.value.errors()} == {field}


def test_every_field_of_the_form_has_words():
    """An operator who knows no program reads a title and a sentence at each field."""
    schema = PropagationRequest.model_json_schema()
    for name, field in schema["properties"].items():
        title = field.get("title") or schema["$defs"]["Clock"]["title"]
        assert title[0].isupper(), name
        assert "_" not in title, name
        assert len(field["description"].split()) > 3, name


def test_a_request_cannot_be_changed_and_can_be_compared():
    """It is remembered by its content."""
    one, same = (PropagationRequest(directive="d.yaml", limit_to=("a",)) for _ in range(2))
    assert hash(one) == hash(same)
    with pytest.raises(ValidationError):
        one.seed = 2  # type: ignore[misc]
