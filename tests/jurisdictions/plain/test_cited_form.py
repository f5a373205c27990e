"""A folder's own form of a citation is read back, with as much as it gives."""

from __future__ import annotations

import pytest

from wian.jurisdictions.plain.cited_form import CitedForm, cited_form

OWN = """\
{% macro cited(ofisi, namba, tarehe, alama) %}
Barua{% if namba %} Na. {{ namba }}{% endif %}{{ " ya tarehe " ~ tarehe if tarehe }}
{{- " kutoka " ~ ofisi }}
{%- for kila in alama %}, {{ kila }}{% endfor %}
{% endmacro %}
{% macro counted(title, count) %}{{ title }} (nakala {{ count }}){% endmacro %}
"""
WHOLE = "Barua Na. NKR/2026 (01) ya tarehe 2 Machi 2026 kutoka Wizara ya Kazi"


@pytest.fixture
def form(tmp_path) -> CitedForm:
    (tmp_path / "sentences.j2").write_text(OWN, encoding="utf-8")
    found = cited_form(tmp_path)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (f"{WHOLE}, SIRI (nakala moja)", ("Wizara ya Kazi", "NKR/2026 (01)", "2 Machi 2026")),
        (WHOLE, ("Wizara ya Kazi", "NKR/2026 (01)", "2 Machi 2026")),
        ("Barua kutoka Wizara ya Kazi (nakala 2)", ("Wizara ya Kazi", None, None)),
        ("Orodha ya vifaa (nakala moja)", None),
        ("Barua Na. " * 200, None),
    ],
)
def test_an_entry_is_read(form, text, read):
    """Office, number and day by the words between them."""
    found = form.entry(text)
    assert (found and (found.office, found.number, found.dated)) == read


def test_entries_in_a_text_are_found(form):
    """As memos and transmittals name what they pass on in a sentence."""
    text = f"Imeambatishwa: {WHOLE} (nakala moja) na Orodha (nakala moja)"
    assert list(form.inside(text)) == [f"{WHOLE} (nakala moja)"]


def test_a_macro_that_works_values_over_is_not_read(tmp_path):
    """What it writes is not known without running it."""
    worked = OWN.replace("~ ofisi", "~ ofisi | upper")
    (tmp_path / "sentences.j2").write_text(worked, encoding="utf-8")
    assert cited_form(tmp_path) is None
    assert cited_form(tmp_path / "nowhere") is None
