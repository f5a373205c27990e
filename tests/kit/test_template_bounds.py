"""Templates of strangers end, whatever they were written to do."""

from __future__ import annotations

from copy import copy

import pytest

from wian.jurisdictions.countries import jurisdiction
from wian.kit import template_bounds
from wian.letters.sandbox import TemplateFault, environment, told

ENDLESS = {
    "loops": "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
    "lists": "{% set l = [1] * 999 %}"
    "{% for a in l %}{% for b in l %}{{ b }}{% endfor %}{% endfor %}",
    "text": "{% for a in range(999) %}" + "y" * 999 + "{% endfor %}",
    "macros": "{% macro f(n) %}{% if n %}{{ f(n-1) }}{{ f(n-1) }}{% endif %}{% endmacro %}"
    "{{ f(99) }}",
    "recursion": "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
    "product": '{{ "x" * 10 ** 9 }}',
    "power": "{{ 9 ** 10 ** 9 }}",
    "doubled": '{% set n = namespace(x="xx") %}'
    "{% for a in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
    "sum": "{% set n = namespace(x=[1]) %}"
    "{% for a in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "filter": '{{ "x" | center(10 ** 9) }}',
    "method": '{{ "x".ljust(1000000000) }}',
    "percent": '{{ "%1000000000d" % 1 }}',
    "format": '{{ "{:1000000000}".format(1) }}',
    "call": "{{ lipsum(n=1000000) }}",
    "self": '{% include "endless.txt.j2" %}',
    "tree": "{% for a in [1] recursive %}{{ loop([1]) }}{{ loop([1]) }}{% endfor %}",
}


@pytest.fixture
def filled(tmp_path, monkeypatch):
    """Fills in a template of a user's folder, whose bound is a hundredth of the usual one."""
    monkeypatch.setattr(template_bounds, "MOST", template_bounds.MOST // 100)
    wording = copy(jurisdiction("plain").wording)
    wording.templates = tmp_path

    def fill(text: str, **values: object) -> str:
        (tmp_path / "endless.txt.j2").write_text(f"first line\n{text}\n", encoding="utf-8")
        return environment(wording).get_template("endless.txt.j2").render(**values)

    return fill


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_what_would_never_end_is_refused_at_its_line(filled, text):
    with pytest.raises(TemplateFault, match=r"The template endless\.txt\.j2, line [12] cannot be"):
        filled(text)


def test_what_ends_is_as_it_was(filled):
    """Loops keep their length, their last item and their else; texts and escapes are the same."""
    text = (
        '{% for a in items %}{{ loop.index }}/{{ loop.length }} {{ a ~ "!" }}'
        '{{ "" if loop.last else ", " }}{% else %}none{% endfor %}'
        '{% macro m(x) %}<{{ x }}>{% endmacro %}{{ m("y") | upper }}{{ "%03d" % 7 }}'
    )
    assert filled(text, items=["a", "b"]) == "first line\n1/2 a!, 2/2 b!<Y>007\n"


@pytest.fixture
def of_folder(tmp_path):
    wording = copy(jurisdiction("plain").wording)
    wording.templates = tmp_path
    return environment(wording)


def test_each_letter_counts_anew(of_folder):
    """So that the thousandth letter is as long as the first, by macro and by page."""
    template_bounds.begin()
    template_bounds.spend(template_bounds.MOST)
    assert of_folder.from_string("{{ 1 }}").render() == "1"
    template_bounds.spend(template_bounds.MOST - 1_000)
    with told("sentences.j2"):
        assert of_folder.from_string("{{ 1 }}").module is not None


def test_templates_of_the_program_are_not_counted():
    made = environment(jurisdiction("thailand").wording)
    text = "{% for a in range(1000) %}{% for b in range(1000) %}{% endfor %}{% endfor %}"
    template_bounds.begin()
    made.from_string(text).render()
    template_bounds.spend(template_bounds.MOST)
    template_bounds.begin()
