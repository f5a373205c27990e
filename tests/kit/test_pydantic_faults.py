"""Faults of a validation, said in the words of the file."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from wian.kit.pydantic_faults import faults_of, faults_of_settings, shown
from wian.kit.text import ShortText

A_DATE = "a date such as 2021-01-19"


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Part(BaseModel):
    size: int = Field(ge=1)


class Thing(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: ShortText
    colour: Colour = Colour.RED
    moment: date | datetime | None = None
    parts: tuple[Part, ...] = ()
    tags: tuple[str, ...] = Field(default=("x",), min_length=1)


def sentences(**fields: object) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        Thing.model_validate(fields)
    return [str(fault) for fault in faults_of(caught.value, lambda loc: f"line {len(loc)}")]


def test_each_field_gets_one_plain_sentence():
    """No word of pydantic's reaches the reader; each sentence ends in a remedy."""
    assert sentences(colour="green", moment="soon", parts=[{"size": 0}, 3], tags=[], size=1) == [
        "line 1: name is missing; add it",
        "line 1: colour 'green' is none of the known values; use 'red' or 'blue'",
        f"line 1: moment is 'soon', which is not {A_DATE}; write {A_DATE}",
        "line 3: parts.0.size 0 is too small; use at least 1",
        "line 2: parts.1 is 3, which is not fields with values; write fields with values",
        "line 1: tags has too few entries; give at least 1",
        "line 1: size is no known field; remove it or correct its spelling",
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (2564, "name is 2564, not text; write it in quotes"),
        ("  ", "name is empty"),
        ("{{ 7 * 7 }}", "name holds template syntax '{{'; write the words themselves"),
        ("x" * 1_000_000, "is longer than 300 characters; shorten it"),
        (["a"], "name is a list, not text"),
        (None, "name is empty, not text"),
    ],
)
def test_wrong_names_are_told_what_is_wrong(name, expected):
    """The value is quoted, shortened, and the rule named."""
    (sentence,) = sentences(name=name)
    assert expected in sentence
    assert len(sentence) < 200


def test_a_list_of_faulty_entries_is_not_called_short():
    """Only what is wrong is told: none of the entries is missing."""
    assert sentences(name="x", tags=[1]) == ["line 2: tags.0 is 1, not text; write it in quotes"]


def test_a_shown_value_cannot_act_on_a_terminal():
    """Escape sequences in a value are spelled out."""
    assert shown("\x1b[2J\u202eก้") == r"'\u001b[2J\u202eก้'"
    assert shown(10**5000) == "a very large number"


def test_faults_of_settings_are_told_by_their_variables():
    """Who sets a variable does not know of the field behind it."""
    with pytest.raises(ValidationError) as caught:
        Part.model_validate({"size": 0})
    (fault,) = faults_of_settings(caught.value, "WIAN_PART_")
    assert str(fault) == "WIAN_PART_SIZE: 0 is too small; use at least 1"
